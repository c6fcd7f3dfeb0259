/** What bookmakers together make of a game, their margins taken out. */
export interface GameOdds {
  readonly kind: 'odds';
  /** As the service names them. */
  readonly home: string;
  readonly away: string;
  /** Unix ms. */
  readonly startsAt: number;
  readonly homeWins: number;
  readonly awayWins: number;
  readonly draw: number;
  /** Unix ms of the newest of them. */
  readonly updatedAt: number;
  /** Standard error of the home side's probability by how far bookmakers are apart; null for a single one. */
  readonly uncertainty: number | null;
}

export type OddsNews = GameOdds | { readonly kind: 'refused'; readonly reason: string };
