import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Price, price, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import { aMarket, T0 } from './executor-fixtures.js';
import { planExit, type UnevenLeg } from './plan-exit.js';

const level = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 60 }));
const book = fc.record({
  bids: fc.array(level, { maxLength: 4 }),
  asks: fc.array(level, { maxLength: 4 }),
  live: fc.boolean(),
});
const leg = fc.record({
  filled: fc.integer({ min: 0, max: 40 }),
  paid: fc.integer({ min: 0, max: 40_000_000 }),
  side: fc.constantFrom('yes' as const, 'no' as const),
  book,
  platform: fc.constantFrom('kalshi' as const, 'polymarket' as const),
});

function unevenLeg(given: typeof leg extends fc.Arbitrary<infer T> ? T : never, index: number): UnevenLeg {
  const listing = aMarket(given.platform, `M${index}`);
  const side = (levels: readonly (readonly [number, number])[], sign: number) =>
    [...new Map(levels)]
      .sort(([a], [b]) => sign * (a - b))
      .map(([at, size]) => [price(at * 100), quantity(size * 1_000_000)] as const);
  const status = given.book.live ? 'live' : 'broken';
  const [bids, asks] = given.book.live ? [side(given.book.bids, -1), side(given.book.asks, 1)] : [[], []];
  return {
    market: listing.id,
    platform: given.platform,
    side: given.side,
    filled: quantity(given.filled * 1_000_000),
    paid: usd(given.paid),
    listing,
    update: { market: listing.id, epoch: 1, sequence: 1, status, bids, asks, venueTime: null, receivedAt: T0 },
  };
}

it('makes legs equal by buying only what is missing or selling only what is held, within the bound, the better way of two', () => {
  fc.assert(
    fc.property(fc.array(leg, { minLength: 2, maxLength: 3 }), (given) => {
      const legs = given.map(unevenLeg);
      const bound = 0.2;
      const plan = planExit(legs, price(10_000), T0, { ways: 'cheaper', lossBound: bound });
      const counts = legs.map(({ filled }) => filled as number);
      expect(plan.kind === 'even').toBe(new Set(counts).size === 1);
      if (plan.kind === 'stuck' || plan.kind === 'even') return;
      const after = [...counts];
      for (const { legIndex, action, quantity: count, limitPrice } of plan.orders) {
        expect(action).toBe(plan.kind === 'finish' ? 'buy' : 'sell');
        expect(limitPrice).toBeGreaterThan(0);
        expect(limitPrice).toBeLessThan(10_000 as Price);
        after[legIndex] = (after[legIndex] ?? 0) + (action === 'buy' ? count : -count);
      }
      expect(new Set(after).size).toBe(1);
      expect(after[0]).toBe(plan.kind === 'finish' ? Math.max(...counts) : Math.min(...counts));
      const paid = legs.reduce((total, each) => total + each.paid, 0);
      expect(plan.pnl).toBeGreaterThanOrEqual(-paid * bound);
      const blind = planExit(
        legs.map((each) => ({ ...each, update: undefined })),
        price(10_000),
        T0,
        { ways: 'cheaper', lossBound: 1 },
      );
      expect(blind.kind).toBe('stuck');
    }),
    { numRuns: 500 },
  );
});

it('sells more than is too much where a venue takes no smaller order, and as little more as it can', () => {
  const five = quantity(5_000_000);
  const legs = [20, 19].map((filled, index): UnevenLeg => {
    const given = { filled, paid: 9_000_000, side: 'yes' as const, platform: 'polymarket' as const };
    const leg = unevenLeg({ ...given, book: { bids: [[44, 60]], asks: [[99, 1]], live: true } }, index);
    return { ...leg, listing: aMarket('polymarket', `M${index}`, { minQuantity: five }) };
  });
  const plan = planExit(legs, price(10_000), T0, { ways: 'cheaper', lossBound: 1 });
  expect(plan).toMatchObject({
    kind: 'unwind',
    orders: [
      { legIndex: 0, action: 'sell', quantity: quantity(6_000_000) },
      { legIndex: 1, action: 'sell', quantity: five },
    ],
  });
});

it('buys what is missing only in orders that the venue takes', () => {
  const legs = [20, 19].map((filled, index) => {
    const book = { bids: [], asks: [[45, 60]] as [number, number][], live: true };
    const leg = unevenLeg({ filled, paid: 9_000_000, side: 'yes', platform: 'kalshi', book }, index);
    return { ...leg, listing: aMarket('kalshi', `M${index}`, { minQuantity: quantity(1_000_001) }) };
  });
  expect(planExit(legs, price(10_000), T0, { ways: 'cheaper', lossBound: 1 }).kind).toBe('stuck');
  const whole = legs.map((leg) => ({ ...leg, listing: aMarket('kalshi', 'M', { minQuantity: quantity(1_000_000) }) }));
  expect(planExit(whole, price(10_000), T0, { ways: 'cheaper', lossBound: 1 })).toMatchObject({
    kind: 'finish',
    orders: [{ quantity: 1_000_000 }],
  });
});
