import { keccak_256 } from '@noble/hashes/sha3.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { getAddress, isAddress, Wallet } from 'ethers';
import secp256k1 from 'secp256k1';
import type { Exchange } from './contracts.js';
import { hashOrderStruct, ORDER_TYPE, type OrderStruct, putAddress, putWord, typedDigest } from './order-struct.js';

/** Thrown when the configured wallet cannot sign for Polymarket. Never carries the key. */
export class PolymarketWalletError extends CodedError {}

export interface SignedOrder {
  /** The EIP-712 hash of the order, `0x` and 64 hex digits: the venue's id of it. */
  readonly orderId: string;
  readonly signature: string;
}

const WRAPPED_TYPE_HASH = keccak_256(
  Buffer.from(
    'TypedDataSign(Order contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)' +
      ORDER_TYPE,
  ),
);
const WALLET_NAME_HASH = keccak_256(Buffer.from('DepositWallet'));
const WALLET_VERSION_HASH = keccak_256(Buffer.from('1'));

/** The wallet that signs, and who holds the funds that its orders spend (polymarket.md §5.3). */
export class OrderSigner {
  /** ethers' wallet: API credentials and transactions are signed with it. */
  readonly wallet: Wallet;
  readonly signatureType: 0 | 1 | 2 | 3;
  /** Who holds the funds. */
  readonly funder: string;
  readonly #key: Uint8Array;
  readonly #chainId: number;

  /** @throws PolymarketWalletError that says which setting is missing or wrong. */
  constructor(config: Pick<Config['venues']['polymarket'], 'privateKey' | 'signatureType' | 'funder' | 'chainId'>) {
    this.wallet = walletOf(config.privateKey);
    this.signatureType = config.signatureType;
    this.funder = funderOf(config, this.wallet.address);
    this.#key = Buffer.from(this.wallet.privateKey.slice(2), 'hex');
    this.#chainId = config.chainId;
  }

  /** The key's own address, to which API credentials belong. */
  get address(): string {
    return this.wallet.address;
  }

  /** The `signer` of its orders: a deposit wallet signs for itself. */
  get orderSigner(): string {
    return this.signatureType === 3 ? this.funder : this.address;
  }

  sign(order: OrderStruct, exchange: Exchange): SignedOrder {
    const contents = hashOrderStruct(order);
    const digest = typedDigest(exchange.domainSeparator, contents);
    const orderId = hex(digest);
    if (order.signatureType !== 3) return { orderId, signature: hex(this.#signDigest(digest)) };
    const inner = this.#signDigest(typedDigest(exchange.domainSeparator, this.#wrapped(contents, order.maker)));
    const type = Buffer.from(ORDER_TYPE);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(type.length);
    return { orderId, signature: hex(Buffer.concat([inner, exchange.domainSeparator, contents, type, length])) };
  }

  /** ERC-7739: the deposit wallet vouches for the order in its own name (polymarket.md §5.5). */
  #wrapped(contents: Uint8Array, wallet: string): Uint8Array {
    const words = Buffer.alloc(7 * 32);
    words.set(WRAPPED_TYPE_HASH, 0);
    words.set(contents, 32);
    words.set(WALLET_NAME_HASH, 64);
    words.set(WALLET_VERSION_HASH, 96);
    putWord(words, 4, this.#chainId);
    putAddress(words, 5, wallet);
    return keccak_256(words);
  }

  /** r ‖ s ‖ v, deterministic (RFC 6979) with a low s. */
  #signDigest(digest: Uint8Array): Uint8Array {
    const { signature, recid } = secp256k1.ecdsaSign(digest, this.#key);
    const bytes = new Uint8Array(65);
    bytes.set(signature);
    bytes[64] = 27 + recid;
    return bytes;
  }
}

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;

function walletOf(privateKey: string | null): Wallet {
  if (privateKey === null) {
    throw new PolymarketWalletError(
      'polymarket.key',
      'no Polymarket wallet is set; put the private key of the wallet into venues.polymarket.privateKey',
    );
  }
  try {
    return new Wallet(privateKey);
  } catch {
    throw new PolymarketWalletError(
      'polymarket.key',
      'venues.polymarket.privateKey is no private key; it is 64 hex digits, with or without 0x',
    );
  }
}

function funderOf({ funder, signatureType }: { funder: string | null; signatureType: number }, own: string): string {
  if (signatureType === 0) {
    if (funder === null || funder.toLowerCase() === own.toLowerCase()) return own;
    throw new PolymarketWalletError(
      'polymarket.funder',
      `with signatureType 0 the wallet ${own} pays itself; leave venues.polymarket.funder out, or set the signatureType of the wallet behind ${funder}`,
    );
  }
  if (funder === null || !isAddress(funder)) {
    throw new PolymarketWalletError(
      'polymarket.funder',
      `signatureType ${signatureType} needs the address that holds the funds; set venues.polymarket.funder to the wallet address that Polymarket shows`,
    );
  }
  return getAddress(funder);
}
