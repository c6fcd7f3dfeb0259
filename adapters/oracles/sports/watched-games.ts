import type { League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import { type GameSymbol, readGameSymbol } from './game-symbol.js';

/** The games among what is watched, found by league, teams in either order, and day. */
export class WatchedGames {
  readonly #byKey = new Map<string, GameSymbol>();
  readonly games: readonly GameSymbol[];

  constructor(symbols: Iterable<string>) {
    this.games = [...symbols].map(readGameSymbol).filter((game) => game !== null);
    for (const game of this.games) this.#byKey.set(keyOf(game.league, game.teams, game.day), game);
  }

  find(league: League, teams: readonly [string, string], day: string): GameSymbol | null {
    return this.#byKey.get(keyOf(league, teams, day)) ?? null;
  }

  /** Games of two teams on any day. */
  between(league: League, teams: readonly [string, string]): readonly GameSymbol[] {
    const pair = keyOf(league, teams, '');
    return this.games.filter((game) => keyOf(game.league, game.teams, '') === pair);
  }
}

const keyOf = (league: League, teams: readonly [string, string], day: string): string =>
  [league, ...teams.toSorted(), day].join(' ');
