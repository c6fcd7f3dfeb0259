import { GAUSS_LEGENDRE } from '../numerics/gauss-legendre.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import { type BarrierSide, touchFormula } from './touch-formula.js';

/** Looks at a price, `years` apart, the last one at expiry. */
export interface Watch {
  readonly years: number;
  /** By how many σ√Δ the best look falls short of the best price. */
  readonly shortfall: number;
}

/** From this many σ√Δ on, moving the barrier is as good as looking at the next look. */
const NEAR = 4;
const DENSITY = 1 / Math.sqrt(2 * Math.PI);

const driftOf = (side: BarrierSide, spread: number): number => ((side === 'up' ? -1 : 1) * spread * spread) / 2;

/** Beyond the barrier at one given look. */
function beyondAt(side: BarrierSide, distance: number, spread: number): number {
  if (spread === 0) return distance <= 0 ? 1 : 0;
  return normalCdf((-distance + driftOf(side, spread)) / spread);
}

/** The barrier moved away by the shortfall, kept between "beyond it at the end" and the continuous answer. */
function movedBarrier(side: BarrierSide, distance: number, volatility: number, years: number, watch: Watch): number {
  const spread = volatility * Math.sqrt(years);
  const ends = beyondAt(side, distance, spread);
  if (years <= watch.years) return ends;
  const farther = distance + watch.shortfall * volatility * Math.sqrt(watch.years);
  return Math.min(touchFormula(side, distance, spread), Math.max(ends, touchFormula(side, farther, spread)));
}

/** There at the next look, or short of it then and there later: the price at the next look is integrated over. */
function overNextLook(side: BarrierSide, distance: number, volatility: number, years: number, watch: Watch): number {
  const later = watch.years * (Math.ceil(years / watch.years) - 1);
  const spread = volatility * Math.sqrt(years - later);
  if (spread === 0) return distance <= 0 ? 1 : movedBarrier(side, distance, volatility, later, watch);
  // How far short the next look falls is spread·x, x > 0.
  const centre = (distance - driftOf(side, spread)) / spread;
  const from = Math.max(0, centre - 8);
  const half = (centre + 8 - from) / 4;
  let short = 0;
  for (const middle of [from + half, from + 3 * half]) {
    for (const [node, weight] of GAUSS_LEGENDRE) {
      const x = middle + half * node;
      const mass = half * weight * DENSITY * Math.exp(-0.5 * (x - centre) ** 2);
      short += mass * movedBarrier(side, spread * x, volatility, later, watch);
    }
  }
  return normalCdf(-centre) + short;
}

/**
 * Probability that a martingale geometric Brownian motion is beyond a barrier at one of the looks (Broadie, Glasserman and
 * Kou 1997). A price beyond the barrier between two looks has not reached it yet.
 * @param distance ln(B/S) for a barrier above, ln(S/B) for one below
 */
export function watchedTouch(
  side: BarrierSide,
  distance: number,
  volatility: number,
  years: number,
  watch: Watch,
): number {
  if (years <= watch.years || volatility === 0) return movedBarrier(side, distance, volatility, years, watch);
  if (distance >= NEAR * volatility * Math.sqrt(watch.years)) {
    return movedBarrier(side, distance, volatility, years, watch);
  }
  const spread = volatility * Math.sqrt(years);
  const looked = overNextLook(side, distance, volatility, years, watch);
  return Math.min(touchFormula(side, distance, spread), Math.max(beyondAt(side, distance, spread), looked));
}
