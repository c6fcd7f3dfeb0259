import { FUSED, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { Condition } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import type { FigureTerms } from '@pm-arbitrage/core/settlement-terms/economics/figure-terms.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fuser, fusionRules } from '../../oracle/fuser.js';
import { FigureDesk } from './figure-desk.js';
import { valueFigure } from './value-figure.js';

/** 8:30 in New York on the day of the release. */
const OUT = Date.UTC(2026, 10, 12, 13, 30);
const MINUTE = 60_000;
const DAY = 86_400_000;
const worded = <T>(value: T) => ({ value, text: '' });
const above = (strike: number, ties = false): Condition => ({ kind: 'above', strike, ties });

const terms = (condition: Condition, change: Partial<FigureTerms> = {}): FigureTerms => ({
  kind: 'figure',
  needs: [{ type: 'economics', symbol: 'cpiaucsl' }],
  figure: worded('cpi-month'),
  period: worded('2026-10'),
  condition: worded(condition),
  unit: 'percent',
  published: 1,
  source: worded('BLS'),
  release: worded<'first'>('first'),
  ...change,
});
const fed = (condition: Condition, change: Partial<FigureTerms> = {}): FigureTerms =>
  terms(condition, {
    needs: [{ type: 'economics', symbol: 'dfedtaru' }],
    figure: worded('fed-target-upper'),
    period: worded('2026-12-09'),
    published: 2,
    ...change,
  });

type Print = Partial<OracleTick> & { readonly value: number; readonly period?: string; readonly revision?: boolean };
const tick = ({ value, period = '2026-10', revision = false, ...change }: Print): OracleTick => ({
  type: 'economics',
  symbol: 'cpiaucsl',
  source: 'bls',
  fact: { kind: 'figure', value, period, revision },
  unit: 'percent',
  eventTime: OUT,
  receivedAt: OUT,
  quality: revision ? 'provisional' : 'final',
  uncertainty: null,
  ...change,
});

/** What the scanner knows when sources said this, put together as the oracle does it. */
function deskOf(...prints: readonly Print[]): FigureDesk {
  const desk = new FigureDesk();
  const fuser = new Fuser(fusionRules.economics);
  for (const print of prints) {
    const said = tick(print);
    desk.take(said);
    const fused = fuser.take(said, said.receivedAt);
    if (fused?.tick) desk.take(fused.tick);
  }
  return desk;
}
const valued = (of: FigureTerms, desk: FigureDesk, now = OUT + MINUTE) => {
  const valuation = valueFigure(of, desk, now);
  if (valuation.kind === 'unpriced') throw new Error(valuation.detail);
  return valuation;
};
const why = (of: FigureTerms, desk: FigureDesk, now = OUT + MINUTE) => {
  const valuation = valueFigure(of, desk, now);
  return valuation.kind === 'unpriced' ? valuation.why : 'valued';
};

describe('a figure', () => {
  it('is worth nothing to say before it is out, and 0 or 1 less a misreading after', () => {
    expect(why(terms(above(0.2)), deskOf())).toBe('not-yet');
    const desk = deskOf({ value: 0.3 });
    expect(valued(terms(above(0.2)), desk).probability).toBeCloseTo(1, 3);
    expect(valued(terms(above(0.3)), desk).probability).toBeCloseTo(0, 3);
    expect(valued(terms(above(0.3, true)), desk).probability).toBeCloseTo(1, 3);
    expect(valued(terms(above(0.2)), desk)).toMatchObject({ model: 'figure/published', oracleAt: OUT, live: false });
    expect(valued(terms(above(0.2)), desk).standardError).toBeGreaterThan(0.01);
  });

  it('is surer where two sources agree, and less sure where one made it of levels', () => {
    const error = (...prints: readonly Print[]) => valued(terms(above(0.2)), deskOf(...prints)).standardError;
    const library = { value: 0.3, source: 'fred', quality: 'provisional' as const };
    expect(error(library)).toBeGreaterThan(error({ value: 0.3 }));
    expect(error({ value: 0.3 })).toBeGreaterThan(error({ value: 0.3 }, library));
  });

  it('that settles on its first print is not touched by a revision, whichever comes last', () => {
    const first = { value: 0.3, source: 'fred' };
    const revised = { value: 0.1, source: 'fred', revision: true, eventTime: OUT + DAY, receivedAt: OUT + DAY };
    for (const prints of [
      [first, revised],
      [revised, first],
      [first, { ...revised, source: 'bls' }],
    ])
      expect(valued(terms(above(0.2)), deskOf(...prints), OUT + DAY + MINUTE).probability).toBeGreaterThan(0.99);
  });

  it('of which only a revision was heard says nothing', () => {
    expect(why(terms(above(0.2)), deskOf({ value: 0.3, revision: true }))).toBe('not-yet');
  });

  it('whose rules are silent on revisions carries their risk, and none once it was revised', () => {
    const silent = terms(above(0.2), { release: null });
    const exact = valued(terms(above(0.2)), deskOf({ value: 0.3 }));
    const risky = valued(silent, deskOf({ value: 0.3 }));
    expect(risky.probability).toBeLessThan(exact.probability);
    expect(risky.probability).toBeGreaterThan(0.95);
    expect(risky.standardError).toBeGreaterThan(exact.standardError);
    expect(why(silent, deskOf({ value: 0.3 }, { value: 0.1, revision: true }))).toBe('not-final');
    expect(why(silent, deskOf({ value: 0.3 }, { value: 0.3, revision: true }))).toBe('valued');
  });

  it('of two sources that differ is disputed, of three the two that agree count', () => {
    const [bls, fred, other] = ['bls', 'fred', 'other'].map((source) => ({ source }));
    expect(why(terms(above(0.2)), deskOf({ ...bls, value: 0.3 }, { ...fred, value: 0.2 }))).toBe('disputed');
    const three = deskOf({ ...bls, value: 0.3 }, { ...fred, value: 0.1 }, { ...other, value: 0.3 });
    expect(valued(terms(above(0.2)), three).probability).toBeGreaterThan(0.99);
  });

  it.each<[string, Print, string]>([
    ['of another period', { value: 0.3, period: '2026-09' }, 'not-yet'],
    ['of another series', { value: 0.3, symbol: 'cpilfesl' }, 'not-yet'],
    ['in another unit', { value: 0.3, unit: 'count' }, 'other-thing'],
    ['finer than it is published', { value: 0.25 }, 'bad-numbers'],
    ['that cannot be out yet', { value: 0.3, period: '2026-12' }, 'not-yet'],
  ])('%s has no value', (_, print, reason) => expect(why(terms(above(0.2)), deskOf(print))).toBe(reason));

  it('of a period that is not over is refused', () => {
    const november = terms(above(0.2), { period: worded('2026-11') });
    expect(why(november, deskOf({ value: 0.3, period: '2026-11' }))).toBe('bad-numbers');
    const quarter = terms(above(0.2), { period: worded('2026-Q4') });
    expect(why(quarter, deskOf({ value: 0.3, period: '2026-Q4' }))).toBe('bad-numbers');
  });

  it('that has been out for days is left alone', () => {
    expect(why(terms(above(0.2)), deskOf({ value: 0.3 }), OUT + 3 * DAY + 1)).toBe('stale');
  });
});

describe('the target of the Federal Reserve', () => {
  const at = Date.UTC(2026, 11, 9, 19, 1);
  const said = (value: number, period: string, time: number) =>
    ({ value, period, symbol: 'dfedtaru', source: 'federal-reserve', eventTime: time, receivedAt: time }) as const;
  const desk = deskOf(said(4, '2026-10-28', Date.UTC(2026, 9, 28, 18)), said(3.75, '2026-12-09', at));
  const cut = (points: number): Condition => ({
    kind: 'between',
    low: -points,
    high: -points,
    lowTies: true,
    highTies: true,
  });
  const move = { unit: 'basis-points', published: 0, figure: worded('fed-target-upper-change') } as const;

  it('is compared by its level, also where the text names the month of the meeting alone', () => {
    for (const period of ['2026-12-09', '2026-12']) {
      expect(valued(fed(above(3.5), { period: worded(period) }), desk, at).probability).toBeGreaterThan(0.99);
      expect(valued(fed(above(3.75), { period: worded(period) }), desk, at).probability).toBeLessThan(0.01);
    }
  });

  it('is compared by its change, if the meeting before was heard of', () => {
    const changes = [0, 25, 50].map((points) => valued(fed(cut(points), move), desk, at).probability);
    expect(changes.map((one) => one > 0.5)).toEqual([false, true, false]);
    expect(changes.reduce((sum, one) => sum + one, 0)).toBeLessThan(1.01);
    const alone = deskOf(said(3.75, '2026-12-09', at));
    expect(why(fed(cut(25), move), alone, at)).toBe('unknown');
    const gap = deskOf(said(4, '2026-09-16', Date.UTC(2026, 8, 16, 18)), said(3.75, '2026-12-09', at));
    expect(why(fed(cut(25), move), gap, at)).toBe('unknown');
  });
});

describe('whatever was printed', () => {
  const tenths = fc.integer({ min: -50, max: 50 }).map((value) => value / 10);

  it('a higher strike is never worth more, and outcomes that exclude each other no more than a dollar', () => {
    fc.assert(
      fc.property(tenths, tenths, fc.boolean(), (value, strike, silent) => {
        const desk = deskOf({ value });
        const release = silent ? null : worded<'first'>('first');
        const of = (condition: Condition) => valued(terms(condition, { release }), desk);
        const higher = Math.round((strike + 0.1) * 10) / 10;
        expect(of(above(higher)).probability).toBeLessThanOrEqual(of(above(strike)).probability + 1e-12);
        const below = of({ kind: 'below', strike, ties: true });
        const over = of(above(strike));
        expect(below.probability + over.probability).toBeCloseTo(1, 9);
      }),
    );
  });

  it('a print that only one of two sources has never raises a value', () => {
    fc.assert(
      fc.property(tenths, tenths, (one, other) => {
        fc.pre(one !== other);
        const desk = deskOf({ value: one }, { value: other, source: 'fred' });
        expect(why(terms(above(0.2)), desk)).toBe('disputed');
      }),
    );
  });

  it('what a single source says on its own channel is not taken before it is held against the others', () => {
    const desk = new FigureDesk();
    desk.take(tick({ value: 9 }));
    expect(why(terms(above(0.2)), desk)).toBe('not-yet');
    desk.take(tick({ value: 0.3, source: FUSED }));
    expect(why(terms(above(0.2)), desk)).toBe('valued');
  });
});
