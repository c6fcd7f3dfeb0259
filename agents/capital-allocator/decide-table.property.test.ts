import type { AllocationInputs } from '@pm-arbitrage/core/allocations/allocation-inputs.js';
import { type AllocationTable, allocationTableSchema } from '@pm-arbitrage/core/domain/allocation.js';
import type { AllocationOrder } from '@pm-arbitrage/core/domain/allocation-order.js';
import { shareOfUsd, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { ScoredDay } from '@pm-arbitrage/core/performance/scored-day.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllocationRules, decideTable } from './decide-table.js';
import { CONFIG } from './tournament/tournament-fixtures.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const START = 20_000 * DAY_MS;

/** What happens between two decisions; all of it at once, where several are set. */
const happening = fc.record({
  /** Time that goes by; a clock may be set back. */
  ms: fc.integer({ min: -DAY_MS, max: 3 * DAY_MS }),
  bankroll: fc.oneof(
    fc.constant(0),
    fc.integer({ min: -1_000, max: 1_000 }),
    fc.integer({ min: 0, max: 50_000_000_000 }),
  ),
  strategies: fc.option(fc.subarray(NAMES, { minLength: 1 }), { nil: null }),
  deployable: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null, freq: 5 }),
  orders: fc.array(
    fc.record({ kind: fc.constantFrom('pause', 'resume', 'rebalance'), strategy: fc.constantFrom(...NAMES) }),
    { maxLength: 2 },
  ),
  /** Return of each strategy on the days that go by, basis points; so extreme now and then that all is lost. */
  returns: fc.array(fc.oneof(fc.integer({ min: -200, max: 200 }), fc.constant(-10_000), fc.constant(100_000)), {
    minLength: NAMES.length,
    maxLength: NAMES.length,
  }),
  trades: fc.integer({ min: 0, max: 4 }),
});

const most = (bankroll: number, deployable: number) =>
  shareOfUsd(bankroll > 0 ? usd(bankroll) : ZERO_USD, Math.floor(deployable * 1e6 + 1e-6), 1_000_000, 'down');

it('never allocates more than may be deployed, to the micro-dollar, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 25 }), (story) => {
      let now = START;
      let table: AllocationTable | null = null;
      let rules: AllocationRules = { strategies: NAMES.slice(0, 3), tournament: CONFIG };
      const days: Record<string, ScoredDay[]> = {};
      for (const [index, step] of story.entries()) {
        const next = Math.max(START, now + step.ms);
        const inForce: AllocationTable['entries'] = table === null ? [] : table.entries;
        for (let day = now - (now % DAY_MS); day + DAY_MS <= next; day += DAY_MS) {
          for (const { strategy, capital } of inForce) {
            const bp = step.returns[NAMES.indexOf(strategy)] ?? 0;
            const marks = (days[strategy] ??= []);
            if (marks.some((mark) => mark.day === day)) continue;
            const pnl = usd(Math.round((capital * bp) / 10_000));
            marks.push({ day, capital, pnl, traded: ZERO_USD, trades: step.trades });
          }
        }
        now = next;
        rules = {
          strategies: step.strategies ?? rules.strategies,
          tournament: {
            ...rules.tournament,
            deployable: step.deployable === null ? rules.tournament.deployable : step.deployable / 1e6,
          },
        };
        const orders = step.orders.map(({ kind, strategy }, sequence) => ({
          sequence,
          order: (kind === 'rebalance'
            ? { kind, reason: 'r', by: 'b' }
            : { kind, strategy, reason: 'r', by: 'b' }) as AllocationOrder,
          at: now,
        }));
        const inputs: AllocationInputs = { mode: 'paper', now, table, bankroll: usd(step.bankroll), days, orders };
        const decided = decideTable(inputs, rules);
        if (decided === null) {
          expect(table === null ? step.bankroll <= 0 : table.bankroll === step.bankroll).toBe(true);
          continue;
        }
        const before: AllocationTable | null = table;
        table = allocationTableSchema.parse({ id: `t${index}`, ...decided });
        const total = table.entries.reduce((sum, { capital }) => sum + capital, 0);
        expect(total).toBeLessThanOrEqual(most(step.bankroll, rules.tournament.deployable));
        expect(table.bankroll).toBe(step.bankroll);
        expect(table.entries.map(({ strategy }) => strategy).toSorted()).toEqual(rules.strategies.toSorted());
        expect(before === null || table.day >= before.day).toBe(true);
        for (const { capital, state, paused } of table.entries) {
          expect(Number.isSafeInteger(capital) && capital >= 0).toBe(true);
          expect(paused !== null).toBe(state === 'paused');
          if (state === 'paused') expect(capital).toBe(0);
        }
        // The same again decides nothing.
        const settled = { ...inputs, table, orders: [] };
        expect(decideTable(settled, rules)).toBeNull();
      }
    }),
    { numRuns: 1_000 },
  );
});

describe('degenerate histories, from marks to capital', () => {
  const entries = (histories: Readonly<Record<string, readonly Partial<ScoredDay>[]>>) => {
    const strategies = Object.keys(histories);
    const rules = { strategies, tournament: CONFIG };
    const opened = decideTable(
      { mode: 'paper', now: START, table: null, bankroll: usd(1_000_000_000), days: {}, orders: [] },
      rules,
    );
    if (opened === null) throw new Error('nothing was allocated');
    const days = Object.fromEntries(
      Object.entries(histories).map(([strategy, marks]) => [
        strategy,
        marks.map((mark, index) => ({
          day: START + index * DAY_MS,
          capital: usd(100_000_000),
          pnl: ZERO_USD,
          traded: ZERO_USD,
          trades: 0,
          ...mark,
        })),
      ]),
    );
    const now = START + 7 * DAY_MS;
    const table = { id: 't', ...opened };
    const decided = decideTable({ mode: 'paper', now, table, bankroll: table.bankroll, days, orders: [] }, rules);
    return Object.fromEntries((decided?.entries ?? []).map((entry) => [entry.strategy, entry]));
  };
  const week = (mark: Partial<ScoredDay>) => Array.from({ length: 7 }, () => mark);
  const steady = [4, 5, 3, 6, 4, 5, 4].map((pnl) => ({ pnl: usd(pnl * 100_000), trades: 3 }));

  it('have defined answers beside one that earns', () => {
    const found = entries({
      steady,
      'no trades': week({}),
      'one trade': [{ pnl: usd(50_000_000), trades: 1 }, ...week({}).slice(1)],
      'one huge win': [...week({ trades: 2 }).slice(1), { pnl: usd(5_000_000_000), trades: 2 }],
      constant: week({ pnl: usd(100_000), trades: 2 }),
      'constant loss': week({ pnl: usd(-100_000), trades: 2 }),
      'lost everything': [{ pnl: usd(-100_000_000), trades: 1 }, ...week({ capital: ZERO_USD }).slice(1)],
      'no days': [],
    });
    const of = (name: string) => [found[name]?.state, found[name]?.score.kind, found[name]?.capital];
    expect(of('no trades')).toEqual(['active', 'unscored', 20_000_000]);
    expect(of('one trade')).toEqual(['active', 'unscored', 20_000_000]);
    expect(of('one huge win')).toEqual(['active', 'scored', 20_000_000]);
    expect(of('constant loss')).toEqual(['halved', 'scored', 10_000_000]);
    expect(of('lost everything')).toEqual(['active', 'unscored', 20_000_000]);
    expect(of('no days')).toEqual(['active', 'unscored', 20_000_000]);
    // The floor of 10 basis points makes a Sharpe ratio of 1 of a gain of 10 every day.
    expect(found['constant']?.score).toMatchObject({ kind: 'scored', sharpe: 1 });
    expect(found['steady']).toMatchObject({ rank: 1, capital: 400_000_000 });
  });
});
