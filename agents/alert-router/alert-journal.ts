import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { alertDeliveries, alertOccurrences, alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import { and, desc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Delivery } from './routing/delivery.js';
import type { OpenAlert } from './routing/routing-state.js';
import type { KnownAlert } from './same-alert.js';

/** Messages that are remembered as taken. */
const REMEMBERED = 2_000;
/** Alerts of one read. */
const MOST_OPEN = 1_000;

/** What an earlier life left. */
export interface AlertMemory {
  readonly known: readonly KnownAlert[];
  /** Ids of messages that were taken. */
  readonly taken: readonly string[];
  readonly open: readonly OpenAlert[];
  readonly deliveries: readonly Delivery[];
}

type Write = (queries: Queries) => Promise<void>;

/**
 * The router's memory in the database. Telling a person comes before writing down that it was told, so what is to be
 * written waits here while the database is away, in its order, and is written when it is back.
 */
export class AlertJournal {
  readonly #database: Database;
  #pending: Write[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  get isBehind(): boolean {
    return this.#pending.length > 0;
  }

  /** A message that began an alert. */
  noteAlert(alert: Alert, message: string): void {
    this.#pending.push(async (queries) => {
      await queries
        .insert(alerts)
        .values({ ...alert, count: 1 })
        .onConflictDoNothing();
      await queries
        .insert(alertOccurrences)
        .values({ id: message, alert: alert.id, at: alert.at })
        .onConflictDoNothing();
    });
  }

  /** A message that is part of an alert. */
  noteAgain(alert: string, message: string, at: number): void {
    this.#pending.push(async (queries) => {
      const rows = await queries
        .insert(alertOccurrences)
        .values({ id: message, alert, at })
        .onConflictDoNothing()
        .returning({ id: alertOccurrences.id });
      if (rows.length > 0)
        await queries
          .update(alerts)
          .set({ count: sql`${alerts.count} + 1` })
          .where(eq(alerts.id, alert));
    });
  }

  noteDeliveries(changed: readonly Delivery[], now: number): void {
    if (changed.length === 0) return;
    this.#pending.push(async (queries) => {
      for (const delivery of changed) {
        const row = { ...delivery, updatedAt: now };
        await queries.insert(alertDeliveries).values(row).onConflictDoUpdate({ target: alertDeliveries.id, set: row });
      }
    });
  }

  /** Writes what waits, all or nothing. Rejects when the database does not take it; it then goes on waiting. */
  flush(): Promise<void> {
    const turn = this.#turn.then(() => this.#write());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Which of these alerts have been acknowledged. */
  async acknowledged(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#database.queries
      .select({ id: alerts.id })
      .from(alerts)
      .where(and(inArray(alerts.id, [...ids]), sql`${alerts.acknowledgedAt} is not null`));
    return new Set(rows.map(({ id }) => id));
  }

  /** @param since Unix ms from which alerts may still have others as their part */
  async load(since: number): Promise<AlertMemory> {
    const { queries } = this.#database;
    const openEmergency = and(eq(alerts.tier, 'emergency'), isNull(alerts.acknowledgedAt));
    const rows = await queries
      .select()
      .from(alerts)
      .where(or(gte(alerts.at, since), openEmergency))
      .orderBy(alerts.at)
      .limit(MOST_OPEN);
    const taken = await queries
      .select({ id: alertOccurrences.id })
      .from(alertOccurrences)
      .orderBy(desc(alertOccurrences.at))
      .limit(REMEMBERED);
    const unsettled = await queries
      .select()
      .from(alertDeliveries)
      .where(inArray(alertDeliveries.state, ['waiting', 'sending']))
      .limit(MOST_OPEN);
    const wanted = new Set([
      ...unsettled.map(({ alert }) => alert),
      ...rows.filter(({ tier, acknowledgedAt }) => tier === 'emergency' && acknowledgedAt === null).map(({ id }) => id),
    ]);
    const openRows =
      wanted.size === 0
        ? []
        : await queries
            .select()
            .from(alerts)
            .where(and(inArray(alerts.id, [...wanted]), isNull(alerts.acknowledgedAt)));
    const found =
      openRows.length === 0
        ? []
        : await queries
            .select()
            .from(alertDeliveries)
            .where(
              inArray(
                alertDeliveries.alert,
                openRows.map(({ id }) => id),
              ),
            );
    return {
      known: rows.map((row) => ({ alert: alertOf(row), acknowledged: row.acknowledgedAt !== null })),
      taken: taken.map(({ id }) => id),
      ...openedFrom(openRows.map(alertOf), found),
    };
  }

  async #write(): Promise<void> {
    const writes = [...this.#pending];
    if (writes.length === 0) return;
    await this.#database.transaction(async (queries) => {
      for (const write of writes) await write(queries);
    });
    // Others may have been added meanwhile.
    this.#pending = this.#pending.slice(writes.length);
  }
}

const alertOf = ({ id, tier, kind, dedupeKey, title, body, source, at }: typeof alerts.$inferSelect): Alert => ({
  id,
  tier,
  kind,
  dedupeKey,
  title,
  body,
  source,
  at,
});

/** The newest telling of each open alert. An attempt that an earlier life began may have failed with it: it is made again. */
function openedFrom(
  openAlerts: readonly Alert[],
  rows: readonly (typeof alertDeliveries.$inferSelect)[],
): Pick<AlertMemory, 'open' | 'deliveries'> {
  const open: OpenAlert[] = [];
  const deliveries: Delivery[] = [];
  for (const alert of openAlerts) {
    const own = rows.filter((row) => row.alert === alert.id);
    if (own.length === 0) continue;
    const round = Math.max(...own.map((row) => row.round));
    const told = own.filter((row) => row.round === round);
    open.push({ alert, round, roundAt: Math.min(...told.map(({ firstTriedAt, dueAt }) => firstTriedAt ?? dueAt)) });
    for (const { updatedAt: _updatedAt, state, ...row } of told)
      deliveries.push({ ...row, state: state === 'sending' ? 'waiting' : state });
  }
  return { open, deliveries };
}
