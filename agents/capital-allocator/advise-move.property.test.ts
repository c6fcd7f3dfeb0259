import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { parseUsd, type Usd, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { adviseMove, type CapitalPlan, worthAt } from './advise-move.js';
import type { VenueStock } from './venue-stocks.js';

const CENT = 10_000;
const amount = fc.oneof(fc.integer({ min: 0, max: 2e8 }), fc.integer({ min: 0, max: 1e12 })).map(usd);
const stock = fc.record({ cash: amount, held: amount, committed: amount });
const share = fc.integer({ min: 0, max: 1_000_000 }).map((ppm) => ppm / 1_000_000);
const world = fc.record({ polymarket: stock, kalshi: stock, share, reserve: share });

const stocksOf = (at: Readonly<Record<Platform, VenueStock>>) =>
  new Map(platforms.map((platform) => [platform, at[platform]]));
const planOf = (polymarket: number, reserve: number): CapitalPlan => ({
  split: { polymarket, kalshi: 1 - polymarket },
  reserve,
});
/** Money moved as advised. */
const moved = (at: Readonly<Record<Platform, VenueStock>>, from: Platform, to: Platform, by: Usd) => ({
  ...at,
  [from]: { ...at[from], cash: usd(at[from].cash - by) },
  [to]: { ...at[to], cash: usd(at[to].cash + by) },
});
const worths = (at: Readonly<Record<Platform, VenueStock>>) => platforms.map((platform) => worthAt(at[platform]));
const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0);

describe('the advice', () => {
  it('reaches the split or what is free, takes nothing that is spoken for, and makes and loses no money', () => {
    let moves = 0;
    fc.assert(
      fc.property(world, ({ share: polymarket, reserve, ...at }) => {
        const plan = planOf(polymarket, reserve);
        const advice = adviseMove(stocksOf(at), plan);
        if (advice.kind !== 'move') return;
        moves++;
        const { from, to, amount: by, missing } = advice;
        expect(from).not.toBe(to);
        expect(by % CENT).toBe(0);
        const total = sum(worths(at));
        expect(by).toBeGreaterThanOrEqual(Math.max(parseUsd('5'), total * 0.05));
        const after = moved(at, from, to, by);
        expect(sum(worths(after))).toBe(total);

        const target = total * plan.split[from];
        const left = after[from];
        const keeps = left.committed + target * reserve;
        expect(left.cash).toBeGreaterThanOrEqual(Math.max(0, keeps - 2));
        const above = worthAt(left) - target;
        // Never past the split; there to the cent, or every free cent was taken.
        expect(above).toBeGreaterThanOrEqual(-2);
        if (by === missing) expect(above).toBeLessThan(CENT + 2);
        else expect(left.cash - keeps).toBeLessThan(CENT + 2);
      }),
      { numRuns: 2_000 },
    );
    expect(moves).toBeGreaterThan(100);
  });

  it('asks for nothing more once it was followed in full', () => {
    fc.assert(
      fc.property(world, ({ share: polymarket, reserve, ...at }) => {
        const plan = planOf(polymarket, reserve);
        const advice = adviseMove(stocksOf(at), plan);
        if (advice.kind !== 'move' || advice.amount < advice.missing) return;
        const after = moved(at, advice.from, advice.to, advice.amount);
        expect(adviseMove(stocksOf(after), plan)).toEqual({ kind: 'keep' });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is silent only near the split, and waits only where too little is free', () => {
    fc.assert(
      fc.property(world, ({ share: polymarket, reserve, ...at }) => {
        const plan = planOf(polymarket, reserve);
        const advice = adviseMove(stocksOf(at), plan);
        const total = sum(worths(at));
        const least = Math.max(parseUsd('5'), total * 0.05);
        const off = Math.abs(worthAt(at.polymarket) - total * polymarket);
        if (advice.kind === 'keep') expect(off).toBeLessThan(least + CENT + 2);
        if (advice.kind === 'wait') expect(advice.free).toBeLessThan(least + 1);
        if (off > least + CENT + 2) expect(advice.kind).not.toBe('keep');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('with half at each venue and a tenth in reserve', () => {
  const half = planOf(0.5, 0.1);
  const at = (cash: string, held = '0', committed = '0'): VenueStock => ({
    cash: parseUsd(cash),
    held: parseUsd(held),
    committed: parseUsd(committed),
  });
  const advise = (polymarket: VenueStock, kalshi: VenueStock) => adviseMove(stocksOf({ polymarket, kalshi }), half);

  it('evens the venues out, contracts counted at cost', () => {
    expect(advise(at('900', '400'), at('700'))).toEqual({
      kind: 'move',
      from: 'polymarket',
      to: 'kalshi',
      amount: parseUsd('300'),
      missing: parseUsd('300'),
    });
    expect(advise(at('700'), at('1300'))).toMatchObject({ from: 'kalshi', to: 'polymarket', amount: parseUsd('300') });
  });

  it('keeps the reserve and what trades may still spend', () => {
    expect(advise(at('300', '1000', '50'), at('700'))).toMatchObject({
      kind: 'move',
      amount: parseUsd('150'),
      missing: parseUsd('300'),
    });
    expect(advise(at('150', '1150'), at('700'))).toEqual({
      kind: 'wait',
      at: 'polymarket',
      free: parseUsd('50'),
      missing: parseUsd('300'),
    });
  });

  it('leaves small differences alone: under $5, and under 5 % of everything', () => {
    expect(advise(at('1099'), at('901'))).toEqual({ kind: 'keep' });
    expect(advise(at('1100'), at('900'))).toMatchObject({ kind: 'move', amount: parseUsd('100') });
    expect(advise(at('24'), at('15'))).toEqual({ kind: 'keep' });
    expect(advise(at('25'), at('15'))).toMatchObject({ kind: 'move', amount: parseUsd('5') });
    expect(adviseMove(new Map(), half)).toEqual({ kind: 'keep' });
    expect(advise(at('0'), { cash: ZERO_USD, held: ZERO_USD, committed: ZERO_USD })).toEqual({ kind: 'keep' });
  });
});
