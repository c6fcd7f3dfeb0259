import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseUsd, usd } from '@pm-arbitrage/core/money/money.js';
import { shareCapital } from './share-capital.js';

it('shares what may be deployed equally and never more than that', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e12 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (bankroll, count, ppm) => {
        const strategies = Array.from({ length: count }, (_, index) => `s${index}`);
        const entries = shareCapital(usd(bankroll), strategies, ppm / 1_000_000);
        expect(entries.map(({ strategy }) => strategy)).toEqual(strategies);
        expect(new Set(entries.map(({ capital }) => capital)).size).toBe(1);
        const total = entries.reduce((sum, { capital }) => sum + capital, 0);
        const working = Number((BigInt(bankroll) * BigInt(ppm)) / 1_000_000n);
        expect(total).toBeLessThanOrEqual(working);
        expect(working - total).toBeLessThan(count);
      },
    ),
  );
});

it('gives the only strategy everything but the reserve', () => {
  expect(shareCapital(parseUsd('2000'), ['atomic-arb'], 0.9)).toMatchObject([
    { capital: parseUsd('1800'), state: 'active' },
  ]);
});
