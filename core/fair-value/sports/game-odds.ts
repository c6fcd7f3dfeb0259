/** What odds make of a game before it begins, margins taken out; they sum to 1. */
export interface GameOdds {
  readonly home: number;
  readonly draw: number;
  readonly away: number;
  /** Standard error of the home side's, by how far bookmakers are apart. */
  readonly error: number;
}
