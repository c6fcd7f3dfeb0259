import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { type League, leagues } from '@pm-arbitrage/core/settlement-terms/sports/leagues.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GameOutlooks } from './game-outlooks.js';
import { SportsDesk } from './sports-desk.js';
import { awayOf, gameTick, homeOf, KICK_OFF, oddsTick, winner } from './testing/game-terms.js';
import type { Valued } from './valuation.js';
import { valueGame } from './value-game.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = KICK_OFF + HOUR;

function deskOf(...ticks: readonly OracleTick[]): SportsDesk {
  const desk = new SportsDesk();
  for (const tick of ticks) desk.take(tick);
  return desk;
}
const valuation = (terms: Parameters<typeof winner>, desk: SportsDesk, now = NOW) =>
  valueGame(winner(...terms), desk, new GameOutlooks(), now);
function valued(terms: Parameters<typeof winner>, desk: SportsDesk, now = NOW): Valued {
  const told = valuation(terms, desk, now);
  if (told.kind === 'unpriced') throw new Error(told.detail);
  return told;
}
const why = (terms: Parameters<typeof winner>, desk: SportsDesk, now = NOW) => {
  const told = valuation(terms, desk, now);
  return told.kind === 'unpriced' ? told.why : 'valued';
};
/** Odds from before, and how the game stands now. */
const running = (league: League, change: Parameters<typeof gameTick>[2], homeWins = 0.55) =>
  deskOf(oddsTick(league, homeWins, league === 'fifa-world-cup' ? 0.27 : 0), gameTick(league, NOW, change));
const home = (league: League): Parameters<typeof winner> => [league, homeOf(league)];
const away = (league: League): Parameters<typeof winner> => [league, awayOf(league)];

describe('before a game', () => {
  const early = KICK_OFF - 5 * MINUTE;
  it('odds are what it is worth, a tie paid as the rules say', () => {
    const desk = deskOf(oddsTick('nfl', 0.6, 0.02));
    expect(valued(home('nfl'), desk, early)).toMatchObject({ model: 'game-winner/odds', live: false });
    expect(valued(home('nfl'), desk, early).probability).toBeCloseTo(0.61, 9);
    expect(valued(['nfl', homeOf('nfl'), { tie: { value: 'no', text: '' } }], desk, early).probability).toBe(0.6);
    const three = deskOf(oddsTick('fifa-world-cup', 0.45, 0.3));
    const all = [home('fifa-world-cup'), away('fifa-world-cup'), ['fifa-world-cup', null] as const].map(
      (terms) => valued(terms as Parameters<typeof winner>, three, early).probability,
    );
    expect(all.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
  });

  it('nothing is said without odds, by old ones, and by those of other teams', () => {
    expect(why(home('nfl'), deskOf(), early)).toBe('unknown');
    expect(why(home('nfl'), deskOf(oddsTick('nfl', 0.6, 0, early - 5 * HOUR)), early)).toBe('stale');
    const other = oddsTick('nfl', 0.6);
    const [one, far] = [oddsTick('nfl', 0.6), { ...oddsTick('nfl', 0.5), source: 'another' }];
    expect(why(home('nfl'), deskOf(one, far), early)).toBe('disputed');
    expect(why(home('nfl'), deskOf(one, { ...oddsTick('nfl', 0.57), source: 'another' }), early)).toBe('valued');
    const strangers = { ...other, fact: { ...other.fact, home: 'ne' } } as OracleTick;
    expect(why(home('nfl'), deskOf(strangers), early)).toBe('other-thing');
  });

  it('which should have begun nothing is said, nor of one that was called off', () => {
    const odds = oddsTick('nfl', 0.6);
    expect(why(home('nfl'), deskOf(odds), KICK_OFF)).toBe('stale');
    const late = gameTick('nfl', KICK_OFF, { state: 'before', period: 0, secondsLeft: null });
    expect(why(home('nfl'), deskOf(odds, late), KICK_OFF)).toBe('stale');
    for (const state of ['postponed', 'cancelled', 'suspended'] as const) {
      const told = gameTick('nfl', early, { state, period: 0, secondsLeft: null });
      expect(why(home('nfl'), deskOf(odds, told), early)).toBe('over');
      expect(why(home('nfl'), deskOf(odds, told), early + 4 * MINUTE)).toBe('stale');
    }
  });
});

describe('a game that runs', () => {
  it.each(leagues)('of the %s begins at what the odds said and ends with its score', (league) => {
    const last: Record<League, [number, number]> = {
      nfl: [4, 1],
      nba: [4, 1],
      wnba: [4, 1],
      mlb: [9, 0],
      nhl: [3, 1],
      'fifa-world-cup': [2, 1],
    };
    const full: Record<League, number | null> = {
      nfl: 900,
      nba: 720,
      wnba: 600,
      mlb: null,
      nhl: 1_200,
      'fifa-world-cup': 2_700,
    };
    const half = league === 'mlb' ? ({ half: 'top' } as const) : {};
    const begun = valued(home(league), running(league, { secondsLeft: full[league], ...half }, 0.6));
    expect(begun.probability).toBeGreaterThan(0.56);
    expect(begun.probability).toBeLessThan(0.62);
    expect(begun).toMatchObject({ model: 'game-winner/score', live: true, confident: false });
    const [period, seconds] = last[league];
    const end = { period, secondsLeft: league === 'mlb' ? null : seconds };
    const ahead = valued(home(league), running(league, { ...end, homeScore: 12, awayScore: 3 }));
    expect(ahead.probability).toBeGreaterThan(0.99);
    expect(valued(away(league), running(league, { ...end, homeScore: 3, awayScore: 12 })).probability).toBeGreaterThan(
      0.99,
    );
  });

  it('of baseball says more where it is told who bats', () => {
    const late = { period: 9, homeScore: 3, awayScore: 4 };
    const worth = (half?: 'top' | 'bottom') => valued(home('mlb'), running('mlb', { ...late, ...(half && { half }) }));
    expect(worth('bottom').probability).toBeGreaterThan(0.1);
    expect(worth().probability).toBeCloseTo((worth('top').probability + worth('bottom').probability) / 2, 9);
    expect(worth().standardError).toBeGreaterThan(worth('top').standardError);
  });

  it('is less certain the older its score is, and worth nothing after a minute', () => {
    const close = { period: 4, secondsLeft: 60, homeScore: 100, awayScore: 98 };
    const desk = running('nba', close);
    const error = (age: number) => valued(home('nba'), desk, NOW + age).standardError;
    expect(error(50_000)).toBeGreaterThan(error(0));
    expect(error(0)).toBeGreaterThan(0.05);
    expect(why(home('nba'), desk, NOW + MINUTE + 1)).toBe('stale');
    expect(why(home('nba'), desk, NOW + 3 * MINUTE)).toBe('stale');
  });

  it('is confident where two sources say the same, and disputed where they do not', () => {
    const score = { homeScore: 14, awayScore: 7, period: 2 };
    const [odds, espn] = [oddsTick('nfl', 0.55), gameTick('nfl', NOW, score)];
    const other = (change: Parameters<typeof gameTick>[2], at = NOW - 30_000) =>
      gameTick('nfl', at, { ...score, source: 'polymarket-sports', secondsLeft: null, ...change });
    expect(valued(home('nfl'), deskOf(odds, espn, other({})))).toMatchObject({ confident: true });
    expect(valued(home('nfl'), deskOf(odds, espn, other({})))).toEqual(
      expect.objectContaining({ sources: expect.arrayContaining([expect.stringContaining('espn')]) }),
    );
    expect(why(home('nfl'), deskOf(odds, espn, other({ awayScore: 14 })))).toBe('disputed');
    expect(why(home('nfl'), deskOf(odds, espn, other({ state: 'over' })))).toBe('disputed');
    expect(why(home('nfl'), deskOf(odds, espn, other({ awayScore: 0 }, NOW - 3 * MINUTE)))).toBe('valued');
  });

  it('of other teams, or of another hour of a double-header, is not this one', () => {
    expect(why(home('nfl'), running('nfl', { home: 'ne' }))).toBe('other-thing');
    expect(why(home('mlb'), running('mlb', { startsAt: KICK_OFF - 5 * HOUR }))).toBe('other-thing');
    // A source that knows the day alone gives its midnight in New York.
    expect(why(home('mlb'), running('mlb', { startsAt: Date.UTC(2026, 10, 22, 5) }))).toBe('valued');
  });

  it('has no value without odds from before, without its clock, and where extra time would decide', () => {
    expect(why(home('nfl'), deskOf(gameTick('nfl', NOW)))).toBe('unknown');
    expect(why(home('nfl'), running('nfl', { secondsLeft: null }))).toBe('unknown');
    expect(why(home('fifa-world-cup'), running('fifa-world-cup', { period: 2, secondsLeft: 0 }))).toBe('unknown');
    const final = { scope: { value: 'final', text: '' } } as const;
    const cup = running('fifa-world-cup', {});
    expect(why(['fifa-world-cup', homeOf('fifa-world-cup'), final], cup)).toBe('no-model');
  });

  it('takes no odds that were made of its score', () => {
    const desk = running('nfl', {}, 0.5);
    const before = valued(home('nfl'), desk).probability;
    desk.take(oddsTick('nfl', 0.95, 0, NOW));
    expect(valued(home('nfl'), desk).probability).toBe(before);
  });

  it('after ninety minutes was level', () => {
    const desk = running('fifa-world-cup', { period: 3, secondsLeft: 500, homeScore: 2, awayScore: 1 });
    expect(valued(['fifa-world-cup', null], desk).probability).toBe(1);
  });
});

describe('a game that is over', () => {
  const over = (league: League, homeScore: number, awayScore: number, change: Parameters<typeof gameTick>[2] = {}) =>
    gameTick(league, NOW, { state: 'over', period: 4, secondsLeft: null, homeScore, awayScore, ...change });

  it('is 0 or 1, a tie as the rules say, and what runs until two sources say so', () => {
    const once = deskOf(over('nfl', 20, 17));
    const twice = deskOf(over('nfl', 20, 17), over('nfl', 20, 17, { source: 'polymarket-sports' }));
    expect(valued(home('nfl'), once)).toMatchObject({ model: 'game-winner/over', live: true, confident: false });
    expect(valued(home('nfl'), twice)).toMatchObject({ live: false, confident: true });
    expect(valued(home('nfl'), twice).probability).toBeGreaterThan(valued(home('nfl'), once).probability);
    expect(valued(away('nfl'), twice).probability).toBeLessThan(0.001);
    const tie = deskOf(over('nfl', 17, 17));
    expect(valued(home('nfl'), tie).probability).toBeCloseTo(0.5, 9);
    expect(valued(['nfl', homeOf('nfl'), { tie: { value: 'no', text: '' } }], tie).probability).toBeLessThan(0.01);
    expect(why(home('nba'), deskOf(over('nba', 100, 100)))).toBe('disputed');
  });

  it('of football counts what stood after ninety minutes', () => {
    const extra = deskOf(over('fifa-world-cup', 2, 1, { period: 4 }));
    expect(valued(['fifa-world-cup', null], extra).probability).toBeGreaterThan(0.99);
    expect(valued(home('fifa-world-cup'), extra).probability).toBeLessThan(0.01);
    const final = { scope: { value: 'final', text: '' } } as const;
    expect(why(['fifa-world-cup', homeOf('fifa-world-cup'), final], extra)).toBe('no-model');
  });

  it('for a day is none any more', () => {
    expect(why(home('nfl'), deskOf(over('nfl', 20, 17)), NOW + 25 * HOUR)).toBe('stale');
  });
});

describe('at any score', () => {
  const league = fc.constantFrom<League>('nfl', 'nba', 'nhl', 'fifa-world-cup', 'mlb');
  const score = fc.integer({ min: 0, max: 8 });
  const period = fc.integer({ min: 1, max: 2 });

  it('a higher lead is worth no less, and all results together one dollar', () => {
    fc.assert(
      fc.property(league, score, score, period, (of, one, other, now) => {
        const at = (lead: number) =>
          running(of, { homeScore: one + lead, awayScore: other, period: now }, of === 'fifa-world-cup' ? 0.4 : 0.55);
        const worth = (terms: Parameters<typeof winner>, lead: number) => valued(terms, at(lead));
        const rules = of === 'nfl' ? ({ tie: { value: 'no', text: '' } } as const) : {};
        const wins: Parameters<typeof winner> = [of, homeOf(of), rules];
        expect(worth(wins, 1).probability).toBeGreaterThanOrEqual(worth(wins, 0).probability - 1e-9);
        const results = [wins, [of, awayOf(of), rules], [of, null]].map(
          (terms) => worth(terms as Parameters<typeof winner>, 0).probability,
        );
        expect(results.reduce((sum, result) => sum + result, 0)).toBeCloseTo(1, 6);
      }),
      { numRuns: 20 },
    );
  });
});
