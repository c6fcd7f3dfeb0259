import { expect } from 'vitest';
import type { Estimate } from '../estimate.js';

/** A model's probability against the share of simulated worlds in which it happened: within 4 standard errors. */
export function expectSimulated(probability: number, runs: number, happens: () => boolean): void {
  let hits = 0;
  for (let run = 0; run < runs; run++) if (happens()) hits++;
  const tolerance = 4 * Math.sqrt((probability * (1 - probability)) / runs) + 1 / runs;
  expect(Math.abs(hits / runs - probability), `${hits / runs} simulated, ${probability} said`).toBeLessThan(tolerance);
}

/**
 * An estimate against the mean and standard deviation of the conditional probability over drawn inputs: the mean within
 * 4 standard errors of it, the deviation within 4 of its own (from the fourth moment), both plus a thousandth.
 */
export function expectPropagated(estimate: Estimate, runs: number, conditional: () => number): void {
  const values = Array.from({ length: runs }, conditional);
  const moment = (power: number, around: number) =>
    values.reduce((sum, value) => sum + (value - around) ** power, 0) / runs;
  const mean = moment(1, 0);
  const variance = moment(2, mean);
  const deviation = Math.sqrt(variance);
  const meanError = deviation / Math.sqrt(runs);
  const deviationError = Math.sqrt(Math.max(0, moment(4, mean) - variance ** 2) / runs) / (2 * deviation);
  expect(Math.abs(estimate.probability - mean), `mean ${mean}, said ${estimate.probability}`).toBeLessThan(
    4 * meanError + 0.001,
  );
  expect(Math.abs(estimate.standardError - deviation), `sd ${deviation}, said ${estimate.standardError}`).toBeLessThan(
    4 * deviationError + 0.001,
  );
}
