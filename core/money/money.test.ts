import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScaled, parseScaled } from './decimal.js';
import {
  complement,
  divideBig,
  floorToLot,
  formatPrice,
  formatUsd,
  MoneyError,
  mulDiv,
  notional,
  parsePrice,
  parseQuantity,
  parseUsd,
  price,
  quantity,
  sumUsd,
  usd,
} from './money.js';

describe('decimal texts', () => {
  it('reads what it writes, for every scale', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 6 }),
        (value, d, m) => {
          expect(parseScaled(formatScaled(value, d, Math.min(d, m)), d)).toBe(value === 0 ? 0 : value);
        },
      ),
    );
  });

  it.each(['', '-', '.', '1.', '.5', '+1', '1e3', ' 1', '1 ', '1,5', '0x1', 'NaN', '--1', '1.2.3', '١'])(
    'refuses %j',
    (text) => {
      expect(parseScaled(text, 4)).toBeNaN();
      expect(() => parsePrice(text)).toThrow(MoneyError);
    },
  );

  it('refuses digits finer than the unit and accepts zeros beyond it', () => {
    expect(parsePrice('0.45000000')).toBe(4500);
    expect(() => parsePrice('0.45001')).toThrow(/at most 4 decimals/);
    expect(parseQuantity('0.000001')).toBe(1);
    expect(() => parseUsd('0.0000001')).toThrow(MoneyError);
  });

  it('refuses what a JSON number would have smuggled in', () => {
    expect(() => parsePrice(0.45 as unknown as string)).toThrow(MoneyError);
  });
});

describe('exact arithmetic', () => {
  const integer = fc.maxSafeInteger();
  it('mulDiv equals bigint division with the same rounding, or throws out of range', () => {
    fc.assert(
      fc.property(
        integer,
        integer,
        fc.integer({ min: 1, max: 2 ** 31 }),
        fc.constantFrom('up' as const, 'down' as const),
        (a, b, d, rounding) => {
          const exact = divideBig(BigInt(a) * BigInt(b), BigInt(d), rounding);
          if (exact > BigInt(Number.MAX_SAFE_INTEGER) || exact < BigInt(Number.MIN_SAFE_INTEGER)) {
            expect(() => mulDiv(a, b, d, rounding)).toThrow(MoneyError);
          } else {
            expect(BigInt(mulDiv(a, b, d, rounding))).toBe(exact);
          }
        },
      ),
    );
  });

  it('rounds costs up and proceeds down by less than one unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 0, max: 10_000 }), (q, p) => {
        const up = notional(quantity(q), price(p), 'up');
        const down = notional(quantity(q), price(p), 'down');
        expect(up - down).toBeGreaterThanOrEqual(0);
        expect(up - down).toBeLessThanOrEqual(1);
        expect(BigInt(down) * 10_000n <= BigInt(q) * BigInt(p)).toBe(true);
        expect(BigInt(up) * 10_000n >= BigInt(q) * BigInt(p)).toBe(true);
      }),
    );
  });

  it('rounds negative amounts toward the right infinity', () => {
    expect(mulDiv(-7, 1, 2, 'down')).toBe(-4);
    expect(mulDiv(-7, 1, 2, 'up')).toBe(-3);
  });

  it('a price and its complement are one dollar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (p) => {
        expect(complement(price(p)) + p).toBe(10_000);
      }),
    );
  });

  it('lots divide what they floor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1, max: 1e7 }), (q, lot) => {
        const floored = floorToLot(quantity(q), quantity(lot));
        expect(floored % lot).toBe(0);
        expect(q - floored).toBeLessThan(lot);
      }),
    );
  });

  it('refuses to leave the safe range', () => {
    expect(() => usd(2 ** 53)).toThrow(MoneyError);
    expect(() => price(0.5)).toThrow(MoneyError);
    expect(() => sumUsd([usd(Number.MAX_SAFE_INTEGER), usd(1)])).toThrow(MoneyError);
  });

  it('writes at least two decimals of dollars', () => {
    expect(formatUsd(usd(17_500))).toBe('0.0175');
    expect(formatUsd(usd(-1_500_000))).toBe('-1.50');
    expect(formatPrice(price(4500))).toBe('0.45');
  });
});
