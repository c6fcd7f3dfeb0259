import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import type { PlaceOutcome } from '@pm-arbitrage/core/ports/trading-venue.js';
import { afterEach, beforeEach } from 'vitest';
import type { KalshiTrading } from '../kalshi-trading.js';
import { order, TICKER, tradingAt } from './kalshi-desk.js';
import { type Script, ScriptedKalshi } from './scripted-kalshi.js';

/* What the tests against a scripted exchange share: one exchange a test, and everything opened is closed after it. */

export const CREATE = 'POST /portfolio/events/orders';
export const created = (change: object = {}): Script => ({
  status: 201,
  body: {
    order_id: 'order-1',
    client_order_id: order().clientOrderId,
    fill_count: '10.00',
    remaining_count: '0.00',
    average_fill_price: '0.5500',
    average_fee_paid: '0.0173',
    ts_ms: 1,
    ...change,
  },
});
export const refusal = (status: number, code: string, details?: string): Script => ({
  status,
  body: { error: { code, message: code, ...(details === undefined ? {} : { details }) } },
});
export const streamFill = (change: object = {}) => ({
  trade_id: 'trade-1',
  order_id: 'order-1',
  client_order_id: order().clientOrderId,
  market_ticker: TICKER,
  exchange_index: 0,
  is_taker: true,
  outcome_side: 'yes',
  book_side: 'bid',
  yes_price_dollars: '0.5500',
  count_fp: '10.00',
  fee_cost: '0.173300',
  post_position_fp: '10.00',
  ts: 1_795_219_200,
  ts_ms: 1_795_219_200_456,
  ...change,
});

/** The exchange of the test that runs. */
export let kalshi: ScriptedKalshi;
export let port: number;
export const opened: KalshiTrading[] = [];

export const open = (options: Parameters<typeof tradingAt>[2] = {}): KalshiTrading => {
  const venue = tradingAt(port, systemClock, options);
  opened.push(venue);
  return venue;
};
export const place = async (venue: KalshiTrading, spec: OrderSpec = order()): Promise<PlaceOutcome> =>
  (await venue.prepare(spec)).send();
export const keyOf = (request: { headers: Record<string, unknown> } | undefined) =>
  request?.headers['kalshi-access-key'];

/** Every test of the file gets a new exchange. */
export function useScriptedKalshi(): void {
  beforeEach(async () => {
    kalshi = new ScriptedKalshi(systemClock);
    port = await kalshi.listen();
  });
  afterEach(async () => {
    for (const venue of opened.splice(0)) await venue.close();
    kalshi.close();
  });
}
