import type { Database } from '@pm-arbitrage/core/db/database.js';
import { trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { and, eq, gte, lt, min } from 'drizzle-orm';
import { isUnusual } from './unusual-volume.js';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** An alert where the last hour saw unusually many trades; one an hour at most. @param now Unix ms */
export async function volumeAlert(
  { queries }: Database,
  mode: LedgerMode,
  factor: number,
  now: number,
): Promise<Alert | null> {
  const hourAgo = now - HOUR_MS;
  const traded = (from: number, to: number) =>
    queries.$count(trades, and(eq(trades.mode, mode), gte(trades.requestedAt, from), lt(trades.requestedAt, to)));
  const lastHour = await traded(hourAgo, now + 1);
  const [first] = await queries
    .select({ at: min(trades.requestedAt) })
    .from(trades)
    .where(and(eq(trades.mode, mode), gte(trades.requestedAt, hourAgo - WEEK_MS)));
  const hours = (hourAgo - (first?.at ?? hourAgo)) / HOUR_MS;
  const week = await traded(hourAgo - WEEK_MS, hourAgo);
  if (!isUnusual(lastHour, { week, hours }, factor)) return null;
  const hour = Math.floor(now / HOUR_MS);
  return {
    id: `trades.unusual:${hour}`,
    tier: 'important',
    kind: 'trades.unusual',
    dedupeKey: 'trades.unusual',
    title: `${lastHour} trades within an hour`,
    body: `The average hour of the last week had ${(week / hours).toFixed(1)}. Look whether they are what you want; halt if not.`,
    source: 'alert-router',
    at: now,
  };
}
