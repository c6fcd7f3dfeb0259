import { createHash } from 'node:crypto';
import type { FeeSchedule } from '@pm-arbitrage/core/domain/fee-schedule.js';
import type { Market, MarketStatus } from '@pm-arbitrage/core/domain/market.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import {
  ONE_DOLLAR_PRICE,
  price,
  PRICE_DECIMALS,
  PRICE_SCALE,
  quantity,
  usd,
  type Price,
} from '@pm-arbitrage/core/money/money.js';
import { isBody, isCount, readTime, shown, type Body } from './read-fields.js';
import { readStrike } from './read-strike.js';

/** Why a listed market is left out: counted by the kind. */
export interface MarketRefusal {
  readonly kind: 'scalar' | 'combo' | 'old-schema' | 'malformed' | 'fees' | 'no-markets';
  readonly reason: string;
}

export const isRefusal = (value: object): value is MarketRefusal => 'reason' in value && 'kind' in value;

/** What a market's listing does not say itself. */
export interface MarketContext {
  /** The event it is listed under. */
  readonly event: KalshiEvent;
  readonly fees: FeeSchedule | string;
  /** Unix ms. */
  readonly now: number;
}

export interface KalshiEvent {
  readonly ticker: string;
  readonly series: string;
  readonly title: string;
  readonly category: string;
  readonly sources: string[];
  readonly exclusive: boolean;
  readonly exchangeIndex: number;
  /** All its markets, those that we leave out too: a reader must not think that it has seen every outcome. */
  readonly size: number;
}

/** 0.01 contract: the venue's smallest step (kalshi.md §5). */
const LOT = quantity(10_000);

/** Response status → ours (kalshi.md §7.3). Only `finalized` pays; what came before may still be disputed. */
const STATUS: Readonly<Record<string, MarketStatus>> = {
  initialized: 'unopened',
  active: 'open',
  inactive: 'paused',
  closed: 'closed',
  determined: 'determined',
  disputed: 'determined',
  amended: 'determined',
  finalized: 'resolved',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The hash that tells when rules change. */
export const hashRules = (rules: string): string => createHash('sha256').update(rules, 'utf8').digest('hex');

/** Maps a Market of the REST API. Refuses, with a reason, what it does not understand: nothing is guessed. */
export function mapKalshiMarket(raw: unknown, context: MarketContext): Market | MarketRefusal {
  if (!isBody(raw)) return { kind: 'malformed', reason: `a market is ${shown(raw)}` };
  const ticker = raw['ticker'];
  if (typeof ticker !== 'string' || ticker === '') {
    return raw['_ticker'] === undefined
      ? { kind: 'malformed', reason: `a market has the ticker ${shown(ticker)}` }
      : old(text(raw['_ticker']));
  }
  const wrong = (reason: string): MarketRefusal => ({
    kind: 'malformed',
    reason: `${ticker} ${reason}`,
  });
  if (raw['mve_collection_ticker'] !== undefined || ticker.startsWith('KXMVE')) {
    return { kind: 'combo', reason: `${ticker} is a combination of markets` };
  }
  if (raw['yes_bid_dollars'] === undefined && raw['last_price_dollars'] === undefined) {
    return typeof raw['yes_bid'] === 'number' || typeof raw['last_price'] === 'number'
      ? old(ticker)
      : wrong('has no price in dollars');
  }
  const type = raw['market_type'];
  if (type === 'scalar') return { kind: 'scalar', reason: `${ticker} pays by a scale, not by yes or no` };
  if (type !== undefined && type !== 'binary') return wrong(`has the market_type ${shown(type)}`);
  const status = STATUS[text(raw['status'])];
  if (status === undefined) return wrong(`has the status ${shown(raw['status'])}`);
  const priceRanges = readPriceRanges(raw['price_ranges']);
  if (typeof priceRanges === 'string') return wrong(`price_ranges ${priceRanges}`);
  const closeTime = readTime(undefined, raw['close_time']);
  if (closeTime === null) return wrong(`has the close_time ${shown(raw['close_time'])}`);
  const payout = readPayout(raw);
  if (typeof payout === 'string') return wrong(payout);
  if (typeof context.fees === 'string') return { kind: 'fees', reason: `${ticker}: ${context.fees}` };
  const rules = [text(raw['rules_primary']), text(raw['rules_secondary'])].filter((part) => part !== '').join('\n\n');
  const { event } = context;
  const settled = status === 'determined' || status === 'resolved';
  // A result that pays an amount nobody told cannot be booked: such a market stays closed until it does.
  const unpaid = settled && payout === null;
  return {
    id: marketId('kalshi', ticker),
    platform: 'kalshi',
    event: {
      id: event.ticker,
      title: event.title,
      exclusive: event.exclusive,
      exhaustive: false,
      size: event.size,
    },
    title: text(raw['title']) || event.title,
    subtitle: text(raw['yes_sub_title']) || text(raw['subtitle']),
    rules,
    rulesHash: hashRules(rules),
    category: event.category,
    strike: readStrike(raw),
    sources: event.sources,
    status: unpaid ? 'closed' : status,
    openTime: readTime(undefined, raw['open_time']),
    closeTime,
    resolutionTime: readTime(undefined, raw['expected_expiration_time'] ?? raw['latest_expiration_time']) ?? closeTime,
    priceRanges,
    lot: LOT,
    minQuantity: LOT,
    minNotional: usd(0),
    fees: context.fees,
    ...(raw['status'] === 'disputed' ? { disputed: true as const } : {}),
    routing: {
      platform: 'kalshi',
      exchangeIndex: isCount(raw['exchange_index']) ? raw['exchange_index'] : event.exchangeIndex,
    },
    yesPayout: settled ? payout : null,
    updatedAt: context.now,
  };
}

const old = (ticker: string): MarketRefusal => ({
  kind: 'old-schema',
  reason: `${ticker} is listed in integer cents, the schema that Kalshi retired in January 2026; fetch it again from the present API`,
});

/** The grid of allowed prices (kalshi.md §5); else what is wrong with it. */
export function readPriceRanges(value: unknown): Market['priceRanges'] | string {
  if (!Array.isArray(value) || value.length === 0) return `is ${shown(value)}`;
  const ranges: Market['priceRanges'] = [];
  for (const range of value as unknown[]) {
    if (!isBody(range)) return `holds ${shown(range)}`;
    const start = parseScaled(text(range['start']), PRICE_DECIMALS);
    const end = parseScaled(text(range['end']), PRICE_DECIMALS);
    const step = parseScaled(text(range['step']), PRICE_DECIMALS);
    const sound = start >= 0 && end > start && end <= PRICE_SCALE && step > 0;
    if (!sound) return `holds ${shown(range)}`;
    ranges.push({ start: price(start), end: price(end), step: price(step) });
  }
  return ranges;
}

/** What one YES pays: the settlement value where told, else by the result; null while there is none. */
function readPayout(raw: Body): Price | null | string {
  const value = raw['settlement_value_dollars'];
  if (typeof value === 'string' && value !== '') {
    const payout = parseScaled(value, PRICE_DECIMALS);
    return payout >= 0 && payout <= PRICE_SCALE ? price(payout) : `has the settlement_value_dollars ${shown(value)}`;
  }
  return payoutOfResult(raw['result']);
}

/** `yes` pays the dollar, `no` nothing; anything else needs the settlement value. */
export function payoutOfResult(result: unknown): Price | null {
  if (result === 'yes') return ONE_DOLLAR_PRICE;
  return result === 'no' ? price(0) : null;
}
