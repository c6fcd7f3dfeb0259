import type { GameTerms } from '@pm-arbitrage/core/settlement-terms/sports/game-terms.js';
import type { Running } from '../in-play.js';
import { gameStanding } from './game-standing.js';
import type { SportsDesk } from './sports-desk.js';

/** A game that was heard running so lately runs, unless it is said to be over, ms. */
const HEARD_MS = 600_000;

/** Whether the game of a market runs now, and how surely that is known how it stands; `now` Unix ms. */
export function gameRunning(terms: GameTerms, desk: SportsDesk, now: number): Running | null {
  const told = desk.told(terms.needs[0]?.symbol ?? '').filter(({ at }) => now - at <= HEARD_MS);
  const runs = told.some(({ fact }) => fact.state === 'playing' || fact.state === 'suspended');
  const ends = told.filter(({ fact }) => fact.state === 'over').length;
  // One source that says that it is over proves nothing.
  if (!runs && ends !== 1) return null;
  const standing = gameStanding(terms, desk, now);
  return { confident: standing !== null && !('kind' in standing) && standing.confident };
}
