import { normalQuantile } from '../fair-value/numerics/normal-quantile.js';
import { PerformanceError } from './performance-error.js';

/**
 * Wilson's score interval (1927) of a share: `hits` of `count`, both sides together with `confidence`. Without any
 * trials it is 0…1.
 * @throws PerformanceError `performance.share` for hits that are no part of count
 */
export function wilsonInterval(
  hits: number,
  count: number,
  confidence: number,
): { readonly low: number; readonly high: number } {
  if (!(hits >= 0 && hits <= count) || !Number.isFinite(count) || !(confidence > 0 && confidence < 1)) {
    throw new PerformanceError('performance.share', `${hits} of ${count} at confidence ${confidence} is no share`, {
      hits,
      count,
      confidence,
    });
  }
  if (count === 0) return { low: 0, high: 1 };
  const z = normalQuantile((1 + confidence) / 2);
  const share = hits / count;
  const denominator = 1 + (z * z) / count;
  const centre = (share + (z * z) / (2 * count)) / denominator;
  const half = (z / denominator) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return { low: hits === 0 ? 0 : centre - half, high: hits === count ? 1 : centre + half };
}
