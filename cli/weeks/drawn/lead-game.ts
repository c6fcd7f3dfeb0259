import { type LeadSport, leadMotion } from '@pm-arbitrage/core/fair-value/sports/lead-motion.js';
import { leadSports } from '@pm-arbitrage/core/fair-value/sports/lead-sports.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '@pm-arbitrage/simulator/world/normal.js';
import type { Judgement } from '../judgement.js';
import { unknownScale } from './unknown-scale.js';

/** How well bookmakers' spreads tell strength, points, and the spread of games around them. */
const ERRORS = { marginError: 2, sdError: 0.05 } as const;
/** Points by which teams differ. */
const DIFFER = 6;
const STEP_SECONDS = 60;

/** Whether the home side wins a basketball game, asked at some minute of it; played minute by minute, overtimes too. */
export function drawLeadGame(random: Random, group: number): Judgement {
  const sport: LeadSport = leadSports.nba;
  const told = DIFFER * gaussian(random);
  const margin = told + ERRORS.marginError * gaussian(random);
  const marginSd = sport.marginSd * unknownScale(random, ERRORS.sdError);
  const play = (lead: number, seconds: number): number => {
    let now = lead;
    for (let left = seconds; left > 0; left -= STEP_SECONDS) {
      const share = Math.min(STEP_SECONDS, left) / sport.regulationSeconds;
      now += margin * share + marginSd * Math.sqrt(share) * gaussian(random);
    }
    return now;
  };
  const secondsLeft = STEP_SECONDS * (1 + Math.floor((random.next() * sport.regulationSeconds) / STEP_SECONDS - 1e-9));
  const lead = Math.round(play(0, sport.regulationSeconds - secondsLeft));
  let end = Math.round(play(lead, secondsLeft));
  while (end === 0) end = Math.round(play(0, sport.overtimeSeconds));
  const game = { lead, secondsLeft, overtime: false, drawPossible: false };
  const { home } = leadMotion(sport, game, { margin: told, ...ERRORS });
  const known = leadMotion({ ...sport, marginSd }, game, { margin, marginError: 0, sdError: 0 });
  return {
    forecast: home.probability,
    stated: home.standardError,
    truth: known.home.probability,
    outcome: end > 0 ? 1 : 0,
    group,
  };
}
