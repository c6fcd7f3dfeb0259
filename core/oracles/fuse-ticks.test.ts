import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUSED, oracleTickSchema, type OracleTick } from '../domain/oracle-tick.js';
import type { Basis } from './basis-tracker.js';
import { factOccasion } from './fact-value.js';
import { fuseTicks, type FusionPolicy, type FusedQuantity } from './fuse-ticks.js';

const NOW = 1_795_251_600_000;
const QUANTITY: FusedQuantity = { symbol: 'btc-usd', kind: 'price', unit: 'usd' };
const POLICY: FusionPolicy = { now: NOW, staleMs: 5_000, deviations: 6, floor: 20 };

const says = (source: string, price: number, more: Partial<OracleTick> = {}): OracleTick => ({
  type: 'crypto',
  symbol: 'btc-usd',
  source,
  fact: { kind: 'price', price },
  unit: 'usd',
  eventTime: NOW - 200,
  receivedAt: NOW - 100,
  quality: 'live',
  uncertainty: null,
  ...more,
});

const priceOf = (tick: OracleTick | null) => (tick?.fact.kind === 'price' ? tick.fact.price : null);
const basis = (mean: number, variance: number): Basis => ({ mean, variance, samples: 100, at: NOW });

describe('fuseTicks', () => {
  it('answers the median under the fused name, with the disagreement as uncertainty', () => {
    const fusion = fuseTicks(QUANTITY, [says('a', 100), says('b', 104), says('c', 101)], POLICY);
    expect(fusion).toMatchObject({ voters: ['a', 'b', 'c'], leftOut: [], disputed: false });
    expect(oracleTickSchema.parse(fusion.tick)).toMatchObject({ source: FUSED, fact: { price: 101 }, quality: 'live' });
    // MAD 1 of three: 1.4826 · √(π/2) / √3.
    expect(fusion.tick?.uncertainty).toBeCloseTo(1.0728, 3);
  });

  it('outvotes a lying source and names it', () => {
    const fusion = fuseTicks(QUANTITY, [says('a', 84_000), says('b', 84_001), says('liar', 92_000)], POLICY);
    expect(priceOf(fusion.tick)).toBe(84_000.5);
    expect(fusion.leftOut).toMatchObject([{ source: 'liar', why: 'lying' }]);
    expect(fusion.leftOut[0]?.detail).toContain('92000');
  });

  it('calls nobody a liar within the floor, however well the others agree', () => {
    const fusion = fuseTicks(QUANTITY, [says('a', 84_000), says('b', 84_000), says('c', 84_019)], POLICY);
    expect(fusion.voters).toEqual(['a', 'b', 'c']);
    expect(fusion.tick?.uncertainty).toBeGreaterThan(0);
  });

  it('tells a frozen source, which repeats itself, from a silent one', () => {
    const fusion = fuseTicks(
      QUANTITY,
      [
        says('a', 100),
        says('frozen', 90, { eventTime: NOW - 9_000 }),
        says('silent', 90, { eventTime: NOW - 9_000, receivedAt: NOW - 8_900 }),
        says('telling the past', 90, { eventTime: NOW - 9_000, quality: 'delayed' }),
      ],
      POLICY,
    );
    expect(fusion.voters).toEqual(['a']);
    expect(fusion.leftOut.map(({ source, why }) => [source, why])).toEqual([
      ['frozen', 'frozen'],
      ['silent', 'stale'],
      ['telling the past', 'stale'],
    ]);
  });

  it('does not call a source frozen that tells how a day or a month ended', () => {
    const figure = { kind: 'figure', value: 0.3, period: '2026-08', revision: false } as const;
    const old = says('fred', 0, {
      type: 'economics',
      symbol: 'cpiaucsl',
      fact: figure,
      unit: 'percent',
      quality: 'provisional',
    });
    const quantity = {
      symbol: 'cpiaucsl',
      kind: 'figure',
      unit: 'percent',
      occasion: factOccasion(figure) ?? '',
    } as const;
    const told = fuseTicks(quantity, [{ ...old, eventTime: NOW - 90 * 86_400_000 }], POLICY);
    expect(told.leftOut.map(({ why }) => why)).toEqual(['stale']);
  });

  it('does not take old news for new because its clock is ahead', () => {
    const ahead = says('ahead', 90, { eventTime: NOW + 60_000, receivedAt: NOW - 6_000 });
    expect(fuseTicks(QUANTITY, [ahead], POLICY)).toMatchObject({ tick: null, leftOut: [{ why: 'stale' }] });
  });

  it('passes a single voter on as it is', () => {
    const fusion = fuseTicks(QUANTITY, [says('a', 100, { quality: 'delayed' })], POLICY);
    expect(fusion.tick).toEqual({ ...says('a', 100), quality: 'delayed', source: FUSED });
    expect(fuseTicks(QUANTITY, [says('a', 100, { uncertainty: 3 })], POLICY).tick?.uncertainty).toBe(3);
  });

  it('says so when two disagree and nobody can tell who is wrong', () => {
    const fusion = fuseTicks(QUANTITY, [says('a', 84_000), says('b', 85_000)], POLICY);
    expect(fusion).toMatchObject({ disputed: true, leftOut: [] });
    expect(fusion.tick?.uncertainty).toBeGreaterThan(500);
  });

  it('lets a source in another unit vote through its basis alone', () => {
    const ticks = [says('a', 84_000), says('binance', 84_030, { unit: 'usdt' })];
    expect(fuseTicks(QUANTITY, ticks, POLICY)).toMatchObject({ voters: ['a'], leftOut: [{ why: 'other-unit' }] });
    const fusion = fuseTicks(QUANTITY, ticks, { ...POLICY, bases: new Map([['binance', basis(30, 16)]]) });
    expect(fusion.voters).toEqual(['a', 'binance']);
    expect(priceOf(fusion.tick)).toBe(84_000);
    // Two voters, one with a deviation of 4 by its basis: √(16 / 2 / 2).
    expect(fusion.tick?.uncertainty).toBeCloseTo(2, 9);
  });

  it('takes the newest tick of each source and no other quantity', () => {
    const ticks = [
      says('a', 100),
      says('a', 99, { eventTime: NOW - 1_000 }),
      says('b', 102, { symbol: 'eth-usd' }),
      says('c', 101, { fact: { kind: 'temperature', value: 5 } }),
      says(FUSED, 1),
    ];
    expect(fuseTicks(QUANTITY, ticks, POLICY)).toMatchObject({ voters: ['a'], leftOut: [] });
  });

  it('puts averages together that are of the same window', () => {
    const average = (source: string, price: number, to: number) =>
      says(source, price, { fact: { kind: 'average', price, from: to - 60_000, to, samples: 60, of: 60 } });
    const occasion = `${NOW - 60_000}-${NOW}`;
    const ticks = [average('a', 100, NOW), average('b', 102, NOW), average('c', 150, NOW - 60_000)];
    const fusion = fuseTicks({ ...QUANTITY, kind: 'average', occasion }, ticks, POLICY);
    expect(fusion.voters).toEqual(['a', 'b']);
    expect(fusion.tick?.fact).toEqual({
      kind: 'average',
      price: 101,
      from: NOW - 60_000,
      to: NOW,
      samples: 60,
      of: 60,
    });
  });

  it('is worth no more than its weakest voter', () => {
    expect(fuseTicks(QUANTITY, [says('a', 1), says('b', 1, { quality: 'delayed' })], POLICY).tick?.quality).toBe(
      'delayed',
    );
  });

  const prices = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 });
  const ticksOf = (values: readonly number[]) => values.map((price, i) => says(`s${i}`, price));

  it('keeps at least half of the fresh voters, and stays within what they say', () => {
    fc.assert(
      fc.property(prices, (values) => {
        const { tick, voters, leftOut } = fuseTicks(QUANTITY, ticksOf(values), POLICY);
        const price = priceOf(tick) ?? 0;
        return (
          voters.length * 2 >= values.length &&
          voters.length + leftOut.length === values.length &&
          price >= Math.min(...values) &&
          price <= Math.max(...values)
        );
      }),
    );
  });

  it('does not depend on the order of its ticks', () => {
    fc.assert(
      fc.property(prices, (values) => {
        const ticks = ticksOf(values);
        expect(fuseTicks(QUANTITY, ticks.toReversed(), POLICY)).toEqual(fuseTicks(QUANTITY, ticks, POLICY));
      }),
    );
  });

  it('is not moved by one liar further than honest voters are apart, wherever the liar is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 84_000, max: 84_010, noNaN: true }), { minLength: 2, maxLength: 6 }),
        fc.double({ min: 1, max: 1e7, noNaN: true }),
        (honest, lie) => {
          const price = priceOf(fuseTicks(QUANTITY, [...ticksOf(honest), says('liar', lie)], POLICY).tick) ?? 0;
          return price >= Math.min(...honest) - 10 && price <= Math.max(...honest) + 10;
        },
      ),
    );
  });

  it('answers an uncertainty that grows with the disagreement and scales with the unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 5, noNaN: true }), (spread) => {
        const of = (by: number) =>
          fuseTicks(QUANTITY, ticksOf([100 - by, 100, 100 + by]), POLICY).tick?.uncertainty ?? 0;
        expect(of(2 * spread)).toBeCloseTo(2 * of(spread), 9);
      }),
    );
  });
});
