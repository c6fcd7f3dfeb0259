import { mean } from 'simple-statistics';
import { requireNumber } from './require-number.js';

/**
 * Mean of returns above `target` (per period) over √(mean of min(0, r − target)²), all periods counted (Sortino and
 * van der Meer 1991). Per period, not annualised. null with fewer than two periods, or when nothing fell short and the
 * mean is not the target; 0 when every return is the target.
 * @throws PerformanceError
 */
export function sortinoRatio(returns: readonly number[], target = 0): number | null {
  const above = returns.map((value) => requireNumber('return', value) - requireNumber('target', target));
  if (above.length < 2) return null;
  const excess = mean(above);
  const downside = Math.sqrt(mean(above.map((value) => Math.min(0, value) ** 2)));
  if (downside === 0) return excess === 0 ? 0 : null;
  return excess / downside;
}
