import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { price, quantity, usd } from '@pm-arbitrage/core/money/money.js';

/* Pairs of markets that are the same question, and the wire frames that make one of them cheap for a moment. */

const FAR = 4_102_444_800_000;

export const kalshiTicker = (index: number) => `BENCH-${index}`;
export const conditionOf = (index: number) => `0x${index.toString(16).padStart(64, '0')}`;
export const yesTokenOf = (index: number) => `${index}1`;
export const noTokenOf = (index: number) => `${index}2`;

const common = {
  subtitle: '',
  rules: 'bench',
  rulesHash: 'bench',
  category: 'bench',
  strike: null,
  sources: [],
  status: 'open' as const,
  openTime: null,
  closeTime: FAR,
  resolutionTime: FAR,
  priceRanges: [{ start: price(0), end: price(10_000), step: price(100) }],
  lot: quantity(10_000),
  minQuantity: quantity(10_000),
  minNotional: usd(0),
  yesPayout: null,
};

/** Both markets of a pair, as their watchers would list them at `now` (Unix ms). */
export function pairOfMarkets(index: number, now: number): readonly [Market, Market] {
  const event = (id: string) => ({ id, title: id, exclusive: false, exhaustive: false, size: 1 });
  const kalshi: Market = {
    ...common,
    id: marketId('kalshi', kalshiTicker(index)),
    platform: 'kalshi',
    event: event(`kalshi-event-${index}`),
    title: `question ${index}`,
    fees: [{ from: 0, model: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' } }],
    routing: { platform: 'kalshi', exchangeIndex: 0 },
    updatedAt: now,
  };
  const polymarket: Market = {
    ...common,
    id: marketId('polymarket', conditionOf(index)),
    platform: 'polymarket',
    event: event(`polymarket-event-${index}`),
    title: `question ${index}`,
    fees: [{ from: 0, model: { kind: 'polymarket', ratePpm: 40_000, exponent: 1 } }],
    routing: {
      platform: 'polymarket',
      version: 'v1',
      negRisk: false,
      yesToken: yesTokenOf(index),
      noToken: noTokenOf(index),
    },
    updatedAt: now,
  };
  return [kalshi, polymarket];
}

export function matchOfPair(index: number, now: number): Match {
  return {
    id: `bench-${index}`,
    kalshi: marketId('kalshi', kalshiTicker(index)),
    polymarket: marketId('polymarket', conditionOf(index)),
    polarity: 'same',
    suspension: null,
    worlds: [],
    confidence: 1,
    status: 'active',
    reason: 'bench',
    kalshiRulesHash: 'bench',
    polymarketRulesHash: 'bench',
    decidedBy: 'bench',
    updatedAt: now,
  };
}

const cents = (count: number): string => `0.${String(count).padStart(2, '0')}00`;

/** YES bids up to 40 cents, or so many, offers from ten more: nothing to earn. */
export function quietKalshiSnapshot(index: number, seq: number, bid = 40): string {
  const levels = (from: number) =>
    Array.from({ length: Math.min(10, from) }, (_, level) => [cents(from - level), '300.00']).reverse();
  return JSON.stringify({
    type: 'orderbook_snapshot',
    sid: 1,
    seq,
    msg: {
      market_ticker: kalshiTicker(index),
      market_id: 'm',
      yes_dollars_fp: levels(bid),
      no_dollars_fp: levels(90 - bid),
    },
  });
}

/** The best YES bid, at 40 cents or so many, grows or shrinks by a contract: the book changes, and nothing can be earned. */
export function restlessKalshiDelta(index: number, seq: number, grows: boolean, bid = 40): string {
  return JSON.stringify({
    type: 'orderbook_delta',
    sid: 1,
    seq,
    msg: {
      market_ticker: kalshiTicker(index),
      market_id: 'm',
      price_dollars: cents(bid),
      delta_fp: grows ? '1.00' : '-1.00',
      side: 'yes',
      ts: '2026-11-21T12:00:00.1Z',
      ts_ms: 1_795_262_400_100,
    },
  });
}

/** A NO bid at 58 cents, so YES is offered at 42: with NO at 51 elsewhere a set costs 93 cents. */
export function cheapKalshiDelta(index: number, seq: number): string {
  return JSON.stringify({
    type: 'orderbook_delta',
    sid: 1,
    seq,
    msg: {
      market_ticker: kalshiTicker(index),
      market_id: 'm',
      price_dollars: '0.5800',
      delta_fp: '40.00',
      side: 'no',
      ts: '2026-11-21T12:00:00.1Z',
      ts_ms: 1_795_262_400_100,
    },
  });
}

export function quietPolymarketBook(index: number, timestamp: number): string {
  const levels = (from: number, step: number) =>
    Array.from({ length: 10 }, (_, level) => ({
      price: `0.${String(from + step * level).padStart(2, '0')}`,
      size: '300',
    })).reverse();
  return JSON.stringify({
    event_type: 'book',
    market: conditionOf(index),
    asset_id: yesTokenOf(index),
    timestamp: String(timestamp),
    hash: '',
    bids: levels(49, -1),
    asks: levels(51, 1),
  });
}
