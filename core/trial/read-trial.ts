import { and, asc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Database, Queries } from '../db/database.js';
import { alerts, halts, ledger, opportunities, paperTwins, riskEvents } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { usd, type Usd } from '../money/money.js';
import { DAY_MS, utcDayOf } from '../performance/utc-day.js';
import { equityCurve } from '../queries/equity-curve.js';
import { leaderboard } from '../queries/performance-queries.js';
import { modelRecords } from '../queries/model-records.js';
import { strategyDays } from '../queries/strategy-days.js';
import { tradeHistories } from '../queries/trade-histories.js';
import type { FoundOnce, TrialFacts } from './trial-facts.js';
import { minutesAlive } from './uptime.js';

const CURVE_POINTS = 600;

/** Unix ms; `to` is exclusive. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Everything on record of a stretch of trading. Calibrations of models are those of now: they are kept as sums. */
export async function readTrial(database: Database, mode: LedgerMode, { from, to }: Span): Promise<TrialFacts> {
  const days = Math.max(1, Math.ceil((to - utcDayOf(from)) / DAY_MS));
  const { queries } = database;
  // No snapshot: it would hold the embedded database, which others in this process trade with.
  return {
    mode,
    from,
    to,
    bankroll: await equityAt(queries, mode, from),
    equity: (await equityCurve(queries, mode, { from, now: to, points: CURVE_POINTS })).filter(({ at }) => at < to),
    days: await strategyDays(queries, mode, { from: utcDayOf(from), to: utcDayOf(to - 1) + DAY_MS }),
    leaderboard: await leaderboard(database, mode, { now: to, days }),
    trades: await tradeHistories(queries, mode, { from, to }),
    opportunities: await found(queries, { from, to }),
    rejections: await countRejections(queries, { from, to }),
    alerts: await countAlerts(queries, { from, to }),
    halts: await haltsWithin(queries, { from, to }),
    models: await modelRecords(queries),
    alive: await minutesAlive(queries, { from, to }),
    twins: await twinsOf(queries, { from, to }),
  };
}

/** Equity at cost when the trial began; what was paid in first, if nothing was before. */
async function equityAt(queries: Queries, mode: LedgerMode, from: number): Promise<Usd> {
  const counts = sql`${ledger.mode} = ${mode} and (${ledger.account} like 'cash:%' or ${ledger.account} like 'contracts:%' or ${ledger.account} = 'payouts')`;
  const [before] = await queries
    .select({ total: sql<string | null>`sum(${ledger.amount})` })
    .from(ledger)
    .where(and(counts, lt(ledger.at, from)));
  if (before?.total) return usd(Number(before.total));
  const [paidIn] = await queries
    .select({ total: sql<string | null>`-sum(${ledger.amount})` })
    .from(ledger)
    .where(and(eq(ledger.mode, mode), eq(ledger.account, 'equity')));
  return usd(Number(paidIn?.total ?? 0));
}

const found = (queries: Queries, { from, to }: Span): Promise<readonly FoundOnce[]> => {
  const { id, coverId, kind, netProfit, detectedAt, suspicious } = opportunities;
  return queries
    .select({ id, coverId, kind, netProfit, detectedAt, suspicious })
    .from(opportunities)
    .where(and(gte(detectedAt, from), lt(detectedAt, to)))
    .orderBy(asc(detectedAt), asc(id));
};

async function countRejections(queries: Queries, { from, to }: Span): Promise<TrialFacts['rejections']> {
  const rows = await queries
    .select({ rule: riskEvents.rule, count: sql<string>`count(*)` })
    .from(riskEvents)
    .where(and(eq(riskEvents.kind, 'rejection'), gte(riskEvents.at, from), lt(riskEvents.at, to)))
    .groupBy(riskEvents.rule)
    .orderBy(sql`count(*) desc`, asc(riskEvents.rule));
  return rows.map(({ rule, count }) => ({ rule, count: Number(count) }));
}

async function countAlerts(queries: Queries, { from, to }: Span): Promise<TrialFacts['alerts']> {
  const rows = await queries
    .select({ tier: alerts.tier, kind: alerts.kind, count: sql<string>`sum(${alerts.count})` })
    .from(alerts)
    .where(and(gte(alerts.at, from), lt(alerts.at, to)))
    .groupBy(alerts.tier, alerts.kind)
    .orderBy(asc(alerts.tier), sql`sum(${alerts.count}) desc`, asc(alerts.kind));
  return rows.map(({ tier, kind, count }) => ({ tier, kind, count: Number(count) }));
}

async function haltsWithin(queries: Queries, { from, to }: Span): Promise<TrialFacts['halts']> {
  const rows = await queries
    .select({ at: halts.at, until: halts.resumedAt, reason: halts.reason })
    .from(halts)
    .where(and(gte(halts.at, from), lt(halts.at, to)))
    .orderBy(asc(halts.at));
  return rows;
}

const twinsOf = (queries: Queries, { from, to }: Span): Promise<TrialFacts['twins']> => {
  const { at, clientOrderId, fee, filled, notional } = paperTwins;
  return queries
    .select({ clientOrderId, filled, notional, fee })
    .from(paperTwins)
    .where(and(gte(at, from), lt(at, to)))
    .orderBy(asc(at), asc(clientOrderId));
};
