import type { Fill, OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { notional, type Price, type Quantity, type Usd } from '@pm-arbitrage/core/money/money.js';
import type { RestFill, StreamFill } from './wire.js';
import { type BookSide, onYesLeg } from './yes-leg.js';

/** An execution in Kalshi's words, the same from the socket and from REST. */
export interface ExchangeFill {
  readonly tradeId: string;
  readonly orderId: string;
  readonly ticker: string;
  readonly bookSide: BookSide;
  readonly yesPrice: Price;
  readonly quantity: Quantity;
  /** What this execution was charged, net of rebates (kalshi.md §10.2). */
  readonly fee: Usd;
  readonly liquidity: 'taker' | 'maker';
  /** Unix ms. */
  readonly at: number;
}

/** What a contract was traded as: Kalshi's book only knows bid and ask. */
export type Direction = Pick<OrderSpec, 'side' | 'action'>;

/** Without an order to tell, what the book side opens: a bid buys YES, an ask buys NO (kalshi.md §8.8). */
export const openingDirection = (bookSide: BookSide): Direction => ({
  side: bookSide === 'bid' ? 'yes' : 'no',
  action: 'buy',
});

export const fromRest = (fill: RestFill, now: number): ExchangeFill => ({
  ...common(fill),
  ticker: fill.ticker,
  at: fill.created_time ?? (typeof fill.ts === 'number' ? fill.ts * 1000 : now),
});

export const fromStream = (fill: StreamFill, now: number): ExchangeFill => ({
  ...common(fill),
  ticker: fill.market_ticker,
  at: fill.ts_ms ?? (typeof fill.ts === 'number' ? fill.ts * 1000 : now),
});

const common = (fill: RestFill | StreamFill): Omit<ExchangeFill, 'ticker' | 'at'> => ({
  tradeId: fill.trade_id,
  orderId: fill.order_id,
  bookSide: fill.book_side,
  yesPrice: fill.yes_price_dollars,
  quantity: fill.count_fp,
  fee: fill.fee_cost,
  liquidity: fill.is_taker ? 'taker' : 'maker',
});

/** In our words. Exact: prices of 1/10,000 dollar times 1/100 contracts are whole micro-dollars. */
export function asFill(fill: ExchangeFill, direction: Direction): Omit<Fill, 'clientOrderId'> {
  const price = onYesLeg(fill.yesPrice, direction.side);
  return {
    fillId: fill.tradeId,
    platform: 'kalshi',
    market: marketId('kalshi', fill.ticker),
    side: direction.side,
    action: direction.action,
    quantity: fill.quantity,
    price,
    notional: notional(fill.quantity, price, direction.action === 'buy' ? 'up' : 'down'),
    fee: fill.fee,
    liquidity: fill.liquidity,
    finality: 'final',
    at: fill.at,
  };
}
