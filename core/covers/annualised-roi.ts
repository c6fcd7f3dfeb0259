const YEAR_MS = 365 * 86_400_000;
/** No venue pays sooner than this after a market ends, and it keeps the ratio finite for covers about to resolve. */
const SHORTEST_LOCK_MS = 3_600_000;

/** Simple, not compounded, return per year of capital locked from `now` to `resolutionTime` (Unix ms). Plain ratios. */
export function annualisedRoi(roi: number, now: number, resolutionTime: number): number {
  return (roi * YEAR_MS) / Math.max(resolutionTime - now, SHORTEST_LOCK_MS);
}
