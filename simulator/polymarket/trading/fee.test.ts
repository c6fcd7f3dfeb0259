import { polymarketTakerFee } from '@pm-arbitrage/core/fees/polymarket-fee.js';
import { parsePrice, parseQuantity, price, quantity } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeOf } from './fee.js';

const schedule = (rate: number) => ({
  type: 'any',
  schedule: { rate, exponent: 1, takerOnly: true, rebateRate: 0 } as const,
});

describe('taker fees', () => {
  // Worked examples of reference §9.4 and the measured fill of §9.1.
  it.each([
    ['100', 0.07, '0.50', 1_750_000],
    ['100', 0.05, '0.30', 1_050_000],
    ['100', 0.05, '0.70', 1_050_000],
    ['20', 0.07, '0.38', 329_840],
    ['10', 0.04, '0.97', 11_640],
    ['1', 0.05, '0.0001', 0],
    ['5', 0.07, '0.47', 87_180],
  ])('of %s shares at rate %d and price %s', (shares, rate, at, expected) => {
    expect(feeOf(schedule(rate), parseQuantity(shares), parsePrice(at), 'down')).toBe(expected);
  });

  it('are nothing in markets without fees', () => {
    expect(feeOf(null, parseQuantity('100'), parsePrice('0.5'), 'up')).toBe(0);
  });

  it('round half to even when told', () => {
    expect(feeOf(schedule(0.05), quantity(1_000_000), price(10), 'half-even')).toBe(50);
    expect(feeOf(schedule(0.07), parseQuantity('5'), parsePrice('0.47'), 'half-even')).toBe(87_180);
  });

  it('equal those that the traders reckon with', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e11 }),
        fc.integer({ min: 1, max: 9_999 }),
        fc.constantFrom(0.03, 0.04, 0.05, 0.07),
        fc.constantFrom('up' as const, 'down' as const),
        (shares, at, rate, rounding) => {
          const model = { kind: 'polymarket', ratePpm: Math.round(rate * 1e6), exponent: 1 } as const;
          const expected = polymarketTakerFee(model, quantity(shares), price(at), rounding);
          expect(feeOf(schedule(rate), quantity(shares), price(at), rounding)).toBe(expected);
        },
      ),
    );
  });
});
