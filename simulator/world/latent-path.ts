import { type Random, seededRandom } from '@pm-arbitrage/core/random/random.js';
import { gaussian, normalCdf, normalQuantile } from './normal.js';

/** The truth moves on this grid, in world milliseconds. */
export const GRID_MS = 250;

/** Variance that stays hidden until the outcome is drawn; it keeps the last price away from 0 and 1. */
const HIDDEN_VARIANCE = 1;
const DRIFT_VARIANCE_PER_STEP = 0.000_12 * (GRID_MS / 1_000);
/** Standard deviation of a news step, in units where 0.1 moves a 50 % question by about 4 cents. */
const SMALL_NEWS = 0.05;
const LARGE_NEWS = 0.19;
const LARGE_NEWS_SHARE = 0.42;

/**
 * The true probability of one yes/no question over its life, and how it ends.
 * A Brownian motion x with known total variance decides the question by its sign, and the path is
 * Φ(x_t / √(variance still to come)): an exact martingale, so a price that follows it cannot be beaten on average
 * and the share of YES among questions that end at p is p.
 */
export interface LatentPath {
  /** Probability of YES `elapsedMs` after the opening; before it the first value, after the close the last. */
  probabilityAt(elapsedMs: number): number;
  readonly finalProbability: number;
  readonly outcome: boolean;
  /** When news moved it, in milliseconds after the opening, ascending; always on the grid. */
  readonly news: readonly number[];
}

export interface LatentPathOptions {
  readonly seed: number;
  readonly durationMs: number;
  /** Probability at the opening, in (0, 1). */
  readonly start: number;
  /** Mean gap between two pieces of news. */
  readonly newsEveryMs: number;
  /** Shared news times, so that all outcomes of one event move together; drawn here when absent. */
  readonly news?: readonly number[];
}

export function latentPath(options: LatentPathOptions): LatentPath {
  const random = seededRandom(options.seed);
  const steps = Math.max(1, Math.floor(options.durationMs / GRID_MS));
  const news = options.news ?? drawNewsTimes(random, options.durationMs, options.newsEveryMs);
  const variances = stepVariances(random, steps, news);
  let remaining = HIDDEN_VARIANCE;
  for (const variance of variances) remaining += variance;

  const values = new Float64Array(steps + 1);
  let x = normalQuantile(options.start) * Math.sqrt(remaining);
  values[0] = options.start;
  for (let step = 1; step <= steps; step++) {
    const variance = variances[step - 1] ?? 0;
    x += Math.sqrt(variance) * gaussian(random);
    remaining -= variance;
    values[step] = normalCdf(x / Math.sqrt(remaining));
  }
  const finalProbability = values[steps] ?? options.start;
  const outcome = random.next() < finalProbability;
  return {
    finalProbability,
    outcome,
    news,
    probabilityAt(elapsedMs) {
      const step = Math.min(steps, Math.max(0, Math.floor(elapsedMs / GRID_MS)));
      return values[step] ?? finalProbability;
    },
  };
}

/** Poisson times on the grid, at least 4 s apart from the opening, the close and each other. */
export function drawNewsTimes(random: Random, durationMs: number, meanGapMs: number): number[] {
  const quietMs = 4_000;
  const times: number[] = [];
  let at = quietMs;
  for (;;) {
    at += quietMs - Math.log(1 - random.next()) * Math.max(1, meanGapMs - quietMs);
    const onGrid = Math.round(at / GRID_MS) * GRID_MS;
    if (onGrid > durationMs - quietMs) return times;
    times.push(onGrid);
  }
}

function stepVariances(random: Random, steps: number, news: readonly number[]): Float64Array {
  const variances = new Float64Array(steps).fill(DRIFT_VARIANCE_PER_STEP);
  for (const at of news) {
    const size = random.next() < LARGE_NEWS_SHARE ? LARGE_NEWS : SMALL_NEWS;
    const step = at / GRID_MS - 1;
    if (step >= 0 && step < steps) variances[step] = size * size;
  }
  return variances;
}
