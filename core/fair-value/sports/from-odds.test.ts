import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { baseballGame } from './baseball-game.js';
import { goalGame } from './goal-game.js';
import { goalSports } from './goal-sports.js';
import { goalsFromOdds } from './goals-from-odds.js';
import { leadMotion } from './lead-motion.js';
import { leadSports } from './lead-sports.js';
import { marginFromOdds } from './margin-from-odds.js';
import { mixOutlooks } from './mix-outlooks.js';
import { runsFromOdds } from './runs-from-odds.js';
import { solveRising } from './solve-rising.js';
import { withUnseenScores } from './unseen-scores.js';

const two = (home: number, error = 0) => ({ home, draw: 0, away: 1 - home, error });
const share = fc.double({ min: 0.1, max: 0.9, noNaN: true });

describe('strengths by odds give the odds back', () => {
  it('of leads', () => {
    fc.assert(
      fc.property(share, fc.constantFrom('nfl' as const, 'nba' as const, 'wnba' as const), (home, league) => {
        const sport = leadSports[league];
        const { margin } = marginFromOdds(sport, two(home));
        const start = { lead: 0, secondsLeft: sport.regulationSeconds, overtime: false, drawPossible: false };
        const outlook = leadMotion(sport, start, { margin, marginError: 0, sdError: 0 });
        expect(outlook.home.probability).toBeCloseTo(home, 9);
      }),
      { numRuns: 30 },
    );
  });

  it('of goals: of three results with their total, of two with the usual one', () => {
    const start = { lead: 0, shareLeft: 1 };
    const { home, away } = goalsFromOdds(goalSports.soccer, { home: 0.5, draw: 0.25, away: 0.25, error: 0 }, 2.6);
    const soccer = goalGame(goalSports.soccer, start, { home, away, error: 0 });
    expect(soccer.home.probability).toBeCloseTo(0.5, 6);
    expect(soccer.draw.probability).toBeCloseTo(0.25, 6);
    const hockey = goalsFromOdds(goalSports.nhl, two(0.6), 6.1);
    expect(hockey.home + hockey.away).toBeCloseTo(6.1, 9);
    expect(goalGame(goalSports.nhl, start, { ...hockey, error: 0 }).home.probability).toBeCloseTo(0.6, 9);
  });

  it('of runs', () => {
    const runs = runsFromOdds(two(0.58), 8.9);
    const first = { lead: 0, inning: 1, half: 'top', outs: 0, bases: '---', extraRunner: true } as const;
    expect(baseballGame(first, { ...runs, error: 0 }).home.probability).toBeCloseTo(0.58, 6);
  });

  it('and are less certain the further bookmakers are apart', () => {
    expect(marginFromOdds(leadSports.nfl, two(0.6, 0.05)).marginError).toBeGreaterThan(
      marginFromOdds(leadSports.nfl, two(0.6)).marginError,
    );
    expect(goalsFromOdds(goalSports.nhl, two(0.6, 0.05), 6.1).error).toBeGreaterThan(0.12);
    expect(runsFromOdds(two(0.6, 0.05), 8.9).error).toBeGreaterThan(0.1);
  });

  it('of certain results are refused', () => {
    for (const home of [0, 1, Number.NaN])
      expect(() => marginFromOdds(leadSports.nfl, two(home))).toThrow(FairValueError);
    expect(() => solveRising((x) => x, 1, 2, 2)).toThrow(FairValueError);
  });

  it('end at the nearer end where no strength gives them', () => {
    expect(solveRising((x) => x, 5, 0, 1)).toBeCloseTo(1, 9);
    expect(solveRising((x) => x, -5, 0, 1)).toBeCloseTo(0, 9);
    expect(solveRising((x) => x ** 3, 8, 0, 10)).toBeCloseTo(2, 9);
  });
});

describe('scores that were not seen yet', () => {
  const outlook = (lead: number) =>
    leadMotion(
      leadSports.nba,
      { lead, secondsLeft: 120, overtime: false, drawPossible: false },
      { margin: 0, marginError: 0, sdError: 0 },
    );
  const pace = { perSecond: 0.011, points: 2 };

  it('make a close game less certain and leave a score of now as it is', () => {
    expect(withUnseenScores(outlook, 1, pace, 0)).toEqual(mixOutlooks([{ weight: 1, outlook: outlook(1) }]));
    const seen = withUnseenScores(outlook, 1, pace, 0).home;
    const old = withUnseenScores(outlook, 1, pace, 60).home;
    expect(seen.standardError).toBe(0);
    expect(old.standardError).toBeGreaterThan(0.05);
    expect(Math.abs(old.probability - seen.probability)).toBeLessThan(0.03);
  });

  it('sum to one and stay so', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 120 }), (lead, seconds) => {
        const { home, draw, away } = withUnseenScores(outlook, lead, pace, seconds);
        expect(home.probability + draw.probability + away.probability).toBeCloseTo(1, 9);
      }),
    );
  });
});
