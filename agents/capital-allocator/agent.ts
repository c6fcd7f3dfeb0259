import { allocationInputs } from '@pm-arbitrage/core/allocations/allocation-inputs.js';
import { allocationSettings } from '@pm-arbitrage/core/allocations/allocation-settings.js';
import { pendingOrders } from '@pm-arbitrage/core/allocations/pending-orders.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { isFinal } from '@pm-arbitrage/core/domain/trade-states.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { adviseMove } from './advise-move.js';
import { explainAdvice, sayAdvice, sayStocks } from './advice-words.js';
import { allocationRules } from './allocation-rules.js';
import { commitTable } from './commit-table.js';
import { decideTable } from './decide-table.js';
import { sayTable, stateAlerts } from './table-words.js';
import { venueStocks } from './venue-stocks.js';

/** Orders of persons are obeyed within a second. */
const REVIEW_MS = 750;
const ADVICE_MS = 4 * 3_600_000;

/**
 * Gives every strategy its capital: anew at every midnight (UTC) by what it has proven, in the same shares when the bankroll
 * has changed, and as persons pause and resume. Tells at its start and every four hours what a person should move from
 * venue to venue; moves nothing itself.
 */
export const capitalAllocator: AgentDefinition = {
  name: 'capital-allocator',
  reads: ['trade.results'],
  writes: ['allocations'],

  async setup(context) {
    const { bus, clock, config, database, ids, log, name, outbox } = context;
    const { split } = config.capital;
    const plan = { split: { polymarket: split, kalshi: 1 - split }, reserve: 1 - config.risk.deployed };
    const rules = allocationRules(allocationSettings(config));
    let table: AllocationTable | null = null;
    let due = true;
    let busy = false;
    /** Asked for while busy: a clock that leaps may not ask again soon. */
    let again = false;
    let underWay = Promise.resolve();
    let stopped = false;
    let adviceDue = true;
    let told: Readonly<Record<string, string>> = {};

    /** Looks at the venues; raises what to move when that is due. */
    const advise = async () => {
      const stocks = await venueStocks(database, config.mode);
      // At the first start accounts are opened one after the other.
      if (stocks.size < platforms.length) return;
      const advice = adviseMove(stocks, plan);
      told = { ...sayStocks(stocks, plan), advice: sayAdvice(advice) };
      if (!adviceDue) return;
      adviceDue = false;
      if (advice.kind === 'keep') return;
      const title = `Capital: ${sayAdvice(advice)}`;
      context.alert({ tier: 'routine', kind: 'capital.advice', title, body: explainAdvice(stocks, plan) });
    };
    /** Whether anything has happened that an allocation depends on. */
    const somethingChanged = async () =>
      due ||
      adviceDue ||
      table === null ||
      clock.now() >= table.day + DAY_MS ||
      (await pendingOrders(database.queries, config.mode)).length > 0;
    const allocate = async () => {
      if (!(await somethingChanged())) return;
      due = false;
      const inputs = await allocationInputs(database, config.mode, clock.now());
      table = inputs.table;
      const decided = decideTable(inputs, rules);
      if (decided !== null) {
        const next = { id: ids.next(), ...decided };
        if (await commitTable(outbox, inputs, next)) {
          for (const alert of stateAlerts(table, next)) context.alert(alert);
          table = next;
        } else due = true;
      }
      if (table !== null) await advise();
    };
    const review = () => {
      again = busy;
      if (busy) return;
      busy = true;
      underWay = allocate()
        .catch((error: unknown) => {
          due = true;
          log.warn({ error: messageOf(error) }, 'capital not allocated');
        })
        .finally(() => {
          busy = false;
          if (again && !stopped) review();
        });
    };

    const results = await bus.consume(channels.tradeResults, { group: name, consumer: name }, async (result) => {
      if (isFinal(result.state)) due = true;
    });
    await allocate();
    const timers = [
      clock.every(REVIEW_MS, review),
      clock.every(ADVICE_MS, () => {
        adviceDue = true;
      }),
    ];
    return {
      details: () => ({
        bankroll: table?.bankroll ?? -1,
        ...(table === null ? {} : { strategies: sayTable(table) }),
        ...told,
      }),
      async stop() {
        stopped = true;
        for (const cancel of timers) cancel();
        await results.close();
        await underWay;
      },
    };
  },
};
