import { scaleNodes } from '../numerics/scale-nodes.js';
import { requireInput } from '../require-input.js';
import { addCounts } from './add-counts.js';
import { compareCounts } from './compare-counts.js';
import { type GameCase, type GameOutlook, outlookOf } from './game-outlook.js';
import { inningMasses } from './inning-masses.js';
import { type Bases, runExpectancy } from './run-expectancy.js';

const INNINGS = 9;
/** Tango's control value for two teams that play each other. */
const CONTROL = 0.852;

export interface BaseballGame {
  /** Home minus away, runs. */
  readonly lead: number;
  readonly inning: number;
  /** Who bats: the visitors in the top. */
  readonly half: 'top' | 'bottom';
  readonly outs: 0 | 1 | 2;
  readonly bases: Bases;
  /** Whether extra innings begin with a runner on second (regular season since 2020). */
  readonly extraRunner: boolean;
}

/** Runs expected of each side over nine innings, before the game. */
export interface RunForecast {
  readonly home: number;
  readonly away: number;
  /** Relative standard error of each, independent of the other's. */
  readonly error: number;
}

/** Masses of the runs still to come in regulation, and in an extra inning, for one side at one strength. */
function sideMasses(perInning: number, game: BaseballGame, batting: boolean, fullInnings: number) {
  const opening = runExpectancy['---'][0];
  const start = game.extraRunner ? runExpectancy['-2-'][0] / opening : 1;
  const extra = inningMasses(perInning * start, CONTROL);
  let rest: readonly number[] = batting
    ? inningMasses((perInning * runExpectancy[game.bases][game.outs]) / opening, CONTROL)
    : [1];
  const whole = game.inning > INNINGS ? extra : inningMasses(perInning, CONTROL);
  for (let inning = 0; inning < fullInnings; inning++) rest = addCounts(rest, whole);
  return { rest, extra };
}

/**
 * Result of a baseball game: runs of each half-inning by Tango's distribution, the running one with the mean that bases
 * and outs leave, extra innings one by one until somebody leads. Errors of both strengths are integrated over nine nodes
 * each. That the home side stops when it leads in the ninth changes no winner. Pitching changes are not in it.
 * @throws FairValueError
 */
export function baseballGame(game: BaseballGame, forecast: RunForecast): GameOutlook {
  requireInput('lead', Math.abs(game.lead), 'count');
  const inning = requireInput('inning', game.inning, 'positive-count');
  requireInput('home runs', forecast.home, 'positive');
  requireInput('away runs', forecast.away, 'positive');
  const nodes = scaleNodes(requireInput('error', forecast.error, 'not-negative'));
  const later = Math.max(0, INNINGS - inning);
  const top = game.half === 'top';
  const sides = (runs: number, batting: boolean, fullInnings: number) =>
    nodes.map(({ factor, weight }) => ({
      weight,
      ...sideMasses((runs * factor) / INNINGS, game, batting, fullInnings),
    }));
  const away = sides(forecast.away, top, later);
  const cases: GameCase[] = [];
  for (const home of sides(forecast.home, !top, top ? later + 1 : later)) {
    for (const visitor of away) {
      const { ahead, level, behind } = compareCounts(game.lead, home.rest, visitor.rest);
      const decider = compareCounts(0, home.extra, visitor.extra);
      const wins = decider.ahead / (decider.ahead + decider.behind);
      cases.push({
        weight: home.weight * visitor.weight,
        home: ahead + level * wins,
        draw: 0,
        away: behind + level * (1 - wins),
      });
    }
  }
  return outlookOf(cases);
}
