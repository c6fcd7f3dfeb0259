import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FeeModel } from '../domain/fee-schedule.js';
import { marketId } from '../domain/platform.js';
import type { Level } from '../domain/price-update.js';
import { takerFee } from '../fees/taker-fee.js';
import { mulDiv, notional, type Price, type Quantity, quantity, type Usd } from '../money/money.js';
import { bestAsk, NO_ASK } from './best-ask.js';
import { evaluateCover } from './evaluate-cover.js';
import type { EvaluationOptions, LegInput } from './evaluation.js';

const centi = (hundredths: number) => quantity(hundredths * 10_000);

const models = fc.oneof(
  fc.record({
    kind: fc.constant('kalshi' as const),
    multiplierPpm: fc.oneof(fc.constantFrom(0, 500_000, 1_000_000), fc.integer({ min: 0, max: 2_000_000 })),
    maker: fc.constant('none' as const),
  }),
  fc.record({
    kind: fc.constant('polymarket' as const),
    ratePpm: fc.oneof(fc.constantFrom(0, 40_000, 50_000, 70_000), fc.integer({ min: 0, max: 100_000 })),
    exponent: fc.constantFrom(1, 1, 1, 2),
  }),
) as fc.Arbitrary<FeeModel>;

/** Ascending levels of the contract bought around `centre`; sizes in hundredths, now and then with dust. */
const bookSide = (centre: number, spread: number) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: spread }), fc.integer({ min: 1, max: 250 }), fc.boolean()), {
      selector: ([offset]) => offset,
      minLength: 1,
      maxLength: 5,
    })
    .map((levels) =>
      levels
        .map(([offset, size, dusty]): [number, number] => [
          Math.min(9_998, centre + offset),
          size * 10_000 + (dusty && size % 7 === 0 ? 3_217 : 0),
        ])
        .toSorted((a, b) => a[0] - b[0])
        .filter(([at], index, all) => index === 0 || at !== all[index - 1]?.[0]),
    );

const leg = (centre: number, spread: number): fc.Arbitrary<LegInput> =>
  fc
    .record({
      model: models,
      levels: bookSide(centre, spread),
      side: fc.constantFrom('yes' as const, 'no' as const),
      lot: fc.constantFrom(1, 1, 1, 1, 2, 3, 25).map(centi),
      minQuantity: fc.constantFrom(1, 1, 1, 1, 50, 150).map(centi),
      minNotional: fc.constantFrom(0, 0, 0, 100_000, 1_000_000) as unknown as fc.Arbitrary<Usd>,
    })
    .map(({ model, levels, side, lot, minQuantity, minNotional }) => ({
      side,
      market: {
        fees: [{ from: 0, model }],
        lot,
        minQuantity,
        minNotional,
        priceRanges: [{ start: 0 as Price, end: 10_000 as Price, step: 1 as Price }],
      },
      update: {
        market: marketId('kalshi', 'X'),
        epoch: 1,
        sequence: 1,
        status: 'live' as const,
        asks: side === 'yes' ? (levels as unknown as Level[]) : [],
        bids: side === 'no' ? levels.map(([at, size]) => [10_000 - at, size] as unknown as Level) : [],
        venueTime: null,
        receivedAt: 0,
      },
    }));

const covers = fc
  .record({
    count: fc.integer({ min: 2, max: 3 }),
    spread: fc.constantFrom(3, 40, 400),
    /** What the cheapest conceivable asks leave of the dollar. */
    margin: fc.integer({ min: -100, max: 2_000 }),
  })
  .chain(({ count, spread, margin }) =>
    fc.record({
      legs: fc.tuple(...Array.from({ length: count }, () => leg(Math.floor((10_000 - margin) / count), spread))),
      options: fc.record({
        at: fc.constant(0),
        budget: fc.oneof(
          { weight: 3, arbitrary: fc.constant(1e9) },
          { weight: 1, arbitrary: fc.integer({ min: 1, max: 4_000_000 }) },
        ) as unknown as fc.Arbitrary<Usd>,
        maxQuantity: fc.oneof(
          { weight: 3, arbitrary: fc.constant(1e9) },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 500 * 10_000 }) },
        ) as fc.Arbitrary<Quantity>,
        hurdlePpm: fc.constantFrom(0, 0, 1_000, 11_000),
      }),
    }),
  );

/** Every lot tried, level by level, with nothing shared with the code under test but the fee of one fill. */
function bruteForce(legs: readonly LegInput[], options: Required<EvaluationOptions>): number {
  let best = 0;
  for (let count = 10_000; count <= options.maxQuantity; count += 10_000) {
    if (legs.some(({ market }) => count % market.lot !== 0 || count < market.minQuantity)) continue;
    const costs = legs.map((each) => walk(each, count));
    if (costs.includes(null)) break;
    if (legs.some(({ market }, index) => (costs[index]?.notional ?? 0) < market.minNotional)) continue;
    const total = costs.reduce((sum, each) => sum + (each?.notional ?? 0) + (each?.fees ?? 0), 0);
    if (total > options.budget) break;
    best = Math.max(best, count - total - mulDiv(total, options.hurdlePpm, 1_000_000, 'up'));
  }
  return best;
}

/** Smallest size that every leg's venue accepts. */
function smallest(legs: readonly LegInput[], most: number): number {
  for (let count = 10_000; count <= most; count += 10_000) {
    const accepted = legs.every((each) => {
      const { lot, minQuantity, minNotional } = each.market;
      return count % lot === 0 && count >= minQuantity && (walk(each, count)?.notional ?? 0) >= minNotional;
    });
    if (accepted) return count;
  }
  return Number.NaN;
}

function walk({ update, side, market }: LegInput, count: number): { notional: number; fees: number } | null {
  const asks = side === 'yes' ? update.asks : update.bids.map(([at, size]) => [10_000 - at, size] as unknown as Level);
  let left = count;
  let paid = 0;
  let fees = 0;
  for (const [at, size] of asks) {
    const taken = Math.min(left, size) as Quantity;
    if (taken === 0) break;
    paid += notional(taken, at, 'up');
    fees += takerFee(market.fees[0]?.model as FeeModel, taken, at);
    left -= taken;
  }
  return left > 0 ? null : { notional: paid, fees };
}

it('finds the size that earns most, to the micro-dollar, as trying every lot does', () => {
  let profitable = 0;
  fc.assert(
    fc.property(covers, ({ legs, options }) => {
      const result = evaluateCover({ kind: 'cross-venue', floor: 10_000 as Price }, legs, options);
      const best = bruteForce(legs, options);
      if (result.outcome === 'near-miss') {
        expect(best).toBe(0);
        return;
      }
      profitable++;
      expect(result.netProfit - mulDiv(result.totalCost, options.hurdlePpm, 1_000_000, 'up')).toBe(best);
      const walked = legs.map((each) => walk(each, result.quantity));
      for (const [index, each] of result.legs.entries()) {
        expect(each.cost).toBe(walked[index]?.notional);
        expect(each.fee).toBe(walked[index]?.fees);
        expect(each.quantity).toBe(result.quantity);
      }
      expect(result.payout - result.totalCost).toBe(result.netProfit);
      expect(result.totalCost).toBe(result.legs.reduce((sum, each) => sum + each.cost + each.fee, 0));
      expect(result.totalCost).toBeLessThanOrEqual(options.budget);
      expect(result.minQuantity).toBe(smallest(legs, result.quantity));
    }),
    { numRuns: 4_000 },
  );
  // The generator must keep producing covers worth buying, or the property says nothing.
  expect(profitable).toBeGreaterThan(600);
});

it('never finds a profit where the best asks alone reach the floor', () => {
  fc.assert(
    fc.property(covers, ({ legs, options }) => {
      const asks = legs.reduce((sum, each) => sum + bestAsk(each.update, each.side), 0);
      fc.pre(asks >= 10_000 && asks < NO_ASK);
      expect(bruteForce(legs, { ...options, hurdlePpm: 0 })).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});
