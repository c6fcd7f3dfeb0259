import type { Condition } from '../../fair-value/settlement-interval.js';
import type { OracleNeed } from '../oracle-need.js';
import type { Worded } from '../worded.js';
import type { League } from './leagues.js';

/** A side of a game by its code in the table of teams, `buf`. */
export type TeamCode = string;

export type WinningSide = { readonly kind: 'team'; readonly team: TeamCode } | { readonly kind: 'draw' };
export type ScoringSide = { readonly kind: 'team'; readonly team: TeamCode } | { readonly kind: 'both' };

interface GameBase {
  readonly needs: readonly OracleNeed[];
  readonly league: Worded<League>;
  /** As the market lists them: American leagues name the guest first, football (soccer) the host. */
  readonly teams: Worded<readonly [TeamCode, TeamCode]>;
  /** Day of the start, US Eastern. */
  readonly day: Worded<string>;
  /** Unix ms; null where no text names the hour. */
  readonly startsAt: Worded<number> | null;
  /** `regulation`: after 90 minutes and stoppage; `final`: whatever is played to the end. */
  readonly scope: Worded<'final' | 'regulation'>;
  /** What becomes of a game that is not played; null where no text says. */
  readonly cancelled: Worded<'half' | 'fair-price' | 'no'> | null;
}

export interface GameWinnerTerms extends GameBase {
  readonly kind: 'game-winner';
  readonly yes: Worded<WinningSide>;
  /** What a level result pays YES; null in leagues whose games have a winner. */
  readonly tie: Worded<'no' | 'half' | 'yes'> | null;
}

/** Points, runs or goals of both sides together, or of one of them. */
export interface TotalTerms extends GameBase {
  readonly kind: 'total';
  readonly of: Worded<ScoringSide>;
  readonly condition: Worded<Condition>;
}

/** By how much a side wins: its points less those of the other. */
export interface SpreadTerms extends GameBase {
  readonly kind: 'spread';
  readonly of: Worded<TeamCode>;
  readonly condition: Worded<Condition>;
}

export type GameTerms = GameWinnerTerms | TotalTerms | SpreadTerms;
