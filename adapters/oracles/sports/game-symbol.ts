import { type League, leagues } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';

/** A game as ticks name it: `nfl-buf-mia-2026-11-22`. */
export interface GameSymbol {
  readonly symbol: string;
  readonly league: League;
  /** Codes of the table of teams; American leagues name the guest first, football (soccer) the host. */
  readonly teams: readonly [string, string];
  /** Day of the start, US Eastern. */
  readonly day: string;
}

/** @returns null for a symbol that is none, or whose league is not in the list. */
export function readGameSymbol(symbol: string): GameSymbol | null {
  const league = leagues.find((one) => symbol.startsWith(`${one}-`));
  const found = /^([a-z0-9]{2,5})-([a-z0-9]{2,5})-(\d{4}-\d\d-\d\d)$/.exec(symbol.slice((league?.length ?? 0) + 1));
  const [, first = '', second = '', day = ''] = found ?? [];
  if (league === undefined || found === null || first === second || Number.isNaN(Date.parse(`${day}T00:00:00Z`)))
    return null;
  return { symbol, league, teams: [first, second], day };
}
