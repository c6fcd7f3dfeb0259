import { GameOutlooks } from '@pm-arbitrage/agents/opportunity-scanner/valuation/game-outlooks.js';
import { leagueShapes } from '@pm-arbitrage/agents/opportunity-scanner/valuation/league-shapes.js';
import { SportsDesk } from '@pm-arbitrage/agents/opportunity-scanner/valuation/sports-desk.js';
import {
  gameTick,
  homeOf,
  KICK_OFF,
  oddsTick,
  winner,
} from '@pm-arbitrage/agents/opportunity-scanner/valuation/testing/game-terms.js';
import { valueGame } from '@pm-arbitrage/agents/opportunity-scanner/valuation/value-game.js';
import { type BaseballGame, baseballGame } from '@pm-arbitrage/core/fair-value/sports/baseball-game.js';
import { goalGame } from '@pm-arbitrage/core/fair-value/sports/goal-game.js';
import { goalSports } from '@pm-arbitrage/core/fair-value/sports/goal-sports.js';
import { inningMasses } from '@pm-arbitrage/core/fair-value/sports/inning-masses.js';
import { leadMotion } from '@pm-arbitrage/core/fair-value/sports/lead-motion.js';
import { leadSports } from '@pm-arbitrage/core/fair-value/sports/lead-sports.js';
import { poissonMasses } from '@pm-arbitrage/core/fair-value/sports/poisson-masses.js';
import { normalDraws } from '@pm-arbitrage/core/fair-value/testing/normal-draws.js';
import { type Random, seededRandom } from '@pm-arbitrage/core/random/random.js';
import type { Judgement } from '../../weeks/judgement.js';

type MadeLeague = 'nfl' | 'nhl' | 'fifa-world-cup' | 'mlb';

/** A game that was made up, as it stands at a moment, and what came of it. */
interface MadeGame {
  /** Of the home side before the game, and of a draw. */
  readonly odds: readonly [home: number, draw: number];
  readonly lead: number;
  readonly period: number;
  readonly secondsLeft: number | null;
  readonly half?: 'top' | 'bottom';
  /** The chance of the home side by the true strengths, at this moment. */
  readonly truth: number;
  readonly outcome: boolean;
}

interface Luck {
  readonly random: Random;
  readonly normal: () => number;
}

const NOW = KICK_OFF + 3_600_000;
const STRENGTHS = 40;
/** True totals are up to a tenth off the usual one, which the model takes for granted. */
const OFF_USUAL = 0.1;
const CONTROL = 0.852;

/** Moments of made-up games: what the scanner's model says from odds, score and clock, beside who knows the strengths. */
export function madeGames(league: MadeLeague, count: number, seed: number): readonly Judgement[] {
  const luck: Luck = { random: seededRandom(seed), normal: normalDraws(seed + 1) };
  const outlooks = new GameOutlooks();
  const terms = winner(league, homeOf(league), { tie: { value: 'no', text: '' } });
  const judged: Judgement[] = [];
  for (let strength = 0; strength < STRENGTHS; strength++) {
    const play = leagueOf[league](luck);
    const desk = new SportsDesk();
    for (let moment = 0; moment < count / STRENGTHS; moment++) {
      const { odds, lead, period, secondsLeft, half, truth, outcome } = play();
      if (moment === 0) desk.take(oddsTick(league, odds[0], odds[1]));
      // Leads count, and scores are never negative.
      const [homeScore, awayScore] = [20 + Math.max(0, lead), 20 + Math.max(0, -lead)];
      const at = NOW + moment;
      desk.take(gameTick(league, at, { homeScore, awayScore, period, secondsLeft, ...(half && { half }) }));
      const valuation = valueGame(terms, desk, outlooks, at);
      if (valuation.kind === 'unpriced') throw new Error(valuation.detail);
      const { probability: forecast, standardError: stated } = valuation;
      judged.push({ forecast, stated, truth, outcome: outcome ? 1 : 0, group: strength });
    }
  }
  return judged;
}

const leagueOf: Readonly<Record<MadeLeague, (luck: Luck) => () => MadeGame>> = {
  nfl: (luck) => leads(luck),
  nhl: (luck) => goals(luck, 'nhl'),
  'fifa-world-cup': (luck) => goals(luck, 'fifa-world-cup'),
  mlb: (luck) => innings(luck),
};

function leads({ random, normal }: Luck): () => MadeGame {
  const sport = leadSports.nfl;
  const margin = 6 * normal();
  const strength = { margin, marginError: 0, sdError: 0 };
  const at = (lead: number, secondsLeft: number) =>
    leadMotion(sport, { lead, secondsLeft, overtime: false, drawPossible: true }, strength);
  const start = at(0, sport.regulationSeconds);
  const home = start.home.probability / (start.home.probability + start.away.probability);
  return () => {
    const seconds = 60 + Math.floor(random.next() * 3_480);
    const share = seconds / sport.regulationSeconds;
    const walk = (part: number) => margin * part + sport.marginSd * Math.sqrt(part) * normal();
    const lead = Math.round(walk(1 - share));
    const final = Math.round(lead + walk(share));
    const overtime = sport.overtimeSeconds / sport.regulationSeconds;
    const decided = final !== 0 ? final : random.next() < sport.drawnOvertimes ? 0 : walk(overtime);
    const period = 4 - Math.floor((seconds - 1) / 900);
    const truth = at(lead, seconds).home.probability;
    return { odds: [home, 0], lead, period, secondsLeft: seconds - (4 - period) * 900, truth, outcome: decided > 0 };
  };
}

function goals({ random }: Luck, league: 'nhl' | 'fifa-world-cup'): () => MadeGame {
  const sport = league === 'nhl' ? goalSports.nhl : goalSports.soccer;
  const { usualTotal, periods, periodSeconds } = leagueShapes[league];
  const total = (usualTotal ?? 0) * (1 + OFF_USUAL * (2 * random.next() - 1));
  const part = 0.35 + 0.3 * random.next();
  const rates = { home: total * part, away: total * (1 - part), error: 0 };
  const start = goalGame(sport, { lead: 0, shareLeft: 1 }, rates);
  const length = periodSeconds ?? 0;
  // As the model takes it: stoppage time is played with the halves.
  const stoppage = league === 'nhl' ? [0, 0] : [180, 360];
  const all = periods * length + (stoppage[0] ?? 0) + (stoppage[1] ?? 0);
  return () => {
    const period = 1 + Math.floor(random.next() * periods);
    const secondsLeft = 60 + Math.floor(random.next() * (length - 60));
    const later = league === 'nhl' ? (periods - period) * length : period === 1 ? length + 540 : 360;
    const shareLeft = (secondsLeft + later) / all;
    const lead =
      draw(poissonMasses(rates.home * (1 - shareLeft)), random) -
      draw(poissonMasses(rates.away * (1 - shareLeft)), random);
    const final =
      lead + draw(poissonMasses(rates.home * shareLeft), random) - draw(poissonMasses(rates.away * shareLeft), random);
    const golden = sport.goldenGoals * part + (1 - sport.goldenGoals) / 2;
    const level = sport.level === 'decided' && random.next() < golden;
    return {
      odds: [start.home.probability, start.draw.probability],
      lead,
      period,
      secondsLeft,
      truth: goalGame(sport, { lead, shareLeft }, rates).home.probability,
      outcome: final > 0 || (final === 0 && level),
    };
  };
}

function innings({ random }: Luck): () => MadeGame {
  const total = (leagueShapes.mlb.usualTotal ?? 0) * (1 + OFF_USUAL * (2 * random.next() - 1));
  const part = 0.4 + 0.2 * random.next();
  const runs = { home: total * part, away: total * (1 - part), error: 0 };
  const masses = { home: inningMasses(runs.home / 9, CONTROL), away: inningMasses(runs.away / 9, CONTROL) };
  const scored = (side: 'home' | 'away', times: number) =>
    Array.from({ length: times }, () => draw(masses[side], random)).reduce((sum, one) => sum + one, 0);
  const game = (lead: number, inning: number, half: 'top' | 'bottom'): BaseballGame => ({
    lead,
    inning,
    half,
    outs: 0,
    bases: '---',
    extraRunner: true,
  });
  const start = baseballGame(game(0, 1, 'top'), runs).home.probability;
  return () => {
    const period = 1 + Math.floor(random.next() * 8);
    const half = random.next() < 0.5 ? 'top' : 'bottom';
    const lead = scored('home', period - 1) - scored('away', half === 'top' ? period - 1 : period);
    const truth = baseballGame(game(lead, period, half), runs).home.probability;
    const final = lead + scored('home', 10 - period) - scored('away', half === 'top' ? 10 - period : 9 - period);
    // Extra innings are left to the model: to play them out needs its own runner on second.
    const tie = baseballGame(game(0, 10, 'top'), runs).home.probability;
    return {
      odds: [start, 0],
      lead,
      period,
      secondsLeft: null,
      half,
      truth,
      outcome: final > 0 || (final === 0 && random.next() < tie),
    };
  };
}

/** A count drawn from its masses. */
function draw(masses: readonly number[], random: Random): number {
  let left = random.next();
  for (let count = 0; count < masses.length; count++) if ((left -= masses[count] ?? 0) < 0) return count;
  return masses.length;
}
