import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import { formatUsd } from '@pm-arbitrage/core/money/money.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { and, desc, eq, gte, sql } from 'drizzle-orm';

/** Stores what a person should know, once for each de-duplication window, and writes it to the log. */
export const alertRouter: AgentDefinition = {
  name: 'alert-router',
  reads: ['system.alerts', 'trade.results'],
  writes: [],

  async setup(context) {
    const { bus, config, database, log, name } = context;
    let routed = 0;

    const route = async (alert: Alert) => {
      const { queries } = database;
      const recent = await queries
        .select({ id: alerts.id })
        .from(alerts)
        .where(and(eq(alerts.dedupeKey, alert.dedupeKey), gte(alerts.at, alert.at - config.alerts.dedupeMs)))
        .orderBy(desc(alerts.at))
        .limit(1);
      const same = recent[0];
      if (same) {
        if (same.id === alert.id) return;
        await queries
          .update(alerts)
          .set({ count: sql`${alerts.count} + 1` })
          .where(eq(alerts.id, same.id));
        return;
      }
      await queries
        .insert(alerts)
        .values({ ...alert, count: 1 })
        .onConflictDoNothing();
      routed++;
      const level = alert.tier === 'routine' ? 'info' : 'warn';
      log[level]({ tier: alert.tier, kind: alert.kind, body: alert.body }, alert.title);
    };

    const consume = { group: name, consumer: name };
    const subscriptions = [
      await bus.consume(channels.alerts, consume, route),
      await bus.consume(channels.tradeResults, consume, async (result) => {
        const alert = alertFor(result);
        if (alert) await route(alert);
      }),
    ];
    return {
      details: () => ({ routed }),
      async stop() {
        for (const subscription of subscriptions) await subscription.close();
      },
    };
  },
};

const tiers: Partial<Record<TradeResult['state'], Alert['tier']>> = {
  complete: 'routine',
  settled: 'routine',
  hedged: 'important',
  unwound: 'important',
  naked: 'emergency',
};

/** Trades that a person should hear of. */
function alertFor(result: TradeResult): Alert | null {
  const tier = tiers[result.state];
  if (!tier) return null;
  const money = result.state === 'settled' ? `profit $${formatUsd(result.pnl)}` : `cost $${formatUsd(result.cost)}`;
  return {
    id: `trade:${result.tradeId}:${result.state}`,
    tier,
    kind: `trade.${result.state}`,
    dedupeKey: `trade:${result.tradeId}:${result.state}`,
    title: `Trade ${result.state}: ${result.kind}, ${money}`,
    body: result.reason,
    source: 'executor',
    at: result.at,
  };
}
