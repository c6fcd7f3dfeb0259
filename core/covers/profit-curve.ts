import { modelAt } from '../fees/model-at.js';
import { roundingOf, type TakerFee, takerFeeOf } from '../fees/taker-fee.js';
import { mulDiv, notional, type Price, type Quantity } from '../money/money.js';
import type { SizeCurve } from './best-size.js';
import type { EvaluationOptions, LegInput } from './evaluation.js';
import { LegDepth } from './leg-depth.js';

const MILLION = 1_000_000;

/** A leg with its depth priced. */
export interface Walk {
  readonly input: LegInput;
  readonly depth: LegDepth;
  readonly fee: TakerFee;
}

export function walkOf(input: LegInput, at: number): Walk {
  const fee = takerFeeOf(modelAt(input.market.fees, at));
  return { input, fee, depth: new LegDepth(input.update, input.side, fee) };
}

/** The lot counts that the books and the smallest orders leave. */
export interface LotLimits {
  readonly first: number;
  readonly last: number;
  /** The leg with the least depth. */
  readonly shallowest: number;
}

export function lotLimits(walks: readonly Walk[], lot: Quantity, maxQuantity: Quantity | undefined): LotLimits {
  let least: number = lot;
  let most = Number.POSITIVE_INFINITY;
  let shallowest = 0;
  for (const [index, { input, depth }] of walks.entries()) {
    least = Math.max(least, input.market.minQuantity);
    if (depth.available < most) {
      most = depth.available;
      shallowest = index;
    }
  }
  if (maxQuantity !== undefined) most = Math.min(most, maxQuantity);
  return { first: Math.ceil(least / lot), last: Math.floor(most / lot), shallowest };
}

/** Payout − cost − hurdle × cost as a function of the lots bought; what best-size.ts asks of it is explained there. */
export function profitCurve(
  walks: readonly Walk[],
  floor: Price,
  lot: Quantity,
  limits: LotLimits,
  { at, budget, hurdlePpm = 0 }: EvaluationOptions,
): SizeCurve {
  const scale = 1 + hurdlePpm / MILLION;
  const roundings = walks.map(({ input }) => roundingOf(modelAt(input.market.fees, at)));
  const oneFillEach = roundings.reduce((sum, { above, below }) => sum + above + below, 0);
  let lastLots = 0;
  let lastTotal = 0;
  // The search asks what a size costs and then what it is worth.
  const total = (lots: number): number => {
    if (lots === lastLots) return lastTotal;
    let cost = 0;
    for (const { depth } of walks) cost += depth.totalAt(lots * lot);
    lastLots = lots;
    lastTotal = cost;
    return cost;
  };
  return {
    first: limits.first,
    last: limits.last,
    value(lots) {
      const cost = total(lots);
      return notional((lots * lot) as Quantity, floor, 'down') - cost - mulDiv(cost, hurdlePpm, MILLION, 'up');
    },
    affordable: (lots) => total(lots) <= budget,
    permitted: (lots) => walks.every(({ input, depth }) => depth.costAt(lots * lot) >= input.market.minNotional),
    endOfSegment(lots) {
      let end = Number.POSITIVE_INFINITY;
      for (const { depth } of walks) end = Math.min(end, depth.endOfLevel(lots * lot));
      return Math.floor(end / lot);
    },
    // Payout and hurdle are rounded once each, hence the 2.
    noise: Math.ceil(oneFillEach * scale) + 2,
    slack(lots) {
      let rounding = 0;
      for (const [index, { input, depth }] of walks.entries()) {
        const { above, below } = roundings[index] as (typeof roundings)[number];
        const levels = input.side === 'yes' ? input.update.asks.length : input.update.bids.length;
        rounding += above * (depth.levelAt(lots * lot) + 1) + below * levels;
      }
      return Math.ceil(rounding * scale) + 2;
    },
  };
}
