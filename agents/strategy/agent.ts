import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { isFinal } from '@pm-arbitrage/core/domain/trade-states.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { eq } from 'drizzle-orm';
import { latestAllocations } from './latest-allocations.js';
import type { Strategy } from './strategy.js';

/** How long a rejected cover is left alone: its reason seldom goes away sooner. */
const REJECTED_PAUSE_MS = 1_000;

/** Runs one strategy: listens to opportunities, asks for trades, remembers what is under way. */
export function strategyAgent(strategy: Strategy): AgentDefinition {
  return {
    name: 'strategy',
    variant: strategy.name,
    reads: ['opportunities', 'allocations', 'trade.rejected', 'trade.results'],
    writes: ['trade.requests'],

    async setup(context) {
      const { bus, clock, config, database, halt, ids, log, name } = context;
      /** Trade → cover, from the request until the trade is over. */
      const inFlight = new Map<string, string>();
      const pausedUntil = new Map<string, number>();
      let allocation: AllocationTable['entries'][number] | null = null;
      let requested = 0;
      const take = (table: AllocationTable | null) => {
        allocation = table?.entries.find((entry) => entry.strategy === strategy.name) ?? null;
      };

      take(await latestAllocations(database));
      const open = await database.queries.select().from(trades).where(eq(trades.strategy, strategy.name));
      for (const trade of open) if (!isFinal(trade.state)) inFlight.set(trade.id, trade.coverId);

      const consume = { group: name, consumer: name };
      const subscriptions = [
        await bus.consume(channels.allocations, consume, async (table) => take(table)),
        await bus.consume(channels.tradeRejected, consume, async (rejection) => {
          if (rejection.strategy !== strategy.name) return;
          inFlight.delete(rejection.tradeId);
          pausedUntil.set(rejection.coverId, clock.now() + REJECTED_PAUSE_MS);
        }),
        await bus.consume(channels.tradeResults, consume, async (result) => {
          if (result.strategy === strategy.name && isFinal(result.state)) inFlight.delete(result.tradeId);
        }),
        await bus.follow([channels.opportunities], (opportunity, envelope) => {
          const now = clock.now();
          if (halt.isHalted || now < (pausedUntil.get(opportunity.coverId) ?? 0)) return;
          const decision = strategy.decide(opportunity, { now, allocation, inFlight: new Set(inFlight.values()) });
          if (decision.kind === 'pass') return;
          const tradeId = ids.next();
          inFlight.set(tradeId, opportunity.coverId);
          requested++;
          const request = {
            tradeId,
            strategy: strategy.name,
            opportunity,
            quantity: decision.quantity,
            requestedAt: now,
            expiresAt: now + config.trading.approvalTtlMs,
          };
          bus.publishDurable(channels.tradeRequests, request, { because: envelope }).catch((error: unknown) => {
            inFlight.delete(tradeId);
            log.warn({ error: messageOf(error) }, 'request not sent');
          });
        }),
      ];
      return {
        details: () => ({ requested, inFlight: inFlight.size, capital: allocation?.capital ?? 0 }),
        async stop() {
          for (const subscription of subscriptions.toReversed()) await subscription.close();
        },
      };
    },
  };
}
