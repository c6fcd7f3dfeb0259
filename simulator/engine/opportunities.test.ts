import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { marketNumber } from '../world/identifiers.js';
import type { Question, Venue } from '../world/question.js';
import { World } from '../world/world.js';
import { Exchange } from './exchange.js';
import type { LiveMarket } from './live-market.js';

const MINUTES = 6;
const LOOK_MS = 100;
const THRESHOLD = 0.025;

interface Leg {
  readonly price: number;
  readonly size: number;
  /** Price and taker fee of one contract, in dollars. */
  readonly cost: number;
}

interface Opportunity {
  readonly kind: string;
  readonly startedAt: number;
  lifeMs: number;
  size: number;
}

function feeOf({ listing }: LiveMarket, p: number): number {
  return listing.venue === 'kalshi'
    ? listing.kalshi.series.feeMultiplier * 0.07 * p * (1 - p)
    : (listing.polymarket.fees?.schedule.rate ?? 0) * p * (1 - p);
}

/** The best offer of one side of a market. */
function offer(market: LiveMarket, side: 'yes' | 'no'): Leg | null {
  const level = side === 'yes' ? market.book.bestAsk() : market.book.bestBid();
  if (!level) return null;
  const price = (side === 'yes' ? level.price : 10_000 - level.price) / 10_000;
  return { price, size: level.size / 1_000_000, cost: price + feeOf(market, price) };
}

function* covers(
  exchange: Exchange,
  question: Question,
): Generator<[kind: string, legs: (Leg | null)[], pays: number]> {
  const open = (venue: Venue) =>
    question.outcomes.flatMap((_, outcome) => {
      const market = exchange.market(venue, marketNumber({ lane: question.lane, index: question.index, outcome }));
      return market?.trading ? [market] : [];
    });
  const kalshi = open('kalshi');
  const polymarket = open('polymarket');
  const [k] = kalshi;
  const [p] = polymarket;
  if (question.kind === 'twin' && k && p) {
    yield ['twin yes', [offer(k, 'yes'), offer(p, question.inverse ? 'yes' : 'no')], 1];
    yield ['twin no', [offer(k, 'no'), offer(p, question.inverse ? 'no' : 'yes')], 1];
  }
  for (const market of polymarket) yield [`mint ${market.number}`, [offer(market, 'yes'), offer(market, 'no')], 1];
  if (question.kind === 'neg-risk' && p) yield ['event', polymarket.map((one) => offer(one, 'yes')), 1];
  if (question.kind === 'kalshi-exclusive' && k) {
    yield ['event', kalshi.map((one) => offer(one, 'no')), kalshi.length - 1];
  }
}

describe('the default world', () => {
  const found: Opportunity[] = [];
  const grossEdges: number[] = [];
  let changesPerSecond = 0;
  let crossedElsewhere = 0;

  beforeAll(() => {
    const origin = Date.UTC(2026, 10, 21, 12);
    const clock = new SimulatedClock(origin);
    const exchange = new Exchange(new World({ seed: 1, origin, speed: 1 }), clock);
    exchange.start();
    const alive = new Map<string, Opportunity>();
    for (let elapsed = 0; elapsed < MINUTES * 60_000; elapsed += LOOK_MS) {
      clock.advanceBy(LOOK_MS);
      const seen = new Set<string>();
      for (const question of exchange.world.current(exchange.worldNow())) {
        for (const [kind, legs, pays] of covers(exchange, question)) {
          const there = legs.filter((leg) => leg !== null);
          if (there.length < legs.length) continue;
          const cost = there.reduce((sum, leg) => sum + leg.cost, 0);
          const gross = pays - there.reduce((sum, leg) => sum + leg.price, 0);
          if (kind.startsWith('twin') && gross > 0.0001) grossEdges.push(gross);
          if ((pays - cost) / cost <= THRESHOLD) continue;
          const key = `${question.lane}/${question.index} ${kind}`;
          seen.add(key);
          const size = Math.min(...there.map((leg) => leg.size));
          const known = alive.get(key) ?? { kind: kind.split(' ')[0] ?? '', startedAt: clock.now(), lifeMs: 0, size };
          known.lifeMs = clock.now() - known.startedAt + LOOK_MS;
          known.size = Math.max(known.size, size);
          alive.set(key, known);
        }
      }
      for (const [key, opportunity] of alive) {
        if (seen.has(key)) continue;
        alive.delete(key);
        found.push(opportunity);
      }
      for (const market of exchange.markets('kalshi')) if (market.book.isCrossed()) crossedElsewhere++;
    }
    changesPerSecond = exchange.levelChanges / (MINUTES * 60);
    exchange.stop();
  });

  const perMinute = (accept: (opportunity: Opportunity) => boolean) => found.filter(accept).length / MINUTES;
  const median = (values: number[]) => values.sort((one, other) => one - other)[values.length >> 1] ?? 0;

  it('offers 15 to 60 opportunities a minute that beat 2.5 % of cost after fees', () => {
    expect(perMinute(() => true)).toBeGreaterThan(15);
    expect(perMinute(() => true)).toBeLessThan(60);
  });

  it('has all three kinds: twins, events and crossed books', () => {
    for (const kind of ['twin', 'event', 'mint']) expect(perMinute((one) => one.kind === kind)).toBeGreaterThan(1);
  });

  it('lets mispricings between venues live for seconds, crossed books for a moment', () => {
    const twins = found.filter(({ kind }) => kind === 'twin').map(({ lifeMs }) => lifeMs);
    expect(median(twins)).toBeGreaterThan(1_000);
    expect(median(twins)).toBeLessThan(4_000);
    expect(Math.max(...found.filter(({ kind }) => kind === 'mint').map(({ lifeMs }) => lifeMs))).toBeLessThan(2_500);
  });

  it('has tens of contracts behind them', () => {
    const sizes = found.map(({ size }) => size);
    expect(median(sizes)).toBeGreaterThan(20);
    expect(median(sizes)).toBeLessThan(100);
  });

  it('mostly shows edges that fees eat', () => {
    const small = grossEdges.filter((edge) => edge < 0.0305).length / grossEdges.length;
    expect(small).toBeGreaterThan(0.5);
    expect(grossEdges.some((edge) => edge > 0.05)).toBe(true);
  });

  it('changes 200 to 1,000 book levels a second and never crosses a Kalshi book', () => {
    expect(changesPerSecond).toBeGreaterThan(200);
    expect(changesPerSecond).toBeLessThan(1_000);
    expect(crossedElsewhere).toBe(0);
  });
});
