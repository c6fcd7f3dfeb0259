import { divideBig, type Price, type Quantity, type Usd, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { PolymarketListing } from '../../world/polymarket-listing.js';

/** How the fifth decimal comes about; undocumented, and measured not to be half-up (reference §9.1). */
export type FeeRounding = 'down' | 'half-even' | 'up';

/** A fee is charged in steps of $0.00001. */
const STEP_MICRO_USD = 10;
/** Rates are decimals with at most this many places. */
const RATE_SCALE = 1_000_000;

/** What the taker of one match pays: C × rate × p (1 − p), to five decimals; less than one step is nothing. */
export function feeOf(fees: PolymarketListing['fees'], shares: Quantity, at: Price, rounding: FeeRounding): Usd {
  if (!fees) return ZERO_USD;
  const rate = BigInt(Math.round(fees.schedule.rate * RATE_SCALE));
  // 10⁻⁶ shares × 10⁻⁶ rate × 10⁻⁴ price × 10⁻⁴ price, in steps of 10⁻⁵ dollars.
  const exact = BigInt(shares) * rate * BigInt(at) * BigInt(10_000 - at);
  const step = 10n ** 15n;
  const steps = roundedSteps(exact, step, rounding);
  return exact < step ? ZERO_USD : usd(Number(steps) * STEP_MICRO_USD);
}

function roundedSteps(exact: bigint, step: bigint, rounding: FeeRounding): bigint {
  if (rounding !== 'half-even') return divideBig(exact, step, rounding);
  const whole = exact / step;
  const twice = 2n * (exact % step);
  return twice > step || (twice === step && whole % 2n === 1n) ? whole + 1n : whole;
}
