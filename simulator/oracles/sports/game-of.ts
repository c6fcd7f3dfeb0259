/** A game of the simulated world. */
export interface SimulatedGame {
  /** `nfl-buf-mia-2026-11-22` */
  readonly symbol: string;
  readonly league: 'nfl' | 'nba' | 'mlb' | 'nhl';
  readonly home: GameSide;
  readonly away: GameSide;
  /** Unix ms. */
  readonly startsAt: number;
}

export interface GameSide {
  /** `BUF` */
  readonly abbreviation: string;
  /** `Buffalo Bills` */
  readonly name: string;
}

/** How a game stands. */
export interface GameNow {
  readonly state: 'before' | 'playing' | 'over';
  readonly homeScore: number;
  readonly awayScore: number;
  /** 0 before the game. */
  readonly period: number;
  /** Seconds left in the period. */
  readonly secondsLeft: number;
  /** Probability that the home side wins, as it is at this moment. */
  readonly homeWins: number;
}

/**
 * How a game stands at a time, Unix ms. The same game and time give the same answer, whoever asks and in whatever order,
 * so that all services tell of one world.
 */
export type GameOf = (game: SimulatedGame, time: number) => GameNow;
