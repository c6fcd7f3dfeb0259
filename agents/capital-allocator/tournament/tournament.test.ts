import { normalDraws } from '@pm-arbitrage/core/fair-value/testing/normal-draws.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { rankStrategies } from './rank-strategies.js';
import { reallocate, type TournamentEntry } from './reallocate.js';
import type { TournamentInput, TournamentState } from './strategy-history.js';
import { TournamentError } from './tournament-error.js';
import { AT, BANKROLL, CONFIG, DAY_MS, daysOf, inputOf, strategyOf } from './tournament-fixtures.js';

const STEADY = [40, 55, 30, 60, 45, 50, 35];
const GOOD = [40, -5, 30, 20, 45, 10, 35];
const NOISE = [30, -35, 20, -25, 10, -5, 8];
const LOSER = [-40, -30, -55, -20, -45, -35, -50];
const LUCKY = [0, 0, 0, 0, 0, 0, 5_000];

const allocate = (input: TournamentInput, config = CONFIG) =>
  reallocate(rankStrategies(input, config), BANKROLL, config);
const entry = (entries: readonly TournamentEntry[], strategy: string): TournamentEntry => {
  const found = entries.find((one) => one.strategy === strategy);
  if (found === undefined) throw new Error(`${strategy} has no entry`);
  return found;
};
const total = (entries: readonly TournamentEntry[]) => entries.reduce((sum, { capital }) => sum + capital, 0);

describe('the beginning', () => {
  it('gives everybody the same', () => {
    const entries = allocate(inputOf(strategyOf('a', [], null), strategyOf('b', [], null), strategyOf('c', [], null)));
    expect(entries.map(({ capital, state }) => [capital, state])).toEqual(
      Array.from({ length: 3 }, () => [Math.floor(740_000_000 / 3) + 20_000_000, 'active']),
    );
    expect(entries[0]?.reason).toContain('equal shares until there are scores: weight 1 of 3');
  });

  it('stays equal until there are scores, whatever the first days brought', () => {
    const entries = allocate(inputOf(strategyOf('a', [500, 400]), strategyOf('b', [-20, -30])));
    expect(entries.map(({ capital }) => capital)).toEqual([400_000_000, 400_000_000]);
  });

  it('lets a strategy without any other have everything, until it loses', () => {
    expect(allocate(inputOf(strategyOf('a', [], null)))[0]?.capital).toBe(800_000_000);
    expect(allocate(inputOf(strategyOf('a', NOISE)))[0]).toMatchObject({ capital: 800_000_000, state: 'active' });
    expect(allocate(inputOf(strategyOf('a', LOSER)))[0]).toMatchObject({ capital: 400_000_000, state: 'halved' });
    expect(allocate(inputOf(strategyOf('a', LOSER, 'halved')))[0]).toMatchObject({ capital: 0, state: 'paused' });
  });
});

describe('scores', () => {
  it('move capital to the better ones, in proportion to their lower bounds', () => {
    const entries = allocate(
      inputOf(strategyOf('good', GOOD), strategyOf('steady', STEADY), strategyOf('noise', NOISE)),
      {
        ...CONFIG,
        mostShare: 1,
      },
    );
    const [steady, good, noise] = ['steady', 'good', 'noise'].map((name) => entry(entries, name));
    expect(entries.map(({ strategy }) => strategy)).toEqual(['steady', 'good', 'noise']);
    expect(noise).toMatchObject({ capital: 20_000_000, weight: 0, rank: 3 });
    expect(((steady?.capital ?? 0) - 20_000_000) / ((good?.capital ?? 1) - 20_000_000)).toBeCloseTo(
      (steady?.score ?? 0) / (good?.score ?? 1),
      5,
    );
    expect(total(entries)).toBeLessThanOrEqual(800_000_000);
    expect(total(entries)).toBeGreaterThan(799_999_990);
  });

  it('are explained so that a person can recompute them', () => {
    const entries = allocate(inputOf(strategyOf('good', GOOD), strategyOf('steady', STEADY)), {
      ...CONFIG,
      mostShare: 1,
    });
    for (const { reason, capital, score } of entries) {
      const numbers = [...reason.matchAll(/-?\d+\.\d+|\d+/g)].map(([text]) => Number(text));
      const [
        sharpe = 0,
        error = 0,
        days,
        trades,
        low = 0,
        weight = 0,
        all = 1,
        minimum = 0,
        extra = 0,
        rest = 0,
        said,
      ] = numbers;
      expect([days, trades]).toEqual([7, 35]);
      // z for 0.9.
      expect(sharpe - 1.28155 * error).toBeCloseTo(low, 3);
      expect(low).toBeCloseTo(score ?? 0, 4);
      expect((rest * weight) / all).toBeCloseTo(extra, 0);
      expect(minimum + extra).toBeCloseTo(said ?? 0, 6);
      expect((said ?? 0) * 1e6).toBeCloseTo(capital, 0);
    }
  });

  it('do not reward one lucky day, nor many days on few trades', () => {
    const lucky = strategyOf('lucky', LUCKY);
    const few = strategyOf('few', STEADY, 'active', 0);
    const fewDays = { ...few, days: few.days.map((day, index) => ({ ...day, trades: index < 2 ? 1 : 0 })) };
    const entries = allocate(inputOf(strategyOf('steady', STEADY), lucky, fewDays));
    expect(entry(entries, 'lucky')).toMatchObject({ weight: 0, capital: usd(20_000_000) });
    expect(entry(entries, 'few')).toMatchObject({ weight: 0, score: null, capital: usd(20_000_000) });
    expect(entry(entries, 'few').reason).toContain('no score from 7 days and 2 trades');
    expect(entry(entries, 'steady').capital).toBe(400_000_000);
  });

  it('find no more than one in ten among strategies that are worth nothing, and most of the good ones', () => {
    const draw = normalDraws(81);
    const found = (sharpe: number) => {
      const runs = 2_000;
      let hits = 0;
      for (let run = 0; run < runs; run++) {
        const days = Array.from({ length: 7 }, () => 100 * (sharpe + draw()));
        const [standing] = rankStrategies(inputOf(strategyOf('any', days)), CONFIG);
        if (standing?.score.kind === 'scored' && standing.score.low > 0) hits++;
      }
      return hits / runs;
    };
    // Confidence 0.9; four standard errors of the count.
    expect(found(0)).toBeLessThan(0.1 + 4 * Math.sqrt(0.09 / 2_000));
    expect(found(1)).toBeGreaterThan(0.75);
  });

  it('believe no strategy to be without risk', () => {
    const constant = allocate(inputOf(strategyOf('same', [10, 10, 10, 10, 10, 10, 10]), strategyOf('other', NOISE)));
    // 10 basis points over the floor of 10.
    expect(entry(constant, 'same').score).toBeCloseTo(1 - 1.281_551_565_5 * Math.sqrt(1.5 / 6), 9);
    const idle = allocate(inputOf(strategyOf('idle', [0, 0, 0, 0]), strategyOf('other', NOISE)));
    expect(entry(idle, 'idle')).toMatchObject({ weight: 0, capital: usd(20_000_000) });
  });

  it('leave idle what nobody has proven a claim to', () => {
    expect(total(allocate(inputOf(strategyOf('a', NOISE), strategyOf('b', NOISE))))).toBe(40_000_000);
  });

  it('are of the last seven days, the running one not counted', () => {
    const long = { ...strategyOf('a', []), days: daysOf([...LOSER, ...STEADY, -9_000], 5, AT + DAY_MS) };
    const [standing] = rankStrategies(inputOf(long), CONFIG);
    const [plain] = rankStrategies(inputOf(strategyOf('a', STEADY)), CONFIG);
    expect(standing?.score).toEqual(plain?.score);
  });
});

describe('losing', () => {
  it('halves, then pauses, and comes back only on proof on paper', () => {
    const others = [strategyOf('steady', STEADY), strategyOf('good', GOOD)];
    const day = (state: TournamentState, history: readonly number[]) =>
      entry(allocate(inputOf(strategyOf('loser', history, state), ...others)), 'loser');
    const first = day('active', LOSER);
    expect(first).toMatchObject({ state: 'halved', capital: usd(10_000_000) });
    expect(first.reason).toContain('halved');
    expect(day('halved', LOSER)).toMatchObject({ state: 'paused', capital: usd(0) });
    expect(day('paused', LOSER)).toMatchObject({ state: 'paused', capital: usd(0) });
    // Without marks on paper it stays where it is.
    expect(day('paused', [])).toMatchObject({ state: 'paused', score: null });
    expect(day('paused', NOISE)).toMatchObject({ state: 'paused' });
    const back = day('paused', STEADY);
    expect(back).toMatchObject({ state: 'newcomer', weight: 0, capital: usd(20_000_000), rank: null });
    expect(back.reason).toContain('on paper');
  });

  it('halves the bottom of many, and gives back who leaves it', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
      strategyOf(
        name,
        STEADY.map((bp) => bp - 2 * index * (bp % 10)),
      ),
    );
    const ranking = rankStrategies(inputOf(...five), CONFIG);
    expect(ranking.map(({ bottom }) => bottom)).toEqual([false, false, false, false, true]);
    expect(ranking.map(({ state }) => state)).toEqual(['active', 'active', 'active', 'active', 'halved']);
    const better = rankStrategies(inputOf(strategyOf('a', STEADY, 'halved'), strategyOf('b', GOOD)), CONFIG);
    expect(better.find(({ strategy }) => strategy === 'a')?.state).toBe('active');
  });

  it('halves nobody among equals', () => {
    const equals = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => strategyOf(name, STEADY));
    const entries = allocate(inputOf(...equals));
    expect(new Set(entries.map(({ capital }) => capital)).size).toBe(1);
    expect(new Set(entries.map(({ state, rank }) => `${state} ${rank}`))).toEqual(new Set(['active 1']));
  });
});

describe('newcomers', () => {
  it('enter at the minimum and earn their way up', () => {
    const veteran = strategyOf('veteran', STEADY);
    const capital = (days: number) => {
      const young = strategyOf('young', STEADY.slice(0, days), days === 0 ? null : 'newcomer');
      return entry(allocate(inputOf(veteran, young), { ...CONFIG, mostShare: 1 }), 'young').capital;
    };
    const path = [0, 1, 2, 3, 4, 5, 6, 7].map(capital);
    expect(path.slice(0, 3)).toEqual([20_000_000, 20_000_000, 20_000_000]);
    expect(path.slice(2)).toEqual(path.slice(2).toSorted((a, b) => a - b));
    expect(path[7]).toBe(400_000_000);
    const [, young] = rankStrategies(inputOf(veteran, strategyOf('young', [], null)), CONFIG);
    expect(young?.state).toBe('newcomer');
  });

  it('are scored on all they have done until they have filled the window', () => {
    const slow = strategyOf('slow', [], 'newcomer');
    const days = daysOf(STEADY).map((day) => ({ ...day, day: day.day - 3 * DAY_MS }));
    expect(rankStrategies(inputOf({ ...slow, days }), CONFIG)[0]).toMatchObject({
      state: 'active',
      score: { days: 7 },
    });
    expect(rankStrategies(inputOf({ ...slow, days, state: 'active' }), CONFIG)[0]?.score.days).toBe(4);
  });
});

it('never mixes paper and live', () => {
  const input = inputOf(strategyOf('a', STEADY));
  expect(() => rankStrategies({ ...input, mode: 'live' }, CONFIG)).toThrow(TournamentError);
  // What a paused strategy would have earned on paper is not what it has earned.
  const both = { ...strategyOf('a', LOSER), shadow: daysOf(STEADY) };
  expect(rankStrategies(inputOf(both), CONFIG)[0]?.score).toEqual(
    rankStrategies(inputOf(strategyOf('a', LOSER)), CONFIG)[0]?.score,
  );
});

it('gives everybody less when the minimums are more than there is', () => {
  const many = Array.from({ length: 50 }, (_, index) => strategyOf(`s${index}`, [], null));
  const entries = allocate(inputOf(...many));
  expect(new Set(entries.map(({ capital }) => capital))).toEqual(new Set([16_000_000]));
  expect(
    reallocate(rankStrategies(inputOf(...many), CONFIG), usd(0), CONFIG).every(({ capital }) => capital === 0),
  ).toBe(true);
});

it('refuses histories and rules that cannot be meant so', () => {
  const twice = strategyOf('a', STEADY);
  expect(() => rankStrategies(inputOf(twice, twice), CONFIG)).toThrow(TournamentError);
  const doubled = { ...twice, days: [...twice.days, ...twice.days] };
  expect(() => rankStrategies(inputOf(doubled), CONFIG)).toThrow(TournamentError);
  const shifted = { ...twice, days: twice.days.map((day) => ({ ...day, day: day.day + 1 })) };
  expect(() => rankStrategies(inputOf(shifted), CONFIG)).toThrow(TournamentError);
  for (const bad of [
    { confidence: 0.5 },
    { deployable: 1.2 },
    { minimumDays: 2 },
    { riskFloor: 0 },
    { mostShare: Number.NaN },
  ]) {
    expect(() => rankStrategies(inputOf(twice), { ...CONFIG, ...bad })).toThrow(TournamentError);
  }
});
