import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { marketNumber } from '../world/identifiers.js';
import { type Question, type Venue, venueProbability, venueResult } from '../world/question.js';
import { type TrapKind, trapKinds } from '../world/trap-kinds.js';
import { World } from '../world/world.js';
import { Exchange } from './exchange.js';
import type { LiveMarket } from './live-market.js';

const SEEDS = [1, 2];
const MINUTES = 6;
const LOOK_MS = 1_000;
const THRESHOLD = 0.025;
const origin = Date.UTC(2026, 10, 21, 12);

/** One set of YES on one side and NO on the other, bought because it looked like an arbitrage. */
interface Bet {
  readonly kind: TrapKind | 'changed';
  /** Dollars, fees included. */
  readonly cost: number;
  /** Dollars that it is worth by the truths of both sides at that moment. */
  readonly worth: number;
  /** Dollars that it paid in the end: 0, 1 or 2. */
  readonly paid: number;
}

/** Dollars of one contract with its taker fee; null of an empty book. */
function costOf({ book, listing }: LiveMarket, side: 'yes' | 'no'): number | null {
  const level = side === 'yes' ? book.bestAsk() : book.bestBid();
  if (!level) return null;
  const price = (side === 'yes' ? level.price : 10_000 - level.price) / 10_000;
  const rate =
    listing.venue === 'kalshi'
      ? listing.kalshi.series.feeMultiplier * 0.07
      : (listing.polymarket.fees?.schedule.rate ?? 0);
  return price + rate * price * (1 - price);
}

function* bets(exchange: Exchange, question: Question, kind: Bet['kind']): Generator<Bet> {
  const number = marketNumber({ lane: question.lane, index: question.index, outcome: 0 });
  const [here, there] = [exchange.market('kalshi', number), exchange.market('polymarket', number)];
  if (!here?.trading || !there?.trading) return;
  for (const side of ['yes', 'no'] as const) {
    const [one, other] = [costOf(here, side), costOf(there, side === 'yes' ? 'no' : 'yes')];
    if (one === null || other === null || (1 - one - other) / (one + other) <= THRESHOLD) continue;
    const at = exchange.worldNow();
    const worthOf = (venue: Venue, of: 'yes' | 'no') => {
      const yes = venueProbability(question, venue, 0, at);
      return of === 'yes' ? yes : 1 - yes;
    };
    const paid =
      Number(venueResult(question, 'kalshi', 0) === (side === 'yes')) +
      Number(venueResult(question, 'polymarket', 0) === (side === 'no'));
    const worth = worthOf('kalshi', side) + worthOf('polymarket', side === 'yes' ? 'no' : 'yes');
    yield { kind, cost: one + other, worth, paid };
  }
}

describe('traps', () => {
  const made: Bet[] = [];

  beforeAll(() => {
    for (const seed of SEEDS) {
      const clock = new SimulatedClock(origin);
      const exchange = new Exchange(new World({ seed, origin, speed: 1 }), clock);
      exchange.start();
      for (let elapsed = 0; elapsed < MINUTES * 60_000; elapsed += LOOK_MS) {
        clock.advanceBy(LOOK_MS);
        for (const question of exchange.world.current(exchange.worldNow())) {
          if (question.trap !== null) made.push(...bets(exchange, question, question.trap));
        }
      }
      exchange.stop();
    }
  });

  it.each(trapKinds)('of the kind %s look like arbitrage and cost whoever trades them so', (kind) => {
    const bought = made.filter((bet) => bet.kind === kind);
    expect(sum(bought.map(({ cost }) => 1 - cost))).toBeGreaterThan(1);
    expect(sum(bought.map(({ worth, cost }) => worth - cost))).toBeLessThan(-1);
  });

  it('leave a set of both sides without any payment often enough', () => {
    const empty = made.filter(({ paid }) => paid === 0);
    expect(empty.length / made.length).toBeGreaterThan(0.08);
    expect(new Set(empty.map(({ kind }) => kind)).size).toBeGreaterThan(trapKinds.length / 2);
  });
});

describe('a twin whose rules changed', () => {
  it('looks like an arbitrage from then on, and costs whoever still trades it', () => {
    const clock = new SimulatedClock(origin);
    const changeAt = 20_000;
    const world = new World({ seed: 5, origin, speed: 1, ruleChangesAt: [origin + changeAt] });
    const [change] = world.ruleChanges;
    const question = change ? world.question(change.lane, change.index) : null;
    // Sides of an inverse twin correspond the other way.
    if (question === null || question.inverse) throw new Error('this seed changes no plain twin');
    const exchange = new Exchange(world, clock);
    exchange.start();
    const after: Bet[] = [];
    for (let elapsed = 0; elapsed < 120_000; elapsed += LOOK_MS) {
      clock.advanceBy(LOOK_MS);
      // The market needs a moment to read it.
      if (elapsed > changeAt + 10_000) after.push(...bets(exchange, question, 'changed'));
    }
    exchange.stop();
    expect(after.length).toBeGreaterThan(30);
    expect(sum(after.map(({ worth, cost }) => worth - cost))).toBeLessThan(0);
  });
});

describe('the two sides of a trap', () => {
  it('have prices that keep to their own truths: each side pays as often as it said', () => {
    for (const venue of ['kalshi', 'polymarket'] as const) {
      const sides = SEEDS.flatMap((seed) => {
        const world = new World({ seed, origin, speed: 1 });
        return [...world.listedBackwards(venue, 3_600_000)].filter(({ trap }) => trap !== null);
      });
      const said = sides.map((side) => venueProbability(side, venue, 0, side.timeline.closeAt));
      const paid = sides.filter((side) => venueResult(side, venue, 0)).length;
      const expected = sum(said);
      const deviation = Math.sqrt(sum(said.map((p) => p * (1 - p))));
      expect(Math.abs(paid - expected)).toBeLessThan(4 * deviation);
    }
  });
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
