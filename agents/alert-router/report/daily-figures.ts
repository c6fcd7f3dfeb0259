import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';
import { type StrategyProfit, strategyProfits } from '@pm-arbitrage/core/queries/strategy-profits.js';
import { countRejections, countTrades, profitAndLoss } from '@pm-arbitrage/core/queries/trade-queries.js';
import { type AgentUptime, minutesAlive, uptimeOf } from '@pm-arbitrage/core/trial/uptime.js';
import { and, eq, gte, inArray, ne } from 'drizzle-orm';

/** What the last 24 hours came to. */
export interface DailyFigures {
  readonly mode: LedgerMode;
  /** Trades asked for, by what became of them. */
  readonly trades: Awaited<ReturnType<typeof countTrades>>;
  readonly rejected: number;
  /** Best first. */
  readonly strategies: readonly StrategyProfit[];
  readonly money: Awaited<ReturnType<typeof profitAndLoss>>;
  /** Alerts that were worse than routine. */
  readonly alerts: number;
  /** Of them, agents that were found dead. */
  readonly outages: number;
  /** Who was away most first; empty before a minute is on record. */
  readonly uptime: readonly AgentUptime[];
}

/** @param now Unix ms */
export async function dailyFigures(queries: Queries, mode: LedgerMode, now: number): Promise<DailyFigures> {
  const from = now - DAY_MS;
  const lately = gte(alerts.at, from);
  return {
    mode,
    trades: await countTrades(queries, mode, from),
    rejected: Object.values(await countRejections(queries, from)).reduce((sum, count) => sum + count, 0),
    strategies: await strategyProfits(queries, mode, from),
    money: await profitAndLoss(queries, mode, now),
    alerts: await queries.$count(alerts, and(lately, ne(alerts.tier, 'routine'), ne(alerts.kind, 'report.daily'))),
    uptime: uptimeOf(await minutesAlive(queries, { from, to: now }), { from, to: now }),
    outages: await queries.$count(
      alerts,
      and(lately, inArray(alerts.kind, ['agent.down', 'database.down', 'redis.down']), eq(alerts.tier, 'critical')),
    ),
  };
}
