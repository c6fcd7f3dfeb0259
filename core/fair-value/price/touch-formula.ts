import { normalCdf } from '../numerics/normal-cdf.js';

export type BarrierSide = 'up' | 'down';

/**
 * Probability that a martingale geometric Brownian motion reaches a barrier, watched without a break: reflection
 * principle with Girsanov's change of measure (Karatzas and Shreve §3.5).
 * @param distance ln(B/S) for a barrier above, ln(S/B) for one below; 0 or less: it is there
 * @param spread σ√τ
 */
export function touchFormula(side: BarrierSide, distance: number, spread: number): number {
  if (distance <= 0) return 1;
  if (spread === 0) return 0;
  const drift = (side === 'up' ? -1 : 1) * ((spread * spread) / 2);
  const factor = Math.exp(side === 'up' ? -distance : distance);
  const reflected = normalCdf((-distance - drift) / spread);
  const touched = normalCdf((-distance + drift) / spread) + (reflected === 0 ? 0 : factor * reflected);
  return Math.min(1, touched);
}
