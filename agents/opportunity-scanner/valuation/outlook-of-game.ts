import { baseballGame, type RunForecast } from '@pm-arbitrage/core/fair-value/sports/baseball-game.js';
import type { GameOdds } from '@pm-arbitrage/core/fair-value/sports/game-odds.js';
import type { GameOutlook } from '@pm-arbitrage/core/fair-value/sports/game-outlook.js';
import { type GoalForecast, goalGame } from '@pm-arbitrage/core/fair-value/sports/goal-game.js';
import { goalSports } from '@pm-arbitrage/core/fair-value/sports/goal-sports.js';
import { goalsFromOdds } from '@pm-arbitrage/core/fair-value/sports/goals-from-odds.js';
import { leadMotion } from '@pm-arbitrage/core/fair-value/sports/lead-motion.js';
import { leadSports } from '@pm-arbitrage/core/fair-value/sports/lead-sports.js';
import { marginFromOdds } from '@pm-arbitrage/core/fair-value/sports/margin-from-odds.js';
import { mixOutlooks } from '@pm-arbitrage/core/fair-value/sports/mix-outlooks.js';
import { runsFromOdds } from '@pm-arbitrage/core/fair-value/sports/runs-from-odds.js';
import { canTie, type League } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import { leagueShapes } from './league-shapes.js';

/** Where a game is in its time. */
export interface GameClock {
  /** 1, 2… */
  readonly period: number;
  /** Of the period; null in sports without a clock. */
  readonly secondsLeft: number | null;
  /** Baseball: absent where it is not told. */
  readonly half?: 'top' | 'bottom' | undefined;
}

/** The outlook of a running game at a lead of the home side. */
export type OutlookAt = (lead: number) => GameOutlook;

/** Stoppage time that is usually added to the halves of football (soccer), seconds; our assumption. */
const STOPPAGE: readonly [number, number] = [180, 360];

/**
 * The model of a league, given what odds said before the game and where it is; or why there is none. Odds are read once
 * a game, so what is made of them is given back as a function of the clock.
 * @throws FairValueError
 */
export function modelOfLeague(league: League, odds: GameOdds): (clock: GameClock) => OutlookAt | string {
  switch (league) {
    case 'nfl':
    case 'nba':
    case 'wnba':
      return leads(league, odds);
    case 'nhl': {
      const forecast = goalsFromOdds(goalSports.nhl, odds, leagueShapes.nhl.usualTotal ?? 0);
      return (clock) => hockey(clock, forecast);
    }
    case 'fifa-world-cup': {
      const forecast = goalsFromOdds(goalSports.soccer, odds, leagueShapes['fifa-world-cup'].usualTotal ?? 0);
      return (clock) => soccer(clock, forecast);
    }
    case 'mlb': {
      const forecast = runsFromOdds(odds, leagueShapes.mlb.usualTotal ?? 0);
      return (clock) => baseball(clock, forecast);
    }
  }
}

const NO_CLOCK = 'where its clock stands is not told';

function leads(league: 'nfl' | 'nba' | 'wnba', odds: GameOdds): (clock: GameClock) => OutlookAt | string {
  const sport = leadSports[league];
  const forecast = marginFromOdds(sport, odds);
  const { periods, periodSeconds } = leagueShapes[league];
  return ({ period, secondsLeft }) => {
    if (secondsLeft === null) return NO_CLOCK;
    const overtime = period > periods;
    const left = overtime ? secondsLeft : (periods - period) * (periodSeconds ?? 0) + secondsLeft;
    return (lead) => leadMotion(sport, { lead, secondsLeft: left, overtime, drawPossible: canTie[league] }, forecast);
  };
}

function hockey({ period, secondsLeft }: GameClock, forecast: GoalForecast): OutlookAt | string {
  if (secondsLeft === null) return NO_CLOCK;
  const { periods, periodSeconds } = leagueShapes.nhl;
  const length = periodSeconds ?? 0;
  // Overtime ends with its first goal: of regulation nothing is left.
  const left = period > periods ? 0 : (periods - period) * length + secondsLeft;
  return (lead) => goalGame(goalSports.nhl, { lead, shareLeft: left / (periods * length) }, forecast);
}

/** Ninety minutes with what is added; a game that goes on after them was level. */
function soccer({ period, secondsLeft }: GameClock, forecast: GoalForecast): OutlookAt | string {
  if (period > 2) return () => goalGame(goalSports.soccer, { lead: 0, shareLeft: 0 }, forecast);
  if (secondsLeft === null) return NO_CLOCK;
  if (period === 2 && secondsLeft === 0) return 'how much stoppage time is left is not told';
  const half = leagueShapes['fifa-world-cup'].periodSeconds ?? 0;
  const [first, second] = STOPPAGE;
  const left = secondsLeft + second + (period === 1 ? first + half : 0);
  const all = 2 * half + first + second;
  return (lead) => goalGame(goalSports.soccer, { lead, shareLeft: Math.min(1, left / all) }, forecast);
}

/** Where nobody tells which half of an inning it is, either may be, and that is an error of what we know. */
function baseball({ period, half }: GameClock, forecast: RunForecast): OutlookAt {
  const halves = half === undefined ? (['top', 'bottom'] as const) : [half];
  return (lead) =>
    mixOutlooks(
      halves.map((which) => ({
        weight: 1,
        outlook: baseballGame(
          { lead, inning: Math.max(1, period), half: which, outs: 0, bases: '---', extraRunner: true },
          forecast,
        ),
      })),
    );
}
