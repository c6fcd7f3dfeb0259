import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { Condition } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SportsDesk } from './sports-desk.js';
import { gameTick, homeOf, KICK_OFF, spread, total } from './testing/game-terms.js';
import { valuePoints } from './value-points.js';

const NOW = KICK_OFF + 3_600_000;
const over = (strike: number): Condition => ({ kind: 'above', strike, ties: false });
const under = (strike: number): Condition => ({ kind: 'below', strike, ties: false });

function told(terms: Parameters<typeof valuePoints>[0], ...ticks: readonly OracleTick[]) {
  const desk = new SportsDesk();
  for (const tick of ticks) desk.take(tick);
  const valuation = valuePoints(terms, desk, NOW);
  return valuation.kind === 'unpriced' ? valuation.why : Math.round(valuation.probability * 10) / 10;
}
const playing = (homeScore: number, awayScore: number) => gameTick('mlb', NOW, { homeScore, awayScore, period: 5 });
const ended = (homeScore: number, awayScore: number) =>
  gameTick('mlb', NOW, { homeScore, awayScore, period: 9, state: 'over' });

describe('points of a game', () => {
  it('decide a total once they have passed its line, and the rest at the end', () => {
    expect(told(total('mlb', over(7.5)), playing(4, 3))).toBe('not-yet');
    expect(told(total('mlb', over(7.5)), playing(5, 3))).toBe(1);
    expect(told(total('mlb', under(7.5)), playing(5, 3))).toBe(0);
    expect(told(total('mlb', over(7.5)), ended(4, 3))).toBe(0);
    expect(told(total('mlb', under(7.5)), ended(4, 3))).toBe(1);
  });

  it('decide a spread at the end alone', () => {
    const terms = spread('mlb', homeOf('mlb'), over(1.5));
    expect(told(terms, playing(9, 0))).toBe('no-model');
    expect(told(terms, ended(5, 3))).toBe(1);
    expect(told(terms, ended(4, 3))).toBe(0);
    expect(told(terms, ended(3, 5))).toBe(0);
  });

  it('that sources count differently decide nothing', () => {
    const other = { ...playing(4, 3), source: 'polymarket-sports' };
    expect(told(total('mlb', over(7.5)), playing(5, 3), other)).toBe('disputed');
  });

  it('never make a higher line worth more', () => {
    const runs = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(runs, runs, fc.integer({ min: 0, max: 20 }), (one, other, line) => {
        const worth = (strike: number) => told(total('mlb', over(strike)), ended(one, other));
        expect(Number(worth(line + 1.5))).toBeLessThanOrEqual(Number(worth(line + 0.5)));
        expect(Number(worth(line + 0.5)) + Number(told(total('mlb', under(line + 0.5)), ended(one, other)))).toBe(1);
      }),
    );
  });
});
