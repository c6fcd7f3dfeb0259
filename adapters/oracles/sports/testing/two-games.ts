import type { SimulatedGame } from '@pm-arbitrage/simulator/oracles/sports/game-of.js';

/** One in the afternoon, US Eastern, on November 22, 2026. */
export const KICK_OFF = Date.parse('2026-11-22T18:00:00Z');

/** Buffalo at Miami, and Golden State in New York. */
export const twoGames: readonly SimulatedGame[] = [
  {
    symbol: 'nfl-buf-mia-2026-11-22',
    league: 'nfl',
    home: { abbreviation: 'MIA', name: 'Miami Dolphins' },
    away: { abbreviation: 'BUF', name: 'Buffalo Bills' },
    startsAt: KICK_OFF,
  },
  {
    symbol: 'nba-gs-ny-2026-11-22',
    league: 'nba',
    home: { abbreviation: 'NYK', name: 'New York Knicks' },
    away: { abbreviation: 'GSW', name: 'Golden State Warriors' },
    startsAt: KICK_OFF + 3_600_000,
  },
];

export const [bills, warriors] = twoGames as unknown as readonly [SimulatedGame, SimulatedGame];
