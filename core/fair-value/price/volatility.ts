/** A measured volatility. */
export interface Volatility {
  /** Annualised. */
  readonly value: number;
  /** Relative standard error, 1/√(2n) for n effective returns. */
  readonly relativeError: number;
}
