import { FIGURE_SERIES } from '@pm-arbitrage/core/settlement-terms/economics/figure-series.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSeries } from './bls/read-series.js';
import { readTargetRange } from './fed/read-target-range.js';
import { asPrinted, figurePlanOf, figurePlans, type FigurePlan } from './figure-plan.js';
import { figuresOf } from './fred/figures-of.js';
import { readVintages } from './fred/read-vintages.js';
import { lookPeriod } from './release-period.js';

const row = { date: '2026-10-01', realtime_start: '2026-11-12', realtime_end: '9999-12-31', value: '4.3' };
const unrate = figurePlanOf('unrate') as FigurePlan;

describe('decoders of figures', () => {
  it('never throw, and give numbers alone', () => {
    const field = fc.constantFrom('date', 'realtime_start', 'realtime_end', 'value');
    const fred = fc
      .tuple(field, fc.oneof(fc.string(), fc.anything()))
      .map(([name, by]) => ({ observations: [row, { ...row, [name]: by }] }));
    const bls = fc.anything().map((by) => ({
      status: 'REQUEST_SUCCEEDED',
      message: [by],
      Results: { series: [{ seriesID: 'LNS14000000', data: [{ year: '2026', period: 'M10', value: by }, by] }, by] },
    }));
    fc.assert(
      fc.property(fc.oneof(fred, bls, fc.jsonValue(), fc.anything()), (body) => {
        const vintages = readVintages(body);
        if (typeof vintages !== 'string')
          for (const plan of figurePlans)
            for (const { value } of figuresOf(plan, vintages.vintages, '2026-01-01'))
              expect(Number.isFinite(value)).toBe(true);
        const series = readSeries(body, figurePlans);
        if (typeof series !== 'string')
          for (const { value } of series.figures) expect(Number.isFinite(value)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('take right answers', () => {
    const read = readVintages({ observations: [row, { ...row, date: '2026-09-01', value: '.' }] });
    expect(typeof read === 'string' ? [] : figuresOf(unrate, read.vintages, '2026-01-01')).toEqual([
      { period: '2026-10', value: 4.3, since: '2026-11-12', revision: false },
    ]);
  });

  it('never throw on pages, and find no range that was never set', () => {
    const words = fc.constantFrom(
      'target range of ',
      '3',
      '-',
      '3/4',
      ' to ',
      '4',
      ' percent',
      '&#8209;',
      '<b>',
      '.25',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 4 })), { maxLength: 20 }), (parts) => {
        const range = readTargetRange(parts.join(''));
        if (typeof range !== 'string')
          expect(range.upper - range.lower > 0 && range.upper - range.lower <= 0.5).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the target range', () => {
  it.each([
    ['in a target range of 3-3/4 to 4 percent.', 3.75, 4],
    ['in a target range of 5-1/4 to 5-1/2 percent', 5.25, 5.5],
    ['in a target range of 0 to 1/4 percent', 0, 0.25],
    ['in a target range of 1/4 to 1/2 percent', 0.25, 0.5],
    ['in a target range of 4&#8209;1/4 to 4&#8209;1/2 percent', 4.25, 4.5],
    ['in a target range of 3.50 to 3.75 percent', 3.5, 3.75],
    ['target range for the federal funds rate at 3 3/4 to 4 percent', 3.75, 4],
  ])('%s', (text, lower, upper) => expect(readTargetRange(`<p>${text}</p>`)).toEqual({ lower, upper }));

  it.each([
    ['nothing', 'names no target range'],
    ['a target range of 3 to 9 percent', 'no range that was ever set'],
    ['a target range of 4 to 3-3/4 percent', 'no range that was ever set'],
    ['a target range of 3-3/4 to 4 percent, and a target range of 4 to 4-1/4 percent', 'names the ranges'],
  ])('%s is refused', (text, reason) => expect(readTargetRange(text)).toContain(reason));
});

it('rounds as agencies do, and no bit of a ratio decides a half', () => {
  expect([0.25, -0.25, 0.2499999999999, 0.2499, 0.35].map((value) => asPrinted(value, 1))).toEqual([
    0.3, -0.3, 0.3, 0.2, 0.4,
  ]);
  expect(Object.is(asPrinted(-0.01, 1), 0)).toBe(true);
});

it('looks often around a release, and does not sleep through it', () => {
  const periods = { quietMs: 600_000, releaseMs: 2_000 };
  const release = 10_000_000;
  expect(lookPeriod(release - 3_600_000, [release], periods)).toBe(600_000);
  expect(lookPeriod(release - 100_000, [release], periods)).toBe(85_000);
  expect(lookPeriod(release + 1_000, [release], periods)).toBe(2_000);
  expect(lookPeriod(release + 400_000, [release], periods)).toBe(600_000);
  expect(lookPeriod(0, [], periods)).toBe(600_000);
});

it('tells every figure that markets are classified by, in the unit and digits of its headline', () => {
  for (const { symbol, unit, published, every } of FIGURE_SERIES)
    expect(figurePlanOf(symbol)).toMatchObject({ symbol, unit, decimals: published, every });
});
