import { keccak_256 } from '@noble/hashes/sha3.js';

/** The eleven signed fields of an order (polymarket.md §5.4); `metadata` and `builder` are always zero here. */
export interface OrderStruct {
  /** At most 2^53 − 1: it travels as a JSON number. */
  readonly salt: number;
  /** Who pays. */
  readonly maker: string;
  readonly signer: string;
  /** Decimal text. */
  readonly tokenId: string;
  /** 1/1,000,000 dollar or share. */
  readonly makerAmount: bigint;
  readonly takerAmount: bigint;
  readonly side: 'BUY' | 'SELL';
  readonly signatureType: 0 | 1 | 2 | 3;
  /** Unix ms. */
  readonly timestamp: number;
}

export const ORDER_TYPE =
  'Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,' +
  'uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,bytes32 builder)';

const TYPE_HASH = keccak_256(Buffer.from(ORDER_TYPE));
const WORD = 32;

/** Writes an unsigned integer as one 32-byte word. */
export function putWord(into: Buffer, word: number, value: bigint | number): void {
  into.write(value.toString(16).padStart(64, '0'), word * WORD, 'hex');
}

/** Writes an address, right-aligned in one word. */
export function putAddress(into: Buffer, word: number, address: string): void {
  into.write(address.slice(2).padStart(64, '0'), word * WORD, 'hex');
}

/** The EIP-712 struct hash of an order; by hand, because a library spends most of an order's time here. */
export function hashOrderStruct(order: OrderStruct): Uint8Array {
  const words = Buffer.alloc(12 * WORD);
  words.set(TYPE_HASH, 0);
  putWord(words, 1, order.salt);
  putAddress(words, 2, order.maker);
  putAddress(words, 3, order.signer);
  putWord(words, 4, BigInt(order.tokenId));
  putWord(words, 5, order.makerAmount);
  putWord(words, 6, order.takerAmount);
  putWord(words, 7, order.side === 'BUY' ? 0 : 1);
  putWord(words, 8, order.signatureType);
  putWord(words, 9, order.timestamp);
  return keccak_256(words);
}

/** What is signed: `keccak(0x1901 ‖ domain separator ‖ struct hash)`. Of an order it is the venue's order id. */
export function typedDigest(domainSeparator: Uint8Array, structHash: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * WORD);
  bytes[0] = 0x19;
  bytes[1] = 0x01;
  bytes.set(domainSeparator, 2);
  bytes.set(structHash, 2 + WORD);
  return keccak_256(bytes);
}
