import { estimateOf } from '../estimate-of.js';
import type { Estimate } from '../estimate.js';
import { mixEstimates } from '../mix-estimates.js';
import { expectOverNormal } from '../numerics/expect-over-normal.js';
import { scaleNodes } from '../numerics/scale-nodes.js';
import { requireInput } from '../require-input.js';
import { indexView, type PriceView, SECONDS_PER_YEAR } from './price-view.js';
import { type BarrierSide, touchFormula } from './touch-formula.js';
import { type Watch, watchedTouch } from './watched-touch.js';

/** How the price is watched: without a break (candle highs), at single instants, or as trimmed means of whole minutes. */
export type Monitoring =
  | { readonly kind: 'continuous' }
  | { readonly kind: 'instants'; readonly seconds: number }
  | { readonly kind: 'trimmed-minutes' };

export interface Barrier {
  readonly side: BarrierSide;
  readonly level: number;
  /** It was reached earlier in the period: the answer is 1. */
  readonly touched: boolean;
  readonly monitoring: Monitoring;
}

/** −ζ(½)/√2π: by this many σ√Δ the maximum at instants falls short (Broadie, Glasserman and Kou 1997). */
export const INSTANT_SHORTFALL = 0.5826;
/** The same for means over the minute, its outer fifths left out. Measured by simulation, see barrier-touch.test.ts. */
export const TRIMMED_MINUTE_SHORTFALL = 0.76;

function watchOf(monitoring: Monitoring): Watch | null {
  switch (monitoring.kind) {
    case 'continuous':
      return null;
    case 'instants':
      return {
        years: requireInput('seconds', monitoring.seconds, 'positive') / SECONDS_PER_YEAR,
        shortfall: INSTANT_SHORTFALL,
      };
    case 'trimmed-minutes':
      return { years: 60 / SECONDS_PER_YEAR, shortfall: TRIMMED_MINUTE_SHORTFALL };
  }
}

/**
 * Probability that a barrier is reached before the period ends. Watched at intervals, the barrier is moved away by the
 * shortfall and the answer kept between "beyond it at the end" and the continuous one; near the barrier
 * the next look is integrated over. Beyond a few days an implied volatility is better than a realised one.
 * The error of the index is integrated over panels around the barrier, that of the volatility over nine nodes.
 * @throws FairValueError
 */
export function barrierTouch(view: PriceView, barrier: Barrier): Estimate {
  const { index, indexError, volatility, volatilityError, years } = indexView(view);
  const level = requireInput('barrier', barrier.level, 'positive');
  const watch = watchOf(barrier.monitoring);
  if (barrier.touched) return { probability: 1, standardError: 0 };
  const away = barrier.side === 'up' ? Math.log(level / index) : Math.log(index / level);
  const error = indexError / index;
  return mixEstimates(
    scaleNodes(volatilityError).map(({ factor, weight }) => {
      const given = (distance: number) =>
        watch === null
          ? touchFormula(barrier.side, distance, volatility * factor * Math.sqrt(years))
          : watchedTouch(barrier.side, distance, volatility * factor, years, watch);
      if (error === 0) return { weight, estimate: estimateOf(given(away), 0) };
      const shift = watch === null ? 0 : watch.shortfall * volatility * factor * Math.sqrt(watch.years);
      const edges = shift === 0 ? [-away / error] : [-away / error, (-away - shift) / error];
      const width = (volatility * factor * Math.sqrt(years)) / error;
      const { mean, variance } = expectOverNormal((z) => given(away + error * z), edges, width);
      return { weight, estimate: estimateOf(mean, variance) };
    }),
  );
}
