import { requireInput } from '../require-input.js';
import { FairValueError } from '../fair-value-error.js';

/** Markets that never close: 365 days of 24 hours. */
export const SECONDS_PER_YEAR = 31_536_000;

/** What is known of a price that moves, seen through a feed that is not the settlement index itself. */
export interface PriceView {
  /** The feed's price, dollars. */
  readonly price: number;
  /** Annualised, 0.5 is 50 %. */
  readonly volatility: number;
  /** Relative standard error of the volatility. */
  readonly volatilityError: number;
  /** Feed minus settlement index, dollars: its mean, and its standard deviation around it. */
  readonly basis: { readonly mean: number; readonly sd: number };
  readonly secondsLeft: number;
}

/** A view in terms of the settlement index. */
export interface IndexView {
  /** Where the index is believed to be, dollars. */
  readonly index: number;
  /** Standard error of that, dollars. */
  readonly indexError: number;
  readonly volatility: number;
  readonly volatilityError: number;
  readonly secondsLeft: number;
  readonly years: number;
}

/** @throws FairValueError when a number lies outside its domain, or the basis leaves no positive index. */
export function indexView(view: PriceView): IndexView {
  requireInput('price', view.price, 'positive');
  requireInput('volatility', view.volatility, 'not-negative');
  requireInput('volatilityError', view.volatilityError, 'not-negative');
  requireInput('basis.mean', view.basis.mean, 'finite');
  requireInput('basis.sd', view.basis.sd, 'not-negative');
  requireInput('secondsLeft', view.secondsLeft, 'not-negative');
  const index = view.price - view.basis.mean;
  if (index <= 0) {
    throw new FairValueError(
      'fair-value.basis',
      'price less basis is not positive; the basis is that of another feed',
      {
        price: view.price,
        basis: view.basis.mean,
      },
    );
  }
  return {
    index,
    indexError: view.basis.sd,
    volatility: view.volatility,
    volatilityError: view.volatilityError,
    secondsLeft: view.secondsLeft,
    years: view.secondsLeft / SECONDS_PER_YEAR,
  };
}
