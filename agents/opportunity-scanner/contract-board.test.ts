import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import { parsePrice, parseQuantity, parseUsd, PRICE_SCALE } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Scanner } from './scanner.js';
import { scannerDefaults } from './scanner-config.js';
import { aBook, aMarket, T0 } from './scanner-fixtures.js';

const market = aMarket('kalshi', 'K', { minQuantity: parseQuantity('1') });
const value = (probability: number, error = 0.02, change: Partial<FairValue> = {}): FairValue => ({
  model: 'above-at-expiry',
  probability,
  standardError: error,
  worst: Math.max(0, probability - error),
  sources: ['coinbase btc-usd'],
  oracleAt: T0,
  maxAgeMs: 5_000,
  live: false,
  ...change,
});
const values = (probability: number, error = 0.02, change: Partial<FairValue> = {}) => ({
  yes: value(probability, error, change),
  no: value(1 - probability, error, change),
});
const open = () => {
  const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(1)));
  scanner.market(market, T0);
  return scanner;
};
const book = (bid: string, ask: string, size = '500') => aBook(market, [[bid, size]], [[ask, size]]);

describe('a contract', () => {
  it('that is offered below its worst plausible value is reported, at the depth that earns', () => {
    const scanner = open();
    scanner.price(
      aBook(
        market,
        [['0.40', '10']],
        [
          ['0.45', '30'],
          ['0.57', '500'],
        ],
      ),
      T0,
    );
    const found = scanner.fairValues(market.id, values(0.6), T0, T0).found.filter(({ kind }) => kind === 'fair-value');
    expect(found).toMatchObject([
      {
        coverId: 'fair-value:kalshi:K/yes',
        legs: [{ side: 'yes', limitPrice: parsePrice('0.45'), quantity: parseQuantity('30') }],
        floor: parsePrice('0.58'),
        suspicious: false,
        fair: { probability: 0.6 },
      },
    ]);
  });

  it('is reported from its other side when the price is above what it is worth', () => {
    const scanner = open();
    scanner.fairValues(market.id, values(0.4), T0, T0);
    const { found } = scanner.price(book('0.55', '0.58'), T0);
    expect(found.filter(({ kind }) => kind === 'fair-value')).toMatchObject([
      { legs: [{ side: 'no', limitPrice: parsePrice('0.45') }], floor: parsePrice('0.58') },
    ]);
  });

  it('is not reported where the edge is within what is not known, or its oracle is old, or its book', () => {
    const kinds = (of: ReturnType<Scanner['price']>) => of.found.filter(({ kind }) => kind === 'fair-value');
    const unsure = open();
    unsure.price(book('0.53', '0.55'), T0);
    expect(kinds(unsure.fairValues(market.id, values(0.6, 0.06), T0, T0))).toEqual([]);
    const old = open();
    old.price(book('0.40', '0.45'), T0);
    expect(kinds(old.fairValues(market.id, values(0.6, 0.02, { oracleAt: T0 - 5_001 }), T0, T0))).toEqual([]);
    const stale = open();
    stale.price(book('0.40', '0.45'), T0);
    expect(kinds(stale.fairValues(market.id, values(0.6), T0 + 2_001, T0))).toEqual([]);
  });

  it('whose book moved after its oracle spoke is reported when the oracle speaks again, and not if that explains it', () => {
    const scanner = open();
    const says = (probability: number, oracleAt: number, now: number) =>
      scanner.fairValues(market.id, values(probability, 0.02, { oracleAt }), now, now).found;
    const moves = (bid: string, ask: string, now: number, sequence: number) =>
      scanner.price({ ...book(bid, ask), sequence, receivedAt: now }, now).found;
    moves('0.58', '0.60', T0, 2);
    expect(says(0.59, T0, T0 + 100)).toEqual([]);
    // Somebody knows more, or errs: nobody can tell yet, neither now nor by looking at the same tick again.
    expect(moves('0.45', '0.47', T0 + 900, 3)).toEqual([]);
    expect(says(0.59, T0, T0 + 1_000)).toEqual([]);
    expect(scanner.sweep(T0 + 1_000).found).toEqual([]);
    expect(says(0.46, T0 + 1_000, T0 + 1_100)).toEqual([]);
    // The oracle has not moved with it: it erred.
    expect(moves('0.35', '0.37', T0 + 1_900, 4)).toEqual([]);
    const found = says(0.46, T0 + 2_000, T0 + 2_100).filter(({ kind }) => kind === 'fair-value');
    expect(found).toMatchObject([{ legs: [{ side: 'yes', limitPrice: parsePrice('0.37') }] }]);
  });

  it('is reported at once where its oracle speaks every few hours only', () => {
    const scanner = open();
    scanner.fairValues(market.id, values(0.59, 0.02, { maxAgeMs: 3_600_000 }), T0, T0);
    const { found } = scanner.price({ ...book('0.45', '0.47'), receivedAt: T0 + 900 }, T0 + 900);
    expect(found.map(({ kind }) => kind)).toContain('fair-value');
  });

  it('that is far off is marked suspicious', () => {
    const scanner = open();
    scanner.price(book('0.20', '0.25'), T0);
    expect(scanner.fairValues(market.id, values(0.6), T0, T0).found).toMatchObject([
      { kind: 'fair-value', suspicious: true },
      { kind: 'fair-quote', suspicious: true },
    ]);
  });

  it('is worth an order one step above the best bid, never at the offer, never above what it is worth', () => {
    const quote = (bid: string, ask: string, worth: number) => {
      const scanner = open();
      scanner.price(book(bid, ask), T0);
      const { found } = scanner.fairValues(market.id, values(worth), T0, T0);
      return found
        .filter(({ coverId }) => coverId === 'fair-quote:kalshi:K/yes')
        .map(({ legs }) => `${legs[0]?.side} ${legs[0]?.limitPrice}`);
    };
    expect(quote('0.40', '0.60', 0.55)).toEqual(['yes 4100']);
    expect(quote('0.40', '0.41', 0.55)).toEqual(['yes 4000']);
    // 0.44 − 0.02 − 0.015: two cents under the bid at the most.
    expect(quote('0.42', '0.60', 0.44)).toEqual(['yes 4000']);
    expect(quote('0.44', '0.60', 0.44)).toEqual([]);
  });

  it('is reported once while nothing changes, again when it expires, and no more when its value is withdrawn', () => {
    const scanner = open();
    scanner.price(book('0.40', '0.45'), T0);
    expect(scanner.fairValues(market.id, values(0.5), T0, T0).found.length).toBeGreaterThan(0);
    expect(scanner.fairValues(market.id, values(0.5), T0 + 1, T0).found).toEqual([]);
    scanner.feedAlive('kalshi', T0 + 5_000);
    expect(scanner.sweep(T0 + 5_000).found.length).toBeGreaterThan(0);
    scanner.fairValues(market.id, null, T0 + 5_001, T0);
    scanner.feedAlive('kalshi', T0 + 11_000);
    expect(scanner.sweep(T0 + 11_000).found).toEqual([]);
  });
});

it('never costs more, fees included, than it is worth at its worst plausible value', () => {
  const cents = fc.integer({ min: 2, max: 98 });
  let count = 0;
  fc.assert(
    fc.property(cents, cents, cents, fc.integer({ min: 0, max: 10 }), (a, b, worth, error) => {
      fc.pre(a !== b);
      const [bid, ask] = [Math.min(a, b), Math.max(a, b)].map((each) => (each / 100).toFixed(2)) as [string, string];
      const scanner = open();
      scanner.price(book(bid, ask), T0);
      for (const one of scanner.fairValues(market.id, values(worth / 100, error / 100), T0, T0).found) {
        count++;
        expect(one.totalCost).toBeLessThan(
          Math.ceil(((one.fair?.worst ?? 0) * PRICE_SCALE * one.quantity) / PRICE_SCALE),
        );
        expect(one.netProfit).toBeGreaterThanOrEqual(parseUsd('0.01'));
        expect(one.legs[0]?.quantity).toBe(one.quantity);
      }
    }),
  );
  expect(count).toBeGreaterThan(20);
});
