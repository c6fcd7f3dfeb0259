import type { PriceView } from '../price/price-view.js';

/** A view without errors, changed as a test needs. */
export const viewOf = (changes: Partial<PriceView> = {}): PriceView => ({
  price: 84_000,
  volatility: 0.45,
  volatilityError: 0,
  basis: { mean: 0, sd: 0 },
  secondsLeft: 900,
  ...changes,
});
