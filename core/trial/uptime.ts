import { and, asc, gte, lt, sql } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { agentMinutes } from '../db/schema/schema.js';
import type { AgentMinutes } from './trial-facts.js';

const MINUTE_MS = 60_000;

/** What an agent was there of a stretch of time. */
export interface AgentUptime {
  readonly agent: string;
  /** 0 to 1, of the whole minutes of the stretch. */
  readonly share: number;
  /** Whole minutes of the stretch. */
  readonly minutes: number;
}

interface Span {
  /** Unix ms. */
  readonly from: number;
  readonly to: number;
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);

/** Minutes that each agent noted, by name. */
export async function minutesAlive(queries: Queries, { from, to }: Span): Promise<readonly AgentMinutes[]> {
  const rows = await queries
    .select({ agent: agentMinutes.agent, minutes: sql<string>`count(*)` })
    .from(agentMinutes)
    .where(and(gte(agentMinutes.minute, minuteOf(from)), lt(agentMinutes.minute, minuteOf(to))))
    .groupBy(agentMinutes.agent)
    .orderBy(asc(agentMinutes.agent));
  return rows.map(({ agent, minutes }) => ({ agent, minutes: Number(minutes) }));
}

/** Who was away most first. */
export function uptimeOf(alive: readonly AgentMinutes[], { from, to }: Span): readonly AgentUptime[] {
  const minutes = minuteOf(to) - minuteOf(from);
  return alive
    .map((of) => ({ agent: of.agent, minutes, share: minutes === 0 ? 0 : Math.min(1, of.minutes / minutes) }))
    .toSorted((a, b) => a.share - b.share || (a.agent < b.agent ? -1 : 1));
}
