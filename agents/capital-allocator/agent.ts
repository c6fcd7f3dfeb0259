import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { allocations } from '@pm-arbitrage/core/db/schema/schema.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { isFinal } from '@pm-arbitrage/core/domain/trade-states.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { equity } from '@pm-arbitrage/core/queries/trade-queries.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { adviseMove } from './advise-move.js';
import { explainAdvice, sayAdvice, sayStocks } from './advice-words.js';
import { shareCapital } from './share-capital.js';
import { venueStocks } from './venue-stocks.js';

const REVIEW_MS = 1_000;
const ADVICE_MS = 4 * 3_600_000;

/**
 * Gives every strategy its capital, and gives again when the bankroll has changed. Tells at its start and every four
 * hours what a person should move from venue to venue; moves nothing itself.
 */
export const capitalAllocator: AgentDefinition = {
  name: 'capital-allocator',
  reads: ['trade.results'],
  writes: ['allocations'],

  async setup(context) {
    const { bus, clock, config, database, ids, log, name, outbox } = context;
    const { split } = config.capital;
    const plan = { split: { polymarket: split, kalshi: 1 - split }, reserve: 1 - config.risk.deployed };
    let bankroll = -1;
    let due = true;
    let busy = false;
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
    const allocate = async () => {
      const now = await equity(database.queries, config.mode);
      due = false;
      if (now.equity === 0) return;
      await advise();
      if (now.equity === bankroll) return;
      const table = {
        id: ids.next(),
        at: clock.now(),
        bankroll: now.equity,
        entries: shareCapital(now.equity, config.trading.strategies, config.risk.deployed),
      };
      await outbox.commit(async (queries, emit) => {
        await queries.insert(allocations).values({ id: table.id, table, at: table.at });
        emit(channels.allocations, table);
      });
      bankroll = now.equity;
    };
    const review = () => {
      if (busy || (!due && !adviceDue && bankroll > 0)) return;
      busy = true;
      allocate()
        .catch((error: unknown) => {
          due = true;
          log.warn({ error: messageOf(error) }, 'capital not allocated');
        })
        .finally(() => (busy = false));
    };

    const results = await bus.consume(channels.tradeResults, { group: name, consumer: name }, async (result) => {
      if (isFinal(result.state) && result.cost > 0) due = true;
    });
    await allocate();
    const timers = [
      clock.every(REVIEW_MS, review),
      clock.every(ADVICE_MS, () => {
        adviceDue = true;
      }),
    ];
    return {
      details: () => ({ bankroll, ...told }),
      async stop() {
        for (const cancel of timers) cancel();
        await results.close();
      },
    };
  },
};
