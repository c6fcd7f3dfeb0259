import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsd, parsePrice, parseQuantity, price, quantity } from '../money/money.js';
import { type PolymarketFeeModel, polymarketTakerFee } from './polymarket-fee.js';
import { takerFee, takerFeeFloor } from './taker-fee.js';

const at = (ratePpm: number, exponent = 1): PolymarketFeeModel => ({ kind: 'polymarket', ratePpm, exponent });

describe('a Polymarket taker fee', () => {
  it.each([
    ['100', 70_000, '0.50', '1.75'],
    ['100', 50_000, '0.30', '1.05'],
    ['100', 50_000, '0.70', '1.05'],
    ['20', 70_000, '0.38', '0.32984'],
    ['10', 40_000, '0.97', '0.01164'],
    ['1', 50_000, '0.0001', '0.00'],
    ['100', 50_000, '0.48', '1.248'],
  ])('of %s shares at rate %i ppm and %s is $%4$s (reference §9.4)', (count, ratePpm, p, fee) => {
    expect(formatUsd(polymarketTakerFee(at(ratePpm), parseQuantity(count), parsePrice(p)))).toBe(fee);
  });

  it('rounds up unless told, though the one measured fill was charged the floor', () => {
    const five = parseQuantity('5');
    const p = parsePrice('0.47');
    expect(formatUsd(polymarketTakerFee(at(70_000), five, p))).toBe('0.08719');
    expect(formatUsd(polymarketTakerFee(at(70_000), five, p, 'down'))).toBe('0.08718');
  });

  it('leaves 1.504 of a pair bought at 0.48 each, as the reference computes', () => {
    const fee = polymarketTakerFee(at(50_000), parseQuantity('100'), parsePrice('0.48'));
    expect(formatUsd((100_000_000 - 96_000_000 - 2 * fee) as never)).toBe('1.504');
  });

  it('is the formula rounded to 5 decimals and nothing below one step, for any rate, exponent and fraction', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 4 }),
        fc.oneof(
          fc.integer({ min: 1, max: 1e8 }).map((q) => q * 10_000),
          fc.integer({ min: 1, max: 1e12 }),
        ),
        fc.integer({ min: 1, max: 9_999 }),
        fc.constantFrom('up' as const, 'down' as const),
        (ratePpm, exponent, count, p, rounding) => {
          const dividend =
            BigInt(ratePpm) * BigInt(count) * (BigInt(p) * BigInt(10_000 - p)) ** BigInt(exponent) * 100_000n;
          const divisor = 10n ** BigInt(12 + 8 * exponent);
          const floor = dividend / divisor;
          const steps = floor > 0n && rounding === 'up' && dividend % divisor > 0n ? floor + 1n : floor;
          expect(BigInt(polymarketTakerFee(at(ratePpm, exponent), quantity(count), price(p), rounding))).toBe(
            steps * 10n,
          );
        },
      ),
    );
  });

  it('is never less per contract than the floor used for quick refusals, save for dust', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(at(50_000), at(70_000), { kind: 'kalshi', multiplierPpm: 1e6, maker: 'none' } as const),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 9_999 }),
        (model, hundredths, p) => {
          const fee = takerFee(model, quantity(hundredths * 10_000), price(p));
          expect(fee * 100 + 1_000).toBeGreaterThanOrEqual(takerFeeFloor(model, price(p)) * hundredths);
          if (model.kind === 'kalshi')
            expect(fee * 100).toBeGreaterThanOrEqual(takerFeeFloor(model, price(p)) * hundredths);
        },
      ),
    );
  });
});
