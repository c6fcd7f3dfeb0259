import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../random/random.js';
import { FairValueError } from '../fair-value-error.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import { expectPropagated, expectSimulated } from '../testing/expect-simulated.js';
import { normalDraws } from '../testing/normal-draws.js';
import { type BaseballGame, baseballGame } from './baseball-game.js';
import { compareCounts } from './compare-counts.js';
import type { GameOutlook } from './game-outlook.js';
import { goalGame } from './goal-game.js';
import { goalSports } from './goal-sports.js';
import { inningMasses } from './inning-masses.js';
import { leadMotion } from './lead-motion.js';
import { leadSports } from './lead-sports.js';
import { poissonMasses } from './poisson-masses.js';
import { type Bases, runExpectancy } from './run-expectancy.js';

const total = ({ home, draw, away }: GameOutlook) => home.probability + draw.probability + away.probability;
const mean = (masses: readonly number[]) => masses.reduce((sum, mass, count) => sum + mass * count, 0);
/** A count drawn from its masses. */
const drawCount = (masses: readonly number[], random: () => number) => {
  let left = random();
  for (let count = 0; count < masses.length; count++) if ((left -= masses[count] ?? 0) < 0) return count;
  return masses.length;
};

describe('football and basketball', () => {
  const game = { lead: 0, secondsLeft: 3_600, overtime: false, drawPossible: false };
  const even = { margin: 0, marginError: 0, sdError: 0 };

  it('begin with what the spread says', () => {
    // Stern 1991: a favourite by 7 wins about 69 %.
    const { home } = leadMotion(leadSports.nfl, game, { ...even, margin: 7 });
    expect(home.probability).toBeCloseTo(normalCdf(7 / 13.86), 2);
    expect(leadMotion(leadSports.nfl, game, even).home.probability).toBeCloseTo(0.5, 12);
  });

  it('say the share of simulated games, overtime and draws in', () => {
    const { nfl } = leadSports;
    const draw = normalDraws(41);
    const random = seededRandom(42);
    const left = 900;
    const forecast = { margin: 3, marginError: 0, sdError: 0 };
    const play = () => {
      const share = left / nfl.regulationSeconds;
      const lead = Math.round(-3 + forecast.margin * share + nfl.marginSd * Math.sqrt(share) * draw());
      if (lead !== 0) return Math.sign(lead);
      if (random.next() < nfl.drawnOvertimes) return 0;
      const overtime = nfl.overtimeSeconds / nfl.regulationSeconds;
      return Math.sign(forecast.margin * overtime + nfl.marginSd * Math.sqrt(overtime) * draw());
    };
    const outlook = leadMotion(nfl, { lead: -3, secondsLeft: left, overtime: false, drawPossible: true }, forecast);
    expectSimulated(outlook.home.probability, 100_000, () => play() === 1);
    expectSimulated(outlook.draw.probability, 100_000, () => play() === 0);
    expectSimulated(outlook.away.probability, 100_000, () => play() === -1);
  });

  it('end exactly', () => {
    const over = { ...game, secondsLeft: 0 };
    const result = (lead: number) => leadMotion(leadSports.nba, { ...over, lead }, even);
    expect(result(1).home).toEqual({ probability: 1, standardError: 0 });
    expect(result(-1).away).toEqual({ probability: 1, standardError: 0 });
    expect(result(0).home.probability).toBe(0.5);
    const drawn = leadMotion(leadSports.nfl, { ...over, drawPossible: true }, even);
    expect(drawn.draw.probability).toBeCloseTo(leadSports.nfl.drawnOvertimes, 12);
  });

  it('have the mean and spread of drawn inputs, growing with their errors', () => {
    const draw = normalDraws(43);
    const u = Math.sqrt(Math.log1p(0.01));
    const state = { ...game, lead: 4, secondsLeft: 1_200 };
    const forecast = { margin: 2, marginError: 5, sdError: 0.1 };
    expectPropagated(leadMotion(leadSports.nba, state, forecast).home, 20_000, () => {
      const sport = { ...leadSports.nba, marginSd: 12 * Math.exp(u * draw() - (u * u) / 2) };
      return leadMotion(sport, state, { margin: 2 + 5 * draw(), marginError: 0, sdError: 0 }).home.probability;
    });
    const spread = [0, 1, 4].map(
      (marginError) => leadMotion(leadSports.nba, state, { ...even, marginError }).home.standardError,
    );
    expect(spread).toEqual(spread.toSorted((a, b) => a - b));
  });

  it('rise with lead and spread, and sum to 1', () => {
    const leads = fc.integer({ min: -40, max: 40 });
    const seconds = fc.double({ min: 0, max: 2_880, noNaN: true });
    const margins = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(leads, seconds, margins, fc.boolean(), (lead, secondsLeft, margin, drawPossible) => {
        const at = (more: number, stronger: number) =>
          leadMotion(
            leadSports.nfl,
            { lead: lead + more, secondsLeft, overtime: false, drawPossible },
            { margin: margin + stronger, marginError: 2, sdError: 0.05 },
          );
        expect(total(at(0, 0))).toBeCloseTo(1, 9);
        expect(at(1, 0).home.probability).toBeGreaterThanOrEqual(at(0, 0).home.probability - 1e-9);
        expect(at(0, 1).home.probability).toBeGreaterThanOrEqual(at(0, 0).home.probability - 1e-9);
      }),
      { numRuns: 50 },
    );
  });
});

describe('games of goals', () => {
  const forecast = { home: 1.6, away: 1.2, error: 0 };

  it('say the share of simulated games', () => {
    const random = seededRandom(51);
    const masses = [poissonMasses(1.6 * 0.5), poissonMasses(1.2 * 0.5)] as const;
    const play = () =>
      Math.sign(1 + drawCount(masses[0], () => random.next()) - drawCount(masses[1], () => random.next()));
    const outlook = goalGame(goalSports.soccer, { lead: 1, shareLeft: 0.5 }, forecast);
    expectSimulated(outlook.home.probability, 50_000, () => play() === 1);
    expectSimulated(outlook.draw.probability, 50_000, () => play() === 0);
    expectSimulated(outlook.away.probability, 50_000, () => play() === -1);
  });

  it('leave soccer three results and hockey two', () => {
    const start = { lead: 0, shareLeft: 1 };
    const hockey = goalGame(goalSports.nhl, start, { home: 3.1, away: 3.1, error: 0 });
    expect([hockey.home.probability, hockey.draw.probability]).toEqual([expect.closeTo(0.5, 12), 0]);
    expect(goalGame(goalSports.soccer, start, forecast).draw.probability).toBeGreaterThan(0.2);
    const over = goalGame(goalSports.soccer, { lead: 0, shareLeft: 0 }, forecast);
    expect(over.draw).toEqual({ probability: 1, standardError: 0 });
    const level = goalGame(goalSports.nhl, { lead: 0, shareLeft: 0 }, { home: 4, away: 2, error: 0 });
    expect(level.home.probability).toBeCloseTo(0.67 * (2 / 3) + 0.33 / 2, 12);
  });

  it('have the mean and spread of drawn strengths, growing with their errors', () => {
    const draw = normalDraws(52);
    const u = Math.sqrt(Math.log1p(0.04));
    const drawn = (goals: number) => goals * Math.exp(u * draw() - (u * u) / 2);
    const state = { lead: 0, shareLeft: 0.8 };
    expectPropagated(
      goalGame(goalSports.soccer, state, { ...forecast, error: 0.2 }).home,
      20_000,
      () => goalGame(goalSports.soccer, state, { home: drawn(1.6), away: drawn(1.2), error: 0 }).home.probability,
    );
    const spread = [0, 0.1, 0.3].map(
      (error) => goalGame(goalSports.nhl, state, { ...forecast, error }).home.standardError,
    );
    expect(spread).toEqual(spread.toSorted((a, b) => a - b));
  });

  it('rise with the lead, and sum to 1', () => {
    const goals = fc.double({ min: 0.1, max: 6, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: -6, max: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        goals,
        goals,
        (lead, shareLeft, home, away) => {
          for (const sport of [goalSports.soccer, goalSports.nhl]) {
            const at = (more: number) => goalGame(sport, { lead: lead + more, shareLeft }, { home, away, error: 0.1 });
            expect(total(at(0))).toBeCloseTo(1, 9);
            expect(at(1).home.probability).toBeGreaterThanOrEqual(at(0).home.probability - 1e-9);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('compare counts as a double sum does', () => {
    const [home, away] = [poissonMasses(2.3), poissonMasses(0.4)];
    let ahead = 0;
    home.forEach((a, i) => away.forEach((b, j) => (ahead += i - 2 > j ? a * b : 0)));
    expect(compareCounts(-2, home, away).ahead).toBeCloseTo(ahead, 12);
  });
});

describe('baseball', () => {
  const start: BaseballGame = { lead: 0, inning: 1, half: 'top', outs: 0, bases: '---', extraRunner: true };
  const even = { home: 4.5, away: 4.5, error: 0 };
  const home = (changes: Partial<BaseballGame>, forecast = even) =>
    baseballGame({ ...start, ...changes }, forecast).home;

  it('has innings with the mean asked for, and the sourced share without a run', () => {
    for (const runs of [0, 0.11, 0.4951, 2.4]) {
      expect(mean(inningMasses(runs, 0.852))).toBeCloseTo(runs, 9);
      expect(inningMasses(runs, 0.767).reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
    }
    // Worked example of the source: 0.4951 runs an inning, control 0.767, 72.48 % without a run.
    expect(inningMasses(0.4951, 0.767)[0]).toBeCloseTo(0.7248, 4);
  });

  it('is even between equals, and says the share of simulated games', () => {
    expect(home({}).probability).toBeCloseTo(0.5, 3);
    const random = seededRandom(61);
    const runs = (perInning: number) => drawCount(inningMasses(perInning, 0.852), () => random.next());
    const extra = runExpectancy['-2-'][0] / runExpectancy['---'][0];
    const play = () => {
      // Bottom of the seventh, two on, one out, home one behind; then two whole innings.
      let lead = -1 + runs((0.5 * runExpectancy['12-'][1]) / runExpectancy['---'][0]);
      for (let inning = 8; inning <= 9; inning++) lead += runs(0.5) - runs(4.2 / 9);
      while (lead === 0) lead += runs(0.5 * extra) - runs((4.2 / 9) * extra);
      return lead > 0;
    };
    const state = { lead: -1, inning: 7, half: 'bottom', outs: 1, bases: '12-' } as const;
    expectSimulated(home(state, { ...even, away: 4.2 }).probability, 20_000, play);
  });

  it('is over when the home side leads after the top of the ninth', () => {
    expect(home({ lead: 1, inning: 9, half: 'bottom' })).toEqual({ probability: 1, standardError: 0 });
    expect(home({ lead: 1, inning: 11, half: 'bottom' })).toEqual({ probability: 1, standardError: 0 });
    expect(home({ lead: -1, inning: 9, half: 'bottom', outs: 2 }).probability).toBeLessThan(0.15);
  });

  it('rises with runners and falls with outs, for the side at bat', () => {
    const state = { lead: -1, inning: 9, half: 'bottom' } as const;
    const outs = ([0, 1, 2] as const).map((out) => home({ ...state, outs: out }).probability);
    expect(outs).toEqual(outs.toSorted((a, b) => b - a));
    const bases = (['---', '1--', '-2-', '123'] as Bases[]).map((on) => home({ ...state, bases: on }).probability);
    expect(bases).toEqual(bases.toSorted((a, b) => a - b));
  });

  it('has the mean and spread of drawn strengths, growing with their errors', () => {
    const draw = normalDraws(62);
    const u = Math.sqrt(Math.log1p(0.01));
    const drawn = () => 4.5 * Math.exp(u * draw() - (u * u) / 2);
    const state = { ...start, lead: 1, inning: 5 };
    expectPropagated(
      baseballGame(state, { ...even, error: 0.1 }).home,
      1_500,
      () => baseballGame(state, { home: drawn(), away: drawn(), error: 0 }).home.probability,
    );
    const spread = [0, 0.05, 0.2].map((error) => baseballGame(state, { ...even, error }).home.standardError);
    expect(spread).toEqual(spread.toSorted((a, b) => a - b));
  });

  it('rises with the lead, and sums to 1', () => {
    const halves = fc.constantFrom('top' as const, 'bottom' as const);
    fc.assert(
      fc.property(fc.integer({ min: -8, max: 8 }), fc.integer({ min: 1, max: 13 }), halves, (lead, inning, half) => {
        const at = (more: number) =>
          baseballGame({ ...start, lead: lead + more, inning, half }, { ...even, away: 3.9 });
        expect(total(at(0))).toBeCloseTo(1, 9);
        expect(at(1).home.probability).toBeGreaterThanOrEqual(at(0).home.probability - 1e-9);
      }),
      { numRuns: 50 },
    );
  });
});

it('refuses scores, clocks and strengths that are none', () => {
  const state = { lead: 0, secondsLeft: 60, overtime: false, drawPossible: false };
  const forecast = { margin: 0, marginError: 0, sdError: 0 };
  expect(() => leadMotion(leadSports.nba, { ...state, lead: Number.NaN }, forecast)).toThrow(FairValueError);
  expect(() => leadMotion(leadSports.nba, { ...state, secondsLeft: -1 }, forecast)).toThrow(FairValueError);
  expect(() => leadMotion(leadSports.nba, state, { ...forecast, marginError: -1 })).toThrow(FairValueError);
  expect(() => goalGame(goalSports.nhl, { lead: 0.5, shareLeft: 1 }, { home: 3, away: 3, error: 0 })).toThrow(
    FairValueError,
  );
  expect(() => goalGame(goalSports.nhl, { lead: 0, shareLeft: 1.5 }, { home: 3, away: 3, error: 0 })).toThrow(
    FairValueError,
  );
  expect(() => goalGame(goalSports.nhl, { lead: 0, shareLeft: 1 }, { home: 0, away: 3, error: 0 })).toThrow(
    FairValueError,
  );
  expect(() => poissonMasses(1e6)).toThrow(FairValueError);
});
