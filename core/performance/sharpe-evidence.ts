/** A measured Sharpe ratio and the shape of what it was measured from. */
export interface SharpeEvidence {
  /** Per period, never annualised. */
  readonly sharpe: number;
  readonly count: number;
  readonly skewness: number;
  /** 3 for a normal law. */
  readonly kurtosis: number;
}
