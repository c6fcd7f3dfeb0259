import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kalshiRate, kalshiTradeFee } from '../../fees/kalshi-fee.js';
import { polymarketTakerFee } from '../../fees/polymarket-fee.js';
import { parsePrice, parseQuantity, parseUsd } from '../../money/money.js';
import { FairValueError } from '../fair-value-error.js';
import { expectVector } from '../testing/expect-vector.js';
import { cautiousKelly, fullKelly } from './kelly.js';
import { kellyGrowth } from './kelly-growth.js';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const costs = fc.double({ min: 0.001, max: 0.999, noNaN: true });

it('agrees with the reference', () => {
  const fee = 0.07 * 0.52 * 0.48;
  expectVector(fee, '.017472');
  const cost = 0.52 + fee;
  const share = fullKelly(0.58, cost);
  expectVector(cost, '.537472');
  expectVector(share, '.09194686592');
  expectVector(kellyGrowth(0.58, cost, share), '.003657832552');
  expectVector(0.58 - cost, '.042528');
  expectVector(fullKelly(0.58, 0.52), '.125');
  // q = .03 at 8 cents: NO.
  const no = 0.92 + 0.07 * 0.08 * 0.92;
  expect(no).toBeCloseTo(0.925152, 12);
  expectVector(fullKelly(1 - 0.03, no), '.599187687');
});

it.each([
  ['1', '0.50', 2],
  ['100', '0.50', 175],
  ['10', '0.05', 4],
  ['1000', '0.05', 333],
  ['7', '0.33', 11],
])('costs are those of the reference: %s contracts at %s, %d cents at Kalshi', (count, at, cents) => {
  const rate = kalshiRate({ kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' }, 'taker');
  expect(Math.ceil(kalshiTradeFee(rate, parseQuantity(count), parsePrice(at)) / 10_000)).toBe(cents);
});

it('costs are those of the reference at Polymarket', () => {
  const model = { kind: 'polymarket', ratePpm: 70_000, exponent: 1 } as const;
  expect(polymarketTakerFee(model, parseQuantity('5'), parsePrice('0.52'))).toBe(parseUsd('0.08736'));
});

it('is never above full Kelly nor above its cap, and nothing without an edge', () => {
  fc.assert(
    fc.property(
      unit,
      unit,
      costs,
      unit,
      fc.double({ min: 0, max: 5, noNaN: true }),
      unit,
      (q, error, cost, fraction, standardErrors, cap) => {
        const stake = cautiousKelly({ probability: q, standardError: error / 2 }, cost, {
          fraction,
          standardErrors,
          cap,
        });
        expect(stake).toBeGreaterThanOrEqual(0);
        expect(stake).toBeLessThanOrEqual(Math.min(cap, fullKelly(q, cost)));
        if (q - (standardErrors * error) / 2 <= cost) expect(stake).toBe(0);
      },
    ),
  );
});

it('maximises growth', () => {
  fc.assert(
    fc.property(costs, unit, unit, (cost, q, other) => {
      const best = fullKelly(q, cost);
      fc.pre(best < 0.999_999 && other < 0.999_999);
      expect(kellyGrowth(q, cost, best)).toBeGreaterThanOrEqual(kellyGrowth(q, cost, other) - 1e-9);
    }),
  );
});

it('stakes on what is still plausible', () => {
  const caution = { fraction: 0.5, standardErrors: 2, cap: 0.05 };
  expect(cautiousKelly({ probability: 0.6, standardError: 0.05 }, 0.5, caution)).toBe(0);
  expect(cautiousKelly({ probability: 0.6, standardError: 0.03 }, 0.5, caution)).toBeCloseTo(0.04, 12);
  expect(cautiousKelly({ probability: 0.9, standardError: 0 }, 0.5, caution)).toBe(0.05);
});

it('refuses probabilities, costs and shares that are none', () => {
  expect(() => fullKelly(1.1, 0.5)).toThrow(FairValueError);
  expect(() => fullKelly(0.5, 0)).toThrow(FairValueError);
  expect(() => fullKelly(0.5, Number.NaN)).toThrow(FairValueError);
  expect(() => kellyGrowth(0.5, 0.5, 1)).toThrow(FairValueError);
  expect(() =>
    cautiousKelly({ probability: 0.5, standardError: Number.NaN }, 0.4, { fraction: 0.5, standardErrors: 1, cap: 1 }),
  ).toThrow(FairValueError);
});
