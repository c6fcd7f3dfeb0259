import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { marketId, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { parsePrice, parseQuantity, type Usd } from '@pm-arbitrage/core/money/money.js';

/* Small makers of the scanner's inputs, for its tests and its bench. */

export const T0 = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;

const models: Readonly<Record<Platform, FeeModel>> = {
  kalshi: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' },
  polymarket: { kind: 'polymarket', ratePpm: 50_000, exponent: 1 },
};

export type MarketChange = Partial<Omit<Market, 'event'>> & { readonly event?: Partial<Market['event']> };

export function aMarket(platform: Platform, name: string, { event, ...change }: MarketChange = {}): Market {
  return {
    id: marketId(platform, name),
    platform,
    event: { id: `event of ${name}`, title: name, exclusive: false, exhaustive: false, size: 1, ...event },
    title: name,
    subtitle: '',
    rules: `rules of ${name}`,
    rulesHash: `hash of ${name}`,
    category: 'other',
    strike: null,
    sources: [],
    status: 'open',
    openTime: null,
    closeTime: T0 + 30 * DAY,
    resolutionTime: T0 + 31 * DAY,
    priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
    lot: parseQuantity('0.01'),
    minQuantity: parseQuantity(platform === 'kalshi' ? '0.01' : '5'),
    minNotional: (platform === 'kalshi' ? 0 : 1_000_000) as Usd,
    fees: [{ from: 0, model: models[platform] }],
    routing:
      platform === 'kalshi'
        ? { platform, exchangeIndex: 0 }
        : { platform, version: 'v1', negRisk: false, yesToken: `${name} yes`, noToken: `${name} no` },
    yesPayout: null,
    updatedAt: T0,
    ...change,
  };
}

export function aMatch(change: Partial<Match> = {}): Match {
  return {
    id: 'match 1',
    kalshi: marketId('kalshi', 'K'),
    polymarket: marketId('polymarket', 'P'),
    polarity: 'same',
    suspension: null,
    worlds: [],
    confidence: 0.97,
    status: 'active',
    reason: 'same question',
    kalshiRulesHash: null,
    polymarketRulesHash: null,
    decidedBy: 'test',
    updatedAt: T0,
    ...change,
  };
}

type Texts = readonly (readonly [price: string, quantity: string])[];
const levels = (texts: Texts): Level[] => texts.map(([at, size]) => [parsePrice(at), parseQuantity(size)]);

export function aBook(market: Market, bids: Texts, asks: Texts, change: Partial<PriceUpdate> = {}): PriceUpdate {
  return {
    market: market.id,
    epoch: 1,
    sequence: 1,
    status: 'live',
    bids: levels(bids),
    asks: levels(asks),
    venueTime: null,
    receivedAt: T0,
    ...change,
  };
}
