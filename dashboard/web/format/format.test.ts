import { price, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageSpan } from './age-span.js';
import { cents } from './cents.js';
import { contracts } from './contracts.js';
import { dollars, signedDollars } from './dollars.js';
import { dayAndTime, timeOfDay } from './moment.js';
import { percent } from './percent.js';
import { plainWords } from './plain-words.js';
import { span } from './span.js';

describe('money for a person', () => {
  it('has two decimals, groups and a true minus', () => {
    expect(dollars(usd(1_204_500_000))).toBe('$1,204.50');
    expect(dollars(usd(-3_200_000))).toBe('\u2212$3.20');
    expect(signedDollars(usd(1_200_000))).toBe('+$1.20');
    expect(signedDollars(usd(0))).toBe('$0.00');
  });

  it('never shows little as nothing', () => {
    expect(dollars(usd(4_200))).toBe('$0.0042');
    fc.assert(fc.property(fc.integer({ min: 100, max: 10 ** 12 }), (value) => /[1-9]/.test(dollars(usd(value)))));
  });

  it('tells prices in cents and contracts in their number', () => {
    expect(cents(price(4_500))).toBe('45¢');
    expect(cents(price(4_525))).toBe('45.25¢');
    expect(contracts(quantity(1_250_500_000))).toBe('1,250.5');
  });
});

describe('shares and times for a person', () => {
  it('gives a share the decimals that matter', () => {
    expect([0, 0.0042, 0.042, 0.42, -0.12, 1].map(percent)).toEqual([
      '0%',
      '0.42%',
      '4.2%',
      '42%',
      '\u221212%',
      '100%',
    ]);
  });

  it('uses the unit that a person would use', () => {
    expect([84, 1_240, 45_000, 180_000, 19_200_000, 12 * 86_400_000].map(span)).toEqual([
      '84 ms',
      '1.2 s',
      '45 s',
      '3 min',
      '5 h 20 min',
      '12 d',
    ]);
    expect([-400, 900, 7_800, 61_000].map(ageSpan)).toEqual(['0 s', '0 s', '7 s', '61 s']);
  });

  it('writes moments in UTC whatever the zone of the machine', () => {
    const at = Date.UTC(2026, 10, 21, 21, 4, 33);
    expect(timeOfDay(at, 'utc')).toBe('21:04:33');
    expect(dayAndTime(at, 'utc')).toBe('21 Nov 21:04');
  });

  it('makes words of names', () => {
    expect(plainWords('market-exposure')).toBe('Market exposure');
    expect(plainWords('maxOpenTrades')).toBe('Max open trades');
  });
});
