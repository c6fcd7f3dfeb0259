import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { volatilityAhead } from './volatility-ahead.js';

const DAY = 86_400;
const DEVIATION = 0.5;
const exact = { value: 0.5, relativeError: 0 };

/** The variance of (mean that forgets) − (mean of the time ahead), summed over a grid: w′Cw with C = s² e^−|t − u|/T. */
function summedUnrest(memory: number, ahead: number): number {
  const points: { readonly at: number; readonly weight: number }[] = [];
  const cells = 600;
  // Cells of equal weight: their middles are quantiles of what is remembered.
  for (let cell = 0; cell < cells; cell++) {
    points.push({ at: memory * Math.log(1 - (cell + 0.5) / cells), weight: 1 / cells });
    points.push({ at: (ahead * (cell + 0.5)) / cells, weight: -1 / cells });
  }
  let sum = 0;
  for (const a of points) for (const b of points) sum += a.weight * b.weight * Math.exp(-Math.abs(a.at - b.at) / DAY);
  return DEVIATION * Math.sqrt(sum);
}

it.each([
  [1_800, 300],
  [1_800, 3_600],
  [1_800, 5 * DAY],
  [DAY / 2, DAY],
])('a memory of %i s over %i s errs as a volatility that wanders does', (memory, ahead) => {
  expect(volatilityAhead(exact, { memory, ahead }).relativeError).toBeCloseTo(summedUnrest(memory, ahead), 3);
});

it('errs by a fourteenth for the next minutes and by half for a week, and says so of its value unchanged', () => {
  const memory = 1_783;
  expect(volatilityAhead(exact, { memory, ahead: 0 }).relativeError).toBeCloseTo(0.0711, 4);
  expect(volatilityAhead(exact, { memory, ahead: 7 * DAY }).relativeError).toBeGreaterThan(0.4);
  expect(volatilityAhead(exact, { memory, ahead: 1e9 }).relativeError).toBeCloseTo(0.495, 3);
  expect(volatilityAhead(exact, { memory, ahead: DAY }).value).toBe(0.5);
});

it('is never surer than what was measured, nor surer of a later end, and has no seam', () => {
  const seconds = fc.double({ min: 0, max: 1e8, noNaN: true });
  fc.assert(
    fc.property(seconds, seconds, fc.double({ min: 1, max: DAY, noNaN: true }), (a, b, memory) => {
      const errorAt = (ahead: number) =>
        volatilityAhead({ value: 1, relativeError: 0.1 }, { memory, ahead }).relativeError;
      const [sooner, later] = [Math.min(a, b), Math.max(a, b)];
      expect(errorAt(sooner)).toBeGreaterThanOrEqual(0.1);
      expect(errorAt(later)).toBeGreaterThanOrEqual(errorAt(sooner) - 1e-6);
    }),
  );
  const around = [8.63, 8.65].map((ahead) => volatilityAhead(exact, { memory: 600, ahead }).relativeError);
  expect(around[1]).toBeCloseTo(around[0] ?? 0, 5);
});

it('refuses a memory of nothing and a time that is over', () => {
  for (const horizon of [
    { memory: 0, ahead: 1 },
    { memory: 1, ahead: -1 },
    { memory: 1, ahead: Number.NaN },
  ])
    expect(() => volatilityAhead(exact, horizon)).toThrow(FairValueError);
});
