import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { modelCalls, modelDays } from '@pm-arbitrage/core/db/schema/schema.js';
import { subUsd, type Usd, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { Ids } from '@pm-arbitrage/core/random/ids.js';

/** Where a day's money stands. */
export interface BudgetState {
  /** UTC day, `2026-11-21`. */
  readonly day: string;
  readonly limit: Usd;
  /** Settled costs and the worst case of what is under way. */
  readonly committed: Usd;
  /** Never below zero. */
  readonly remaining: Usd;
}

export const utcDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * What the language model may spend in a UTC day, over all processes on one database. The worst case is reserved before
 * a call leaves and settled at its real cost after; a crash between the two leaves the worst case counted. The day that
 * reserved pays, however long the call takes.
 */
export class ModelBudget {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #limit: Usd;

  constructor(options: { readonly database: Database; readonly clock: Clock; readonly ids: Ids; readonly limit: Usd }) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#ids = options.ids;
    this.#limit = options.limit;
  }

  /** @returns the id to settle by, or null when the day's money does not cover the worst case. */
  async reserve(request: {
    readonly model: string;
    readonly purpose: string;
    readonly worst: Usd;
  }): Promise<string | null> {
    return this.#database.transaction((queries) => this.reserveWithin(queries, request));
  }

  /** The same, as a part of a transaction. */
  async reserveWithin(
    queries: Queries,
    { model, purpose, worst }: { readonly model: string; readonly purpose: string; readonly worst: Usd },
  ): Promise<string | null> {
    if (worst > this.#limit) return null;
    const at = this.#clock.now();
    const day = utcDay(at);
    // One statement holds the day's row, so callers that come together are judged one after the other.
    const granted = await queries
      .insert(modelDays)
      .values({ day, committed: worst })
      .onConflictDoUpdate({
        target: modelDays.day,
        set: { committed: sql`${modelDays.committed} + ${worst}` },
        setWhere: sql`${modelDays.committed} + ${worst} <= ${this.#limit}`,
      })
      .returning({ day: modelDays.day });
    if (granted.length === 0) return null;
    const id = this.#ids.next();
    await queries.insert(modelCalls).values({ id, day, model, purpose, reserved: worst, at });
    return id;
  }

  /** Books what a call cost. Settling it again changes nothing. */
  async settle(id: string, cost: Usd): Promise<void> {
    await this.#database.transaction((queries) => this.settleWithin(queries, id, cost));
  }

  /** The same, as a part of a transaction. */
  async settleWithin(queries: Queries, id: string, cost: Usd): Promise<void> {
    const [call] = await queries
      .update(modelCalls)
      .set({ cost, settledAt: this.#clock.now() })
      .where(and(eq(modelCalls.id, id), isNull(modelCalls.cost)))
      .returning({ day: modelCalls.day, reserved: modelCalls.reserved });
    if (call === undefined) return;
    await queries
      .update(modelDays)
      .set({ committed: sql`${modelDays.committed} + ${subUsd(cost, call.reserved)}` })
      .where(eq(modelDays.day, call.day));
  }

  /**
   * Notes that a day's money turned a question away.
   * @param exhaustedAt when it did, Unix ms: by now it may be another day.
   * @returns where that day stands, the first time that day over all processes; else null.
   */
  async exhausted(exhaustedAt: number): Promise<BudgetState | null> {
    const noted = await this.#database.queries
      .insert(modelDays)
      .values({ day: utcDay(exhaustedAt), committed: ZERO_USD, exhaustedAt })
      .onConflictDoUpdate({ target: modelDays.day, set: { exhaustedAt }, setWhere: isNull(modelDays.exhaustedAt) })
      .returning({ day: modelDays.day });
    return noted.length > 0 ? this.state(exhaustedAt) : null;
  }

  async state(at = this.#clock.now()): Promise<BudgetState> {
    const day = utcDay(at);
    const [row] = await this.#database.queries.select().from(modelDays).where(eq(modelDays.day, day));
    const committed = row?.committed ?? ZERO_USD;
    return { day, limit: this.#limit, committed, remaining: usd(Math.max(0, this.#limit - committed)) };
  }
}
