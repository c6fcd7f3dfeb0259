import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import { parsePrice, parseQuantity, parseUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import type { PlaceOutcome } from '@pm-arbitrage/core/ports/trading-venue.js';
import { PaperBroker } from './paper-broker.js';

/* One Kalshi market, its book and its account, for the tests of the paper broker. */

export const T0 = Date.UTC(2026, 10, 21, 12);
export const LATENCY_MS = 50;

export const kalshiMarket = (change: Partial<Market> = {}): Market => ({
  id: marketId('kalshi', 'K'),
  platform: 'kalshi',
  event: { id: 'E', title: 'E', exclusive: false, exhaustive: false, size: 1 },
  title: 'K',
  subtitle: '',
  rules: '',
  rulesHash: '',
  category: 'other',
  strike: null,
  sources: [],
  status: 'open',
  openTime: null,
  closeTime: T0 + 86_400_000,
  resolutionTime: T0 + 86_400_000,
  priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
  lot: parseQuantity('0.01'),
  minQuantity: parseQuantity('0.01'),
  minNotional: 0 as Usd,
  fees: [{ from: 0, model: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'standard' } }],
  routing: { platform: 'kalshi', exchangeIndex: 0 },
  yesPayout: null,
  updatedAt: T0,
  ...change,
});

type Texts = readonly (readonly [price: string, quantity: string])[];
const levels = (texts: Texts): Level[] => texts.map(([at, size]) => [parsePrice(at), parseQuantity(size)]);

let sequence = 0;
export const kalshiBook = (bids: Texts, asks: Texts, change: Partial<PriceUpdate> = {}): PriceUpdate => ({
  market: marketId('kalshi', 'K'),
  epoch: 1,
  sequence: ++sequence,
  status: 'live',
  bids: levels(bids),
  asks: levels(asks),
  venueTime: null,
  receivedAt: T0,
  ...change,
});

export const brokenBook = (): PriceUpdate => kalshiBook([], [], { status: 'broken' });

export const print = (price: string, quantity: string, taker: 'buy' | 'sell', receivedAt = T0): TradePrint => ({
  market: marketId('kalshi', 'K'),
  tradeId: `print ${++sequence}`,
  price: parsePrice(price),
  quantity: parseQuantity(quantity),
  taker,
  venueTime: null,
  receivedAt,
});

export const order = (id: string, quantity: string, limit: string, change: Partial<OrderSpec> = {}): OrderSpec => ({
  clientOrderId: id,
  tradeId: 'trade',
  legIndex: 0,
  market: marketId('kalshi', 'K'),
  platform: 'kalshi',
  side: 'yes',
  action: 'buy',
  quantity: parseQuantity(quantity),
  limitPrice: parsePrice(limit),
  timeInForce: 'fok',
  postOnly: false,
  expiresAt: null,
  ...change,
});

/** A broker on a clock that moves only when an order is on its way. */
export async function paperDesk(database: Database, deposit = '1000') {
  const clock = new SimulatedClock(T0);
  let market: Market | undefined = kalshiMarket();
  const open = () =>
    PaperBroker.open({
      platform: 'kalshi',
      database,
      clock,
      deposit: parseUsd(deposit),
      latencyMs: LATENCY_MS,
      marketOf: (id) => (id === market?.id ? market : undefined),
    });
  const broker = await open();
  return {
    clock,
    broker,
    /** A second life on the same database. */
    restart: open,
    list: (listed: Market | undefined) => {
      market = listed;
    },
    /** Sends and lets the latency pass; `meanwhile` runs while the order is on its way. */
    async place(
      spec: OrderSpec,
      meanwhile: () => void = () => undefined,
      on: PaperBroker = broker,
    ): Promise<PlaceOutcome> {
      const sent = (await on.prepare(spec)).send();
      meanwhile();
      clock.advanceBy(LATENCY_MS);
      return sent;
    },
  };
}

/** The accepted order, or a failure that says why not. */
export function accepted(outcome: PlaceOutcome) {
  if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
  return outcome.order;
}
