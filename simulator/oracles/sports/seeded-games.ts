import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import type { GameOf, SimulatedGame } from './game-of.js';

interface LeagueShape {
  readonly periods: number;
  readonly periodS: number;
  /** Wall time of the whole game over its clock. */
  readonly stretch: number;
  /** Times a side scores in a game, on average, and what each brings. */
  readonly scores: number;
  readonly points: number;
}

const SHAPES: Readonly<Record<SimulatedGame['league'], LeagueShape>> = {
  nfl: { periods: 4, periodS: 900, stretch: 3, scores: 4, points: 6 },
  nba: { periods: 4, periodS: 720, stretch: 3, scores: 50, points: 2 },
  mlb: { periods: 9, periodS: 1_200, stretch: 1, scores: 4, points: 1 },
  nhl: { periods: 3, periodS: 1_200, stretch: 2.3, scores: 3, points: 1 },
};

/**
 * Games whose sides score at times that the seed gives. A level score is won by the home side in the last second: nobody
 * plays overtime here.
 */
export function seededGames(seed: number): GameOf {
  const times = new Map<string, readonly number[]>();
  /** Shares of the game at which a side scores. */
  const scoresOf = (game: SimulatedGame, side: 'home' | 'away'): readonly number[] => {
    const key = `${game.symbol} ${side}`;
    let known = times.get(key);
    if (known) return known;
    const random = seededRandom(seedFrom(seed, key));
    const count = Math.round(SHAPES[game.league].scores * (0.4 + 1.2 * random.next()));
    times.set(key, (known = Array.from({ length: count }, () => random.next()).toSorted((a, b) => a - b)));
    return known;
  };
  return (game, time) => {
    const { periods, periodS, stretch, points } = SHAPES[game.league];
    const played = (time - game.startsAt) / (periods * periodS * stretch * 1_000);
    const share = Math.min(1, Math.max(0, played));
    const count = (side: 'home' | 'away') => scoresOf(game, side).filter((at) => at <= share).length * points;
    const awayScore = count('away');
    const homeScore = count('home') + (share === 1 && count('home') === awayScore ? points : 0);
    const period = played < 0 ? 0 : Math.min(periods, Math.floor(share * periods) + 1);
    const secondsLeft = played < 0 ? periodS : Math.round((period - share * periods) * periodS);
    const lead = (homeScore - awayScore) / points;
    const decided = 1 / (1 + Math.exp(-(lead + 0.2) / Math.max(0.05, 2 * Math.sqrt(1 - share))));
    return {
      state: played < 0 ? 'before' : share === 1 ? 'over' : 'playing',
      homeScore,
      awayScore,
      period,
      secondsLeft,
      homeWins: share === 1 ? Number(homeScore > awayScore) : decided,
    };
  };
}
