import { generateKeyPairSync } from 'node:crypto';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { KalshiTrading, type KalshiTradingOptions } from '../kalshi-trading.js';

/* One market, one order, one account with an Ed25519 key, for the tests of order entry. */

const pair = generateKeyPairSync('ed25519');
export const publicKey = pair.publicKey;
export const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export const TICKER = 'KXHIGHNY-26NOV21-B53.5';
export const MARKET = marketId('kalshi', TICKER);

export const listing = (change: Partial<Market> = {}): Market => ({
  id: MARKET,
  platform: 'kalshi',
  event: { id: 'E', title: 'E', exclusive: false, exhaustive: false, size: 1 },
  title: 'Highest temperature',
  subtitle: '',
  rules: '',
  rulesHash: '',
  category: 'Climate and Weather',
  strike: null,
  sources: [],
  status: 'open',
  openTime: null,
  closeTime: Date.UTC(2036, 0, 1),
  resolutionTime: Date.UTC(2036, 0, 1),
  priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
  lot: parseQuantity('0.01'),
  minQuantity: parseQuantity('0.01'),
  minNotional: 0 as Market['minNotional'],
  fees: [{ from: 0, model: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' } }],
  routing: { platform: 'kalshi', exchangeIndex: 0 },
  yesPayout: null,
  updatedAt: 0,
  ...change,
});

export const order = (change: Partial<OrderSpec> = {}): OrderSpec => ({
  clientOrderId: '0b6f0c1e-6f8e-5b53-8d53-6a2a9f3a7d10',
  tradeId: 'trade',
  legIndex: 0,
  market: MARKET,
  platform: 'kalshi',
  side: 'yes',
  action: 'buy',
  quantity: parseQuantity('10'),
  limitPrice: parsePrice('0.56'),
  timeInForce: 'fok',
  postOnly: false,
  expiresAt: null,
  ...change,
});

export const refOf = (spec: OrderSpec, venueOrderId: string | null = null) => ({
  clientOrderId: spec.clientOrderId,
  venueOrderId,
  market: spec.market,
  spec,
});

/** Order entry against a server on this port. */
export function tradingAt(
  port: number,
  clock: Clock,
  options: Partial<KalshiTradingOptions> & { readonly kalshi?: object } = {},
): KalshiTrading {
  const { kalshi, ...rest } = options;
  const config = configSchema.parse({
    venues: {
      kalshi: {
        restUrl: `http://127.0.0.1:${port}/trade-api/v2`,
        wsUrl: `ws://127.0.0.1:${port}/trade-api/ws/v2`,
        apiKeyId: 'key-1',
        privateKey,
        ...kalshi,
      },
    },
  });
  return new KalshiTrading({
    config: config.venues.kalshi,
    clock,
    log: createLogger('silent'),
    marketOf: (id) => (id === MARKET ? listing() : undefined),
    backoff: { baseMs: 20, maxMs: 50 },
    ...rest,
  });
}

/** A fill as `GET /portfolio/fills` lists it. */
export const restFill = (change: object = {}) => ({
  fill_id: 'trade-1',
  trade_id: 'trade-1',
  order_id: 'order-1',
  ticker: TICKER,
  market_ticker: TICKER,
  exchange_index: 0,
  outcome_side: 'yes',
  book_side: 'bid',
  count_fp: '10.00',
  yes_price_dollars: '0.5500',
  no_price_dollars: '0.4500',
  is_taker: true,
  fee_cost: '0.173300',
  created_time: '2026-11-21T12:00:00.123456Z',
  ...change,
});

/** An order as `GET /portfolio/orders` lists it. */
export const restOrder = (change: object = {}) => ({
  order_id: 'order-1',
  user_id: 'user',
  client_order_id: order().clientOrderId,
  ticker: TICKER,
  outcome_side: 'yes',
  book_side: 'bid',
  type: 'limit',
  status: 'executed',
  yes_price_dollars: '0.5600',
  no_price_dollars: '0.4400',
  initial_count_fp: '10.00',
  fill_count_fp: '10.00',
  remaining_count_fp: '0.00',
  exchange_index: 0,
  ...change,
});
