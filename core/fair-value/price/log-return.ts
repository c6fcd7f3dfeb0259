/** A move of a price over a time. */
export interface LogReturn {
  /** ln(P₁/P₀). */
  readonly value: number;
  readonly seconds: number;
}
