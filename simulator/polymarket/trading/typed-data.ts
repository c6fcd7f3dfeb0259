import { getAddress, TypedDataEncoder, type TypedDataDomain, verifyTypedData } from 'ethers';
import type { PolymarketListing } from '../../world/polymarket-listing.js';
import { CHAIN_ID, exchangeOf } from '../chain/contracts.js';
import type { SignedOrder } from './signed-order.js';

const ORDER = [
  { name: 'salt', type: 'uint256' },
  { name: 'maker', type: 'address' },
  { name: 'signer', type: 'address' },
  { name: 'tokenId', type: 'uint256' },
  { name: 'makerAmount', type: 'uint256' },
  { name: 'takerAmount', type: 'uint256' },
  { name: 'side', type: 'uint8' },
  { name: 'signatureType', type: 'uint8' },
  { name: 'timestamp', type: 'uint256' },
  { name: 'metadata', type: 'bytes32' },
  { name: 'builder', type: 'bytes32' },
];
const ORDER_TYPES = { Order: ORDER };
const ORDER_TYPE_HEX = Buffer.from(`Order(${ORDER.map(({ type, name }) => `${type} ${name}`).join(',')})`).toString(
  'hex',
);
const WALLET_TYPES = {
  TypedDataSign: [
    { name: 'contents', type: 'Order' },
    { name: 'name', type: 'string' },
    { name: 'version', type: 'string' },
    { name: 'chainId', type: 'uint256' },
    { name: 'verifyingContract', type: 'address' },
    { name: 'salt', type: 'bytes32' },
  ],
  Order: ORDER,
};

/** Domain of a market's orders (reference §5.4). */
export function orderDomain(market: Pick<PolymarketListing, 'version' | 'negRisk'>): TypedDataDomain {
  return {
    name: 'Polymarket CTF Exchange',
    version: market.version === 'v2' ? '3' : '2',
    chainId: CHAIN_ID,
    verifyingContract: getAddress(exchangeOf(market)),
  };
}

const valueOf = (order: SignedOrder) => ({ ...order, side: order.side === 'BUY' ? 0 : 1 });

/** EIP-712 hash of the order in a market's domain: its id. */
export const orderHash = (domain: TypedDataDomain, order: SignedOrder): string =>
  TypedDataEncoder.hash(domain, ORDER_TYPES, valueOf(order));

/**
 * Who signed, lower case. Type 3 is signed by the owner of the deposit wallet in an ERC-7739 wrapper (reference §5.5).
 * @returns null when the signature is malformed or of another domain's wrapper.
 */
export function orderSigner(domain: TypedDataDomain, order: SignedOrder): string | null {
  try {
    if (order.signatureType !== 3) return recover(domain, ORDER_TYPES, valueOf(order), order.signature);
    const inner = order.signature.slice(0, 132);
    const length = (ORDER_TYPE_HEX.length / 2).toString(16).padStart(4, '0');
    const contents = TypedDataEncoder.hashStruct('Order', ORDER_TYPES, valueOf(order));
    const wrapper = `${TypedDataEncoder.hashDomain(domain)}${contents.slice(2)}${ORDER_TYPE_HEX}${length}`;
    if (order.signature.slice(132).toLowerCase() !== wrapper.slice(2)) return null;
    const wrapped = {
      contents: valueOf(order),
      name: 'DepositWallet',
      version: '1',
      chainId: CHAIN_ID,
      verifyingContract: order.maker,
      salt: `0x${'00'.repeat(32)}`,
    };
    return recover(domain, WALLET_TYPES, wrapped, inner);
  } catch {
    return null;
  }
}

const AUTH_DOMAIN = { name: 'ClobAuthDomain', version: '1', chainId: CHAIN_ID };
const AUTH_TYPES = {
  ClobAuth: [
    { name: 'address', type: 'address' },
    { name: 'timestamp', type: 'string' },
    { name: 'nonce', type: 'uint256' },
    { name: 'message', type: 'string' },
  ],
};
const AUTH_MESSAGE = 'This message attests that I control the given wallet';

export interface WalletProof {
  readonly address: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

/** Whether the L1 headers were signed by the address they name (reference §5.1). */
export function provesWallet({ address, timestamp, nonce, signature }: WalletProof): boolean {
  try {
    const value = { address, timestamp, nonce, message: AUTH_MESSAGE };
    return recover(AUTH_DOMAIN, AUTH_TYPES, value, signature) === address.toLowerCase();
  } catch {
    return false;
  }
}

const recover = (...parameters: Parameters<typeof verifyTypedData>): string =>
  verifyTypedData(...parameters).toLowerCase();
