import type { Random } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '@pm-arbitrage/simulator/world/normal.js';

/** By what a scale known to within a relative standard error may be off: log-normal of mean 1. */
export function unknownScale(random: Random, relativeError: number): number {
  const spread = Math.sqrt(Math.log1p(relativeError ** 2));
  return Math.exp(spread * gaussian(random) - spread ** 2 / 2);
}
