import { type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankStrategies, type Standing } from './rank-strategies.js';
import { reallocate } from './reallocate.js';
import { shareOut } from './share-out.js';
import type { TournamentConfig } from './tournament-config.js';
import { BANKROLL, CONFIG, inputOf, strategyOf } from './tournament-fixtures.js';

const histories = fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 10 });
const states = fc.constantFrom(null, 'active' as const, 'halved' as const, 'paused' as const, 'newcomer' as const);
const strategies = fc
  .array(fc.record({ history: histories, state: states, trades: fc.integer({ min: 0, max: 6 }) }), { maxLength: 9 })
  .map((list) => list.map(({ history, state, trades }, index) => strategyOf(`s${index}`, history, state, trades)));
const share = fc.double({ min: 0.05, max: 1, noNaN: true });
const configs: fc.Arbitrary<TournamentConfig> = fc
  .record({
    bottomShare: fc.double({ min: 0, max: 1, noNaN: true }),
    deployable: share,
    mostShare: share,
    minimumBankroll: fc.integer({ min: 0, max: 300_000_000 }).map(usd),
    confidence: fc.double({ min: 0.55, max: 0.99, noNaN: true }),
  })
  .map((rules) => ({ ...CONFIG, ...rules }));
const bankrolls = fc.integer({ min: 0, max: 50_000_000_000 }).map(usd);

it('never deploys more than may be, nor more than its largest share to one, in whole micro-dollars', () => {
  fc.assert(
    fc.property(strategies, configs, bankrolls, (list, config, bankroll) => {
      const entries = reallocate(rankStrategies(inputOf(...list), config), bankroll, config);
      expect(entries).toHaveLength(list.length);
      const pool = bankroll * config.deployable + 1;
      expect(entries.reduce((sum, { capital }) => sum + capital, 0)).toBeLessThanOrEqual(pool);
      for (const { capital, state, weight } of entries) {
        expect(Number.isSafeInteger(capital) && capital >= 0).toBe(true);
        expect(capital).toBeLessThanOrEqual(pool * (list.length === 1 ? 1 : config.mostShare) + 1);
        if (state === 'paused') expect([capital, weight]).toEqual([0, 0]);
      }
    }),
  );
});

it('does not depend on the order in which strategies are given', () => {
  fc.assert(
    fc.property(strategies, configs, fc.nat(), (list, config, turn) => {
      const at = list.length === 0 ? 0 : turn % list.length;
      const turned = [...list.slice(at), ...list.slice(0, at)].toReversed();
      const run = (given: typeof list) => reallocate(rankStrategies(inputOf(...given), config), BANKROLL, config);
      expect(run(turned)).toEqual(run(list));
    }),
  );
});

it('gives equal shares to equal histories', () => {
  fc.assert(
    fc.property(strategies, configs, histories, states, (others, config, history, state) => {
      const twins = ['twin-a', 'twin-b'].map((name) => strategyOf(name, history, state));
      const entries = reallocate(rankStrategies(inputOf(...twins, ...others), config), BANKROLL, config);
      const [a, b] = entries.filter(({ strategy }) => strategy.startsWith('twin'));
      expect([a?.capital, a?.state, a?.rank]).toEqual([b?.capital, b?.state, b?.rank]);
    }),
  );
});

it('gives a better bound no less, all else equal', () => {
  const raise = (standings: readonly Standing[], index: number, by: number): readonly Standing[] =>
    standings.map((standing, at) =>
      at === index && standing.score.kind === 'scored'
        ? { ...standing, score: { ...standing.score, low: standing.score.low + by } }
        : standing,
    );
  fc.assert(
    fc.property(strategies, configs, fc.nat(), fc.double({ min: 0, max: 3, noNaN: true }), (list, config, pick, by) => {
      fc.pre(list.length > 0);
      const standings = rankStrategies(inputOf(...list), config);
      const index = pick % standings.length;
      const capital = (given: readonly Standing[]) => reallocate(given, BANKROLL, config)[index]?.capital ?? 0;
      // One weight step of rounding.
      expect(capital(raise(standings, index, by))).toBeGreaterThanOrEqual(capital(standings) - 2_000);
    }),
  );
});

it('ranks a steady earner with more of the same no worse, and gives it no less', () => {
  const steady = fc.array(fc.integer({ min: 20, max: 60 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(steady, strategies, fc.integer({ min: 0, max: 40 }), (history, others, more) => {
      const rivals = others.filter(({ state }) => state !== null);
      const run = (add: number) => {
        const mine = strategyOf(
          'mine',
          history.map((bp) => bp + add),
        );
        const found = reallocate(rankStrategies(inputOf(mine, ...rivals), CONFIG), BANKROLL, CONFIG).find(
          ({ strategy }) => strategy === 'mine',
        );
        return { capital: found?.capital ?? 0, rank: found?.rank ?? 99 };
      };
      expect(run(more).rank).toBeLessThanOrEqual(run(0).rank);
      expect(run(more).capital).toBeGreaterThanOrEqual(run(0).capital - 2_000);
    }),
  );
});

it('does not reward one lucky huge win above a steady earner', () => {
  const small = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 6, maxLength: 6 });
  const steady = fc.array(fc.integer({ min: 20, max: 40 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(small, fc.integer({ min: 2_000, max: 100_000 }), steady, fc.nat(6), (days, win, even, on) => {
      const lucky = days.toSpliced(on, 0, win);
      const entries = reallocate(
        rankStrategies(inputOf(strategyOf('lucky', lucky), strategyOf('steady', even)), CONFIG),
        BANKROLL,
        CONFIG,
      );
      const of = (name: string) => entries.find(({ strategy }) => strategy === name);
      expect(of('lucky')?.weight).toBe(0);
      expect(of('lucky')?.capital ?? 0).toBeLessThanOrEqual(of('steady')?.capital ?? 0);
      expect(of('steady')?.weight).toBeGreaterThan(0);
    }),
  );
});

it('halves, then pauses, whoever loses every day', () => {
  const losses = fc.array(fc.integer({ min: -300, max: -10 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(losses, strategies, (history, others) => {
      const next = (state: 'active' | 'halved') =>
        rankStrategies(inputOf(strategyOf('loser', history, state), ...others), CONFIG).find(
          ({ strategy }) => strategy === 'loser',
        )?.state;
      expect([next('active'), next('halved')]).toEqual(['halved', 'paused']);
    }),
  );
});

it('shares out all but rounding, in proportion, below the cap', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 50, noNaN: true })), { maxLength: 12 });
  fc.assert(
    fc.property(weights, bankrolls, share, (list, amount, most) => {
      const cap = usd(Math.floor(amount * most));
      const shares = shareOut(amount, list, cap);
      const sum = shares.reduce<number>((all, one) => all + one, 0);
      expect(sum).toBeLessThanOrEqual(amount);
      const live = list.filter((weight) => Math.round(weight * 1e6) > 0).length;
      expect(sum).toBeGreaterThanOrEqual(Math.min(amount, live * cap) - live);
      shares.forEach((one: Usd, index) => {
        expect(one).toBeLessThanOrEqual(cap);
        if ((list[index] ?? 0) === 0) expect(one).toBe(0);
      });
    }),
  );
});
