import { createHash } from 'node:crypto';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { type Contracts, type Exchange, exchangeOf } from './contracts.js';
import { orderAmounts, PolymarketOrderError } from './order-amounts.js';
import type { OrderSigner } from './order-signer.js';
import type { OrderStruct } from './order-struct.js';

/** How the venue is told to work an order. */
export type WireOrderType = 'GTC' | 'GTD' | 'FOK' | 'FAK';

/** An order signed and written out; only the API key that sends it is still open. */
export interface BuiltOrder {
  readonly orderId: string;
  readonly exchange: Exchange;
  readonly orderType: WireOrderType;
  /** What rests after the match is to be cancelled at once. */
  readonly cancelRest: boolean;
  /** The body of `POST /order`. The owner is not signed, so another key of the wallet may send the same order. */
  body(owner: string): string;
}

const ZERO_BYTES = `0x${'0'.repeat(64)}`;
/** A GTD order dies this much before its expiration, and must be set this far ahead (polymarket.md §7). */
const GTD_MARGIN_S = 60;
const GTD_LEAD_S = 180;

/**
 * Builds and signs an order. A FOK or FAK BUY names the dollars it spends, so at a better price it brings more shares
 * than were asked for and the legs of a trade would differ; `fok` and `ioc` buys therefore go as GTC, which names the
 * shares, and what rests of them is cancelled at once. Sells name shares in every type.
 * @param now Unix ms, the order's timestamp: it makes two orders alike differ.
 * @throws PolymarketOrderError, or CodedError for a market of unknown version.
 */
export function buildOrder(
  spec: OrderSpec,
  market: Market,
  { signer, contracts, now }: { signer: OrderSigner; contracts: Contracts; now: number },
): BuiltOrder {
  const { routing } = market;
  if (routing.platform !== 'polymarket' || market.platform !== 'polymarket') {
    throw new PolymarketOrderError(
      'polymarket.order-market',
      `${market.id} is not a market of Polymarket; send the order to its own venue`,
    );
  }
  const exchange = exchangeOf(contracts, routing);
  const orderType = wireType(spec);
  const expiration = orderType === 'GTD' ? gtdExpiration(spec, now) : '0';
  const order: OrderStruct = {
    salt: saltOf(spec.clientOrderId),
    maker: signer.funder,
    signer: signer.orderSigner,
    tokenId: spec.side === 'yes' ? routing.yesToken : routing.noToken,
    ...orderAmounts(spec, market),
    side: spec.action === 'buy' ? 'BUY' : 'SELL',
    signatureType: signer.signatureType,
    timestamp: now,
  };
  const { orderId, signature } = signer.sign(order, exchange);
  const wire = JSON.stringify({
    salt: order.salt,
    maker: order.maker,
    signer: order.signer,
    tokenId: order.tokenId,
    makerAmount: String(order.makerAmount),
    takerAmount: String(order.takerAmount),
    side: order.side,
    signatureType: order.signatureType,
    timestamp: String(order.timestamp),
    expiration,
    metadata: ZERO_BYTES,
    builder: ZERO_BYTES,
    signature,
  });
  return {
    orderId,
    exchange,
    orderType,
    cancelRest: orderType === 'GTC' && spec.timeInForce !== 'gtc',
    body: (owner) =>
      `{"deferExec":false,"postOnly":${spec.postOnly},"orderType":"${orderType}","owner":${JSON.stringify(owner)},"order":${wire}}`,
  };
}

/**
 * 53 bits of the hash of our own id: the same intent has the same salt, so whoever knows the intent can tell its order.
 * The order's id still differs each time it is built, by its timestamp; it is committed before the order leaves.
 */
export function saltOf(clientOrderId: string): number {
  const digest = createHash('sha256').update(clientOrderId).digest();
  return Number(digest.readBigUInt64BE(0) >> 11n);
}

function wireType({ timeInForce, action, postOnly, clientOrderId }: OrderSpec): WireOrderType {
  const now = timeInForce === 'fok' || timeInForce === 'ioc';
  if (postOnly && now) {
    throw new PolymarketOrderError(
      'polymarket.order-post-only',
      `order ${clientOrderId} is post-only and ${timeInForce}, so it could only be refused; make it gtc or gtd`,
    );
  }
  if (timeInForce === 'gtd') return 'GTD';
  if (!now || action === 'buy') return 'GTC';
  return timeInForce === 'fok' ? 'FOK' : 'FAK';
}

function gtdExpiration({ clientOrderId, expiresAt }: OrderSpec, now: number): string {
  const expiration = expiresAt === null ? 0 : Math.ceil(expiresAt / 1000) + GTD_MARGIN_S;
  if (expiration < Math.ceil(now / 1000) + GTD_LEAD_S) {
    throw new PolymarketOrderError(
      'polymarket.order-expiration',
      `order ${clientOrderId} is gtd and ${expiresAt === null ? 'has no expiry' : 'expires too soon'}; Polymarket wants at least two minutes`,
    );
  }
  return String(expiration);
}
