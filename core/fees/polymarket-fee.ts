import type { FeeModel } from '../domain/fee-schedule.js';
import { type Price, type Quantity, type Rounding, type Usd, USD_SCALE, usd, ZERO_USD } from '../money/money.js';
import { quadraticFee, type Rate, rate } from './quadratic.js';

export type PolymarketFeeModel = Extract<FeeModel, { kind: 'polymarket' }>;

export const polymarketRate = (model: PolymarketFeeModel): Rate => rate(model.ratePpm, 1_000_000);

/** The venue charges in steps of $0.00001. */
const UNITS_PER_DOLLAR = 100_000;
const USD_PER_UNIT = USD_SCALE / UNITS_PER_DOLLAR;

/**
 * What a taker is charged for one fill: C × rate × (p (1 − p))^exponent to 5 decimals; less than one step is nothing;
 * makers pay nothing (reference polymarket.md §9.1). The venue does not document its rounding. One measured fill shows
 * that it is not half-up, so `up` is never too little: use it for budgets and for paper accounting alike; `down` is
 * what that fill was charged.
 */
export function polymarketTakerFee(
  model: PolymarketFeeModel,
  count: Quantity,
  at: Price,
  rounding: Rounding = 'up',
): Usd {
  return chargePolymarket(polymarketRate(model), model.exponent, count, at, rounding);
}

/** The same for a rate that was already reduced. */
export function chargePolymarket(of: Rate, exponent: number, count: Quantity, at: Price, rounding: Rounding): Usd {
  const units = quadraticFee(of, exponent, count, at, UNITS_PER_DOLLAR, rounding);
  // A fee rounded up to one step may be less than the step, and such fees are not charged.
  if (units === 0 || (units === 1 && quadraticFee(of, exponent, count, at, UNITS_PER_DOLLAR, 'down') === 0)) {
    return ZERO_USD;
  }
  return usd(units * USD_PER_UNIT);
}
