import { GAUSS_LEGENDRE } from './gauss-legendre.js';

/** Beyond this many standard deviations lies less than 1e-16. */
const REACH = 8.5;
const DENSITY = 1 / Math.sqrt(2 * Math.PI);
const BASE_EDGES = [-REACH, -3, 0, 3, REACH] as const;

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Mean and variance of f(Z), Z standard normal. f may have steps or kinks at `edges` (in z), each smeared out over
 * about `width`: panels are set close around them, 12 Gauss–Legendre points to a panel. The weights are brought to sum 1.
 */
export function expectOverNormal(f: (z: number) => number, edges: readonly number[], width: number): Moments {
  const cuts: number[] = [...BASE_EDGES];
  for (const edge of edges) {
    for (const steps of [-6, -2, 0, 2, 6]) {
      const cut = edge + steps * width;
      if (cut > -REACH && cut < REACH) cuts.push(cut);
    }
  }
  cuts.sort((a, b) => a - b);
  const values: number[] = [];
  const weights: number[] = [];
  let total = 0;
  let mean = 0;
  for (let index = 1; index < cuts.length; index++) {
    const from = cuts[index - 1] as number;
    const half = ((cuts[index] as number) - from) / 2;
    if (half <= 0) continue;
    for (const [node, weight] of GAUSS_LEGENDRE) {
      const z = from + half * (1 + node);
      const mass = half * weight * DENSITY * Math.exp(-0.5 * z * z);
      const value = f(z);
      values.push(value);
      weights.push(mass);
      total += mass;
      mean += mass * value;
    }
  }
  mean /= total;
  let variance = 0;
  for (let index = 0; index < values.length; index++) {
    variance += ((weights[index] as number) / total) * ((values[index] as number) - mean) ** 2;
  }
  return { mean, variance };
}
