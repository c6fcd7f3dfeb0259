import type { FeeModel } from '../domain/fee-schedule.js';
import { notional, ONE_CONTRACT, type Price, type Quantity, type Usd, USD_SCALE, usd } from '../money/money.js';
import { kalshiGrids, kalshiRate, kalshiTradeFee } from './kalshi-fee.js';
import { chargePolymarket, polymarketRate } from './polymarket-fee.js';
import { quadraticFee, type Rate } from './quadratic.js';

/** Fee of buying `count` at `at` as a taker in one fill. */
export type TakerFee = (count: Quantity, at: Price) => Usd;

interface Compiled {
  readonly rate: Rate;
  readonly exponent: number;
  readonly fee: TakerFee;
}

// A walk asks hundreds of times for the same few models; reducing their rates once is most of the work.
const compiled = new WeakMap<FeeModel, Compiled>();

function compile(model: FeeModel): Compiled {
  const known = compiled.get(model);
  if (known !== undefined) return known;
  const made = model.kind === 'kalshi' ? compileKalshi(kalshiRate(model, 'taker')) : compilePolymarket(model);
  compiled.set(model, made);
  return made;
}

function compileKalshi(of: Rate): Compiled {
  const grid = kalshiGrids.direct;
  const fee: TakerFee = (count, at) => {
    const paid = notional(count, at, 'up');
    const exact = paid + kalshiTradeFee(of, count, at);
    const beyond = exact % grid;
    return usd((beyond === 0 ? exact : exact - beyond + grid) - paid);
  };
  return { rate: of, exponent: 1, fee };
}

function compilePolymarket(model: Extract<FeeModel, { kind: 'polymarket' }>): Compiled {
  const of = polymarketRate(model);
  const { exponent } = model;
  return { rate: of, exponent, fee: (count, at) => chargePolymarket(of, exponent, count, at, 'up') };
}

/** The fee function of a model, for callers that ask it often. Models must not be changed after their first use. */
export const takerFeeOf = (model: FeeModel): TakerFee => compile(model).fee;

/**
 * What a single taker fill that buys `count` contracts at `at` would be charged. Kalshi: trade fee and alignment of a
 * direct member's balance, as for the first fill of an order, so no rebate (kalshi.md §10.2). Polymarket: rounded up.
 */
export const takerFee = (model: FeeModel, count: Quantity, at: Price): Usd => compile(model).fee(count, at);

/**
 * The exact fee of one contract at `at`, rounded down to the micro-dollar: no size pays less per contract, save fills
 * whose whole fee is under Polymarket's $0.00001. For quick refusals only.
 */
export function takerFeeFloor(model: FeeModel, at: Price): Usd {
  const { rate, exponent } = compile(model);
  return quadraticFee(rate, exponent, ONE_CONTRACT, at, USD_SCALE, 'down') as Usd;
}

/** By how much what one fill costs (notional and fee, as computed here) may differ from the formula without rounding. */
export function roundingOf(model: FeeModel): { readonly above: number; readonly below: number } {
  return model.kind === 'kalshi' ? KALSHI_ROUNDING : POLYMARKET_ROUNDING;
}

// Notional and trade fee less than a micro-dollar each, and less than a step of the grid.
const KALSHI_ROUNDING = { above: 102, below: 0 };
// Notional less than a micro-dollar and fee less than a step of ten; or a fee of less than a step not charged.
const POLYMARKET_ROUNDING = { above: 11, below: 10 };
