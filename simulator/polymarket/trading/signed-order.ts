export const orderTypes = ['GTC', 'GTD', 'FOK', 'FAK'] as const;
export type OrderType = (typeof orderTypes)[number];
export type Action = 'BUY' | 'SELL';

/** The signed part of an order and its signature; addresses lower case, numbers as decimal texts. */
export interface SignedOrder {
  readonly salt: string;
  readonly maker: string;
  readonly signer: string;
  readonly tokenId: string;
  readonly makerAmount: string;
  readonly takerAmount: string;
  readonly side: Action;
  readonly signatureType: 0 | 1 | 2 | 3;
  /** Unix ms. */
  readonly timestamp: string;
  readonly metadata: string;
  readonly builder: string;
  readonly signature: string;
}

/** One entry of a placement (reference §6.1). */
export interface OrderPayload {
  readonly order: SignedOrder;
  /** API key. */
  readonly owner: string;
  readonly orderType: OrderType;
  readonly postOnly: boolean;
  /** Unix seconds; 0 for none. */
  readonly expiration: number;
}

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const BYTES32 = /^0x[0-9a-fA-F]{64}$/;
const UINT = /^[0-9]{1,78}$/;

/** @returns the order, or the venue's refusal of what is none. */
export function readOrderPayload(input: unknown): OrderPayload | string {
  const outer = record(input);
  const order = record(outer?.['order']);
  if (!outer || !order) return 'Invalid order payload';
  // Orders of the first generation carry these; the venue tells such clients to update (reference §0.1).
  if ('feeRateBps' in order || 'nonce' in order || 'taker' in order) return 'order_version_mismatch';
  const type = outer['orderType'] ?? 'GTC';
  const orderType = orderTypes.find((one) => one === type);
  const postOnly = outer['postOnly'] ?? false;
  const { salt, maker, signer, tokenId, makerAmount, takerAmount, side, signatureType } = order;
  const { timestamp, metadata, builder, signature, expiration = '0' } = order;
  const well =
    orderType !== undefined &&
    typeof postOnly === 'boolean' &&
    typeof outer['owner'] === 'string' &&
    Number.isSafeInteger(salt) &&
    (salt as number) >= 0 &&
    matches(ADDRESS, maker, signer) &&
    matches(UINT, tokenId, makerAmount, takerAmount, timestamp) &&
    matches(/^[0-9]{1,12}$/, expiration) &&
    matches(BYTES32, metadata, builder) &&
    matches(/^0x[0-9a-fA-F]{130,}$/, signature) &&
    (side === 'BUY' || side === 'SELL') &&
    (signatureType === 0 || signatureType === 1 || signatureType === 2 || signatureType === 3);
  if (!well || (postOnly && (orderType === 'FOK' || orderType === 'FAK'))) return 'Invalid order payload';
  return {
    owner: outer['owner'] as string,
    orderType,
    postOnly,
    expiration: Number(expiration),
    order: {
      salt: String(salt),
      maker: (maker as string).toLowerCase(),
      signer: (signer as string).toLowerCase(),
      tokenId: tokenId as string,
      makerAmount: makerAmount as string,
      takerAmount: takerAmount as string,
      side,
      signatureType,
      timestamp: timestamp as string,
      metadata: metadata as string,
      builder: builder as string,
      signature: signature as string,
    },
  };
}

const record = (value: unknown): Partial<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;

const matches = (pattern: RegExp, ...values: unknown[]): boolean =>
  values.every((value) => typeof value === 'string' && pattern.test(value));
