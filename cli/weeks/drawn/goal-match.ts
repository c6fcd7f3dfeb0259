import { goalGame } from '@pm-arbitrage/core/fair-value/sports/goal-game.js';
import { goalSports } from '@pm-arbitrage/core/fair-value/sports/goal-sports.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Judgement } from '../judgement.js';
import { unknownScale } from './unknown-scale.js';

/** How well expected goals are told, relative. */
const ERROR = 0.12;
const LEAST_GOALS = 0.7;
const MORE_GOALS = 1.6;

/** Whether the home side wins a soccer match within ninety minutes, asked at some time of it; goals come one by one. */
export function drawGoalMatch(random: Random, group: number): Judgement {
  const draw = () => {
    const told = LEAST_GOALS + MORE_GOALS * random.next();
    return { told, rate: told * unknownScale(random, ERROR) };
  };
  const [home, away] = [draw(), draw()];
  const shareLeft = random.next();
  /** Goals in a share of the match: exponential waits until it is over. */
  const goals = (rate: number, share: number): number => {
    let count = 0;
    for (let at = -Math.log(1 - random.next()) / rate; at < share; at -= Math.log(1 - random.next()) / rate) count++;
    return count;
  };
  const lead = goals(home.rate, 1 - shareLeft) - goals(away.rate, 1 - shareLeft);
  const end = lead + goals(home.rate, shareLeft) - goals(away.rate, shareLeft);
  const game = { lead, shareLeft };
  const said = goalGame(goalSports.soccer, game, { home: home.told, away: away.told, error: ERROR });
  const known = goalGame(goalSports.soccer, game, { home: home.rate, away: away.rate, error: 0 });
  return {
    forecast: said.home.probability,
    stated: said.home.standardError,
    truth: known.home.probability,
    outcome: end > 0 ? 1 : 0,
    group,
  };
}
