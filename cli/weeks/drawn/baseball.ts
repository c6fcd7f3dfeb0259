import { baseballGame } from '@pm-arbitrage/core/fair-value/sports/baseball-game.js';
import { inningMasses } from '@pm-arbitrage/core/fair-value/sports/inning-masses.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { Judgement } from '../judgement.js';
import { unknownScale } from './unknown-scale.js';

const ERROR = 0.1;
const LEAST_RUNS = 3.5;
const MORE_RUNS = 2;
const INNINGS = 9;
const CONTROL = 0.852;

/** Whether the home side wins a baseball game, asked before some inning; played half-inning by half-inning, to a winner. */
export function drawBaseball(random: Random, group: number): Judgement {
  const draw = () => {
    const told = LEAST_RUNS + MORE_RUNS * random.next();
    const runs = told * unknownScale(random, ERROR);
    return { told, runs, masses: inningMasses(runs / INNINGS, CONTROL) };
  };
  const [home, away] = [draw(), draw()];
  const bat = (masses: readonly number[]): number => {
    let left = random.next();
    const runs = masses.findIndex((mass) => (left -= mass) < 0);
    return Math.max(0, runs);
  };
  const inning = 1 + Math.floor(INNINGS * random.next());
  let lead = 0;
  for (let past = 1; past < inning; past++) lead += bat(home.masses) - bat(away.masses);
  let end = lead;
  for (let now = inning; now <= INNINGS || end === 0; now++) end += bat(home.masses) - bat(away.masses);
  const game = { lead, inning, half: 'top', outs: 0, bases: '---', extraRunner: false } as const;
  const said = baseballGame(game, { home: home.told, away: away.told, error: ERROR });
  const known = baseballGame(game, { home: home.runs, away: away.runs, error: 0 });
  return {
    forecast: said.home.probability,
    stated: said.home.standardError,
    truth: known.home.probability,
    outcome: end > 0 ? 1 : 0,
    group,
  };
}
