import { latestAllocation } from '@pm-arbitrage/core/allocations/latest-allocation.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { AllocationEntry, AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { type MarketId, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { catchUpBooks } from '@pm-arbitrage/core/hot-books/catch-up.js';
import { hopTimer } from '@pm-arbitrage/core/metrics/hop-timer.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { LatestOpportunities } from './latest-opportunities.js';
import { loadStrategy, strategyNameOf } from './load-strategy.js';
import { makeClosing, makeRequest } from './make-request.js';
import { OwnTrades } from './own-trades.js';
import type { Intention, StrategyView } from './strategy.js';
import { withdrawWhenPaused } from './withdraw-when-paused.js';

/** How long a rejected cover is left alone: its reason seldom goes away sooner. */
const REJECTED_PAUSE_MS = 1_000;
const REVIEW_MS = 1_000;

/** Runs one strategy: shows it opportunities and its own trades, asks for what it decides, remembers what is under way. */
export function strategyAgent(entry: string): AgentDefinition {
  return {
    name: 'strategy',
    variant: strategyNameOf(entry),
    reads: ['opportunities', 'allocations', 'trade.rejected', 'trade.results', 'venue.{platform}.prices'],
    writes: ['trade.requests', 'trade.withdrawals'],

    async setup(context) {
      const { bus, clock, config, database, edge, halt, ids, log, metrics, name } = context;
      const strategy = await edge.work('load the strategy', () => loadStrategy(entry, config.strategies));
      const own = await OwnTrades.load(database, config.mode, strategy.name);
      const seen = new LatestOpportunities();
      const books = new Map<MarketId, PriceUpdate>();
      const pausedUntil = new Map<string, number>();
      let allocation: AllocationEntry | null = null;
      let requested = 0;
      const take = (table: AllocationTable | null) => {
        allocation = table?.entries.find((one) => one.strategy === strategy.name) ?? null;
      };
      const requests = counterOf(metrics, told.requests);
      const timed = hopTimer(metrics, 'opportunity-to-request');
      const view = (now: number): StrategyView => ({
        now,
        allocation,
        own: own.all,
        record: own.record,
        latest: (coverId) => seen.of(coverId),
        book: (market) => books.get(market),
      });
      const facts = (now: number) => ({
        tradeId: ids.next(),
        strategy: strategy.name,
        now,
        ttlMs: config.trading.approvalTtlMs,
      });
      const ask = (request: TradeRequest, because?: Envelope<unknown>) => {
        own.requested(request);
        requested++;
        requests.inc({ strategy: strategy.name });
        // What a strategy asks for by itself answers no opportunity of this moment.
        if (because) timed(request.opportunity.detectedAt, clock.now());
        bus.publishDurable(channels.tradeRequests, request, because ? { because } : {}).catch((error: unknown) => {
          own.rejected(request.tradeId);
          log.warn({ error: messageOf(error) }, 'request not sent');
        });
      };
      const consider = (opportunity: Opportunity, envelope: Envelope<Opportunity>) => {
        if (!strategy.kinds.includes(opportunity.kind)) return;
        const now = clock.now();
        seen.put(opportunity);
        if (halt.isHalted || now < (pausedUntil.get(opportunity.coverId) ?? 0)) return;
        const decision = strategy.decide(opportunity, view(now));
        if (decision.kind === 'trade') ask(makeRequest(opportunity, decision, facts(now)), envelope);
      };
      const carryOut = (intention: Intention, now: number) => {
        const trade = own.get(intention.tradeId);
        if (trade === undefined) return;
        if (intention.kind === 'withdraw') {
          const withdrawal = { tradeId: trade.tradeId, strategy: strategy.name, reason: intention.reason, at: now };
          bus.publishDurable(channels.tradeWithdrawals, withdrawal).catch((error: unknown) => {
            log.warn({ error: messageOf(error) }, 'withdrawal not sent');
          });
          return;
        }
        const [leg] = trade.legs;
        const request = leg && makeClosing(intention, trade, books.get(leg.market), facts(now));
        if (request && !halt.isHalted && now >= (pausedUntil.get(request.opportunity.coverId) ?? 0)) ask(request);
      };
      const review = () => {
        const now = clock.now();
        own.forget(now);
        const current = view(now);
        const intentions = [...withdrawWhenPaused(current), ...(strategy.review?.(current) ?? [])];
        for (const intention of intentions) carryOut(intention, now);
      };

      take(await latestAllocation(database.queries, config.mode));
      const consume = { group: name, consumer: name };
      const subscriptions = [
        await bus.consume(channels.allocations, consume, async (table) => {
          if (table.mode !== config.mode) return;
          take(table);
          if (allocation?.state === 'paused') review();
        }),
        await bus.consume(channels.tradeRejected, consume, async (rejection) => {
          if (rejection.strategy !== strategy.name) return;
          own.rejected(rejection.tradeId);
          pausedUntil.set(rejection.coverId, clock.now() + REJECTED_PAUSE_MS);
        }),
        await bus.consume(channels.tradeResults, consume, async (result) => {
          if (result.strategy === strategy.name) own.result(result);
        }),
        await bus.follow([channels.opportunities], consider),
      ];
      const cancels = [clock.every(REVIEW_MS, review)];
      if (strategy.usesBooks === true) {
        const price = (update: PriceUpdate) => void books.set(update.market, update);
        subscriptions.push(await bus.follow(platforms.map(channels.prices), price));
        cancels.push(await catchUpBooks(context, price));
      }
      return {
        details: () => ({ requested, inFlight: own.all.length, capital: allocation?.capital ?? 0 }),
        async stop() {
          for (const cancel of cancels) cancel();
          for (const subscription of subscriptions.toReversed()) await subscription.close();
        },
      };
    },
  };
}
