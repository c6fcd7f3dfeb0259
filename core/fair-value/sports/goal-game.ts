import { scaleNodes } from '../numerics/scale-nodes.js';
import { requireInput } from '../require-input.js';
import { compareCounts } from './compare-counts.js';
import { type GameCase, type GameOutlook, outlookOf } from './game-outlook.js';
import { poissonMasses } from './poisson-masses.js';

/** How a sport of goals treats a level score. */
export interface GoalSport {
  /** `stands`: level after regulation is a result of its own (soccer's 90 minutes). `decided`: there is a winner. */
  readonly level: 'stands' | 'decided';
  /** Where decided: share of overtimes that end by a goal, won in proportion to strength; the rest is a coin toss. */
  readonly goldenGoals: number;
  readonly source: string;
}

export interface GoalGame {
  /** Home minus away, goals. */
  readonly lead: number;
  /** Share of playing time of regulation still left, expected stoppage included, 0…1. */
  readonly shareLeft: number;
}

/** Goals expected of each side over a whole game, before it began. */
export interface GoalForecast {
  readonly home: number;
  readonly away: number;
  /** Relative standard error of each, independent of the other's. */
  readonly error: number;
}

/**
 * Result of a game of goals: independent Poisson counts at even rates over what is left (Maher 1982). Errors of both
 * rates are integrated over nine nodes each. The excess of low draws (Dixon and Coles 1997), red cards and empty nets are
 * not in it.
 * @throws FairValueError
 */
export function goalGame(sport: GoalSport, game: GoalGame, forecast: GoalForecast): GameOutlook {
  requireInput('lead', Math.abs(game.lead), 'count');
  const share = requireInput('shareLeft', game.shareLeft, 'probability');
  requireInput('goldenGoals', sport.goldenGoals, 'probability');
  requireInput('home goals', forecast.home, 'positive');
  requireInput('away goals', forecast.away, 'positive');
  const nodes = scaleNodes(requireInput('error', forecast.error, 'not-negative'));
  const sides = (goals: number) =>
    nodes.map(({ factor, weight }) => ({
      rate: goals * factor,
      weight,
      masses: poissonMasses(goals * factor * share),
    }));
  const away = sides(forecast.away);
  const cases: GameCase[] = [];
  for (const home of sides(forecast.home)) {
    for (const visitor of away) {
      const { ahead, level, behind } = compareCounts(game.lead, home.masses, visitor.masses);
      const weight = home.weight * visitor.weight;
      if (sport.level === 'stands') {
        cases.push({ weight, home: ahead, draw: level, away: behind });
        continue;
      }
      const goal = home.rate / (home.rate + visitor.rate);
      const wins = sport.goldenGoals * goal + (1 - sport.goldenGoals) / 2;
      cases.push({ weight, home: ahead + level * wins, draw: 0, away: behind + level * (1 - wins) });
    }
  }
  return outlookOf(cases);
}
