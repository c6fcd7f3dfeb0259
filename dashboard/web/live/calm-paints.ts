import type { Clock } from '@pm-arbitrage/core/clock/clock.js';

/** Faster than this nobody reads numbers, ms. */
const CALM_MS = 200;

/**
 * Calls back before a paint, the first time at once and then five times a second at most: what changes more often than
 * that costs a phone its battery and tells nobody anything.
 */
export function calmPaints(
  clock: Clock,
  nextPaint: (callback: () => void) => void = (callback) => requestAnimationFrame(callback),
): (callback: () => void) => void {
  let paintedAt = Number.NEGATIVE_INFINITY;
  return (callback) => {
    const paint = () =>
      nextPaint(() => {
        paintedAt = clock.monotonic();
        callback();
      });
    const wait = paintedAt + CALM_MS - clock.monotonic();
    if (wait <= 0) paint();
    else clock.after(wait, paint);
  };
}
