import { normalQuantile } from '@pm-arbitrage/core/fair-value/numerics/normal-quantile.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';

/** How long orders take, ms: half of them at most `medianMs`, 99 of 100 at most `p99Ms`, which is larger. */
export interface LatencyModel {
  readonly medianMs: number;
  readonly p99Ms: number;
}

const P99 = normalQuantile(0.99);

/** Draws times of a log-normal law with these two quantiles: never negative, with the long tail that networks have. */
export function latencyDraw({ medianMs, p99Ms }: LatencyModel, random: Random): () => number {
  const sigma = Math.log(p99Ms / medianMs) / P99;
  // A quantile of 0 is minus infinity: an order that takes no time.
  return () => medianMs * Math.exp(sigma * normalQuantile(Math.max(random.next(), 2 ** -32)));
}
