/** What a backtest rests on, for the person who reads its result. */
export interface DataFacts {
  /** A line a source: what it is, and how much. */
  readonly sources: readonly string[];
  /** What is missing in it, or was left out. */
  readonly warnings: readonly string[];
  /** Some books are assumed around prices: their fills are assumed, not shown, and no verdict rests on them. */
  readonly withoutDepth: boolean;
}
