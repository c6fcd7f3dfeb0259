import { asc, eq, inArray } from 'drizzle-orm';
import type { Bus } from '../bus/bus.js';
import type { Channel } from '../bus/channel.js';
import type { PublishOptions } from '../bus/envelope.js';
import { findChannel } from '../bus/find-channel.js';
import type { Clock } from '../clock/clock.js';
import { messageOf } from '../errors/coded-error.js';
import type { Logger } from '../log/logger.js';
import type { Ids } from '../random/ids.js';
import type { Database, Queries } from './database.js';
import { outbox } from './schema/schema.js';

/** Adds a message to the transaction: it leaves if and only if the transaction commits. */
export type Emit = <T>(channel: Channel<T>, payload: T, options?: Omit<PublishOptions, 'id'>) => void;

export type OutboxRow = typeof outbox.$inferInsert;

interface Pending {
  readonly id: string;
  readonly channel: Channel<unknown>;
  readonly payload: unknown;
  readonly options: PublishOptions;
}

const SWEEP_MS = 1_000;
/** Rows of one read of the sweep. */
const BATCH = 500;

/**
 * Publishes messages that report committed facts. They are written in the transaction of the fact, sent right after
 * the commit, and deleted once the bus has them; what a crash or a dead bus left behind is sent again by the sweep,
 * under the same id. While anything is left behind, newer messages wait behind it: readers see one order.
 */
export class Outbox {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #source: string;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #log: Logger;
  /** Everything that publishes runs on this chain, one after the other. */
  #turn: Promise<void> = Promise.resolve();
  /** Whether rows of ours may lie in the table that nobody is about to send. */
  #behind = false;
  /**
   * The ids of what is being written or was, and is not published yet. They are here before their commit: a sweep may
   * read a row before the writer hears that it is committed, and the writer must then know that it is sent.
   */
  readonly #unsent = new Set<string>();
  #stopSweep: () => void = () => undefined;

  constructor(options: { database: Database; bus: Bus; source: string; clock: Clock; ids: Ids; log: Logger }) {
    this.#database = options.database;
    this.#bus = options.bus;
    this.#source = options.source;
    this.#clock = options.clock;
    this.#ids = options.ids;
    this.#log = options.log;
  }

  /** Runs `work` in a transaction, then publishes what it emitted, in order. */
  async commit<T>(work: (queries: Queries, emit: Emit) => Promise<T>): Promise<T> {
    const pending: Pending[] = [];
    try {
      const result = await this.#transaction(pending, work);
      await this.#publish(pending);
      return result;
    } finally {
      this.#forget(pending);
    }
  }

  /**
   * The same for a fact that is written in one statement: `write` puts the rows of the messages into the table itself,
   * together with the fact, or writes nothing and says false. @returns what `write` said
   */
  async commitBy(
    compose: (emit: Emit) => void,
    write: (rows: readonly OutboxRow[]) => Promise<boolean>,
  ): Promise<boolean> {
    const pending: Pending[] = [];
    compose(this.#collect(pending));
    try {
      const written = await write(this.#rowsOf(pending));
      if (written) await this.#publish(pending);
      return written;
    } catch (error) {
      // A connection that broke during the commit does not tell whether the rows are there.
      this.#behind = true;
      throw error;
    } finally {
      this.#forget(pending);
    }
  }

  /** Sends what an earlier life left behind, then looks for leftovers every second. */
  async start(): Promise<void> {
    this.#behind = true;
    await this.#next(() => this.#sweep());
    this.#stopSweep = this.#clock.every(SWEEP_MS, () => {
      if (this.#behind) void this.#next(() => this.#sweep());
    });
  }

  async stop(): Promise<void> {
    this.#stopSweep();
    await this.#turn;
  }

  async #transaction<T>(pending: Pending[], work: (queries: Queries, emit: Emit) => Promise<T>): Promise<T> {
    try {
      return await this.#database.transaction(async (queries) => {
        this.#forget(pending);
        pending.length = 0;
        const value = await work(queries, this.#collect(pending));
        if (pending.length > 0) await queries.insert(outbox).values(this.#rowsOf(pending));
        return value;
      });
    } catch (error) {
      // A connection that broke during the commit does not tell whether the rows are there.
      if (pending.length > 0) this.#behind = true;
      throw error;
    }
  }

  #collect(pending: Pending[]): Emit {
    return (channel, payload, options = {}) => {
      const id = this.#ids.next();
      const eventTime = this.#clock.now();
      pending.push({ id, channel: channel as Channel<unknown>, payload, options: { ...options, id, eventTime } });
    };
  }

  async #publish(pending: readonly Pending[]): Promise<void> {
    if (pending.length === 0) return;
    await this.#next(() =>
      this.#behind ? this.#sweep() : this.#send(pending.filter(({ id }) => this.#unsent.has(id))),
    );
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work);
    return this.#turn;
  }

  #forget(pending: readonly Pending[]): void {
    for (const { id } of pending) this.#unsent.delete(id);
  }

  #rowsOf(pending: readonly Pending[]): OutboxRow[] {
    for (const { id } of pending) this.#unsent.add(id);
    return pending.map((message) => this.#rowOf(message));
  }

  #rowOf({ id, channel, payload, options }: Pending): OutboxRow {
    return {
      id,
      stream: channel.stream,
      source: this.#source,
      payload,
      trace: options.because?.trace ?? null,
      cause: options.because?.id ?? null,
      at: options.eventTime as number,
    };
  }

  /** Never rejects: what is not sent is still in the table, and the sweep sends it. */
  async #send(pending: readonly Pending[]): Promise<void> {
    if (pending.length === 0) return;
    try {
      for (const { channel, payload, options } of pending) {
        await this.#bus.publishDurable(channel, payload, options);
      }
      this.#forget(pending);
      const sent = pending.map(({ id }) => id);
      await this.#database.queries.delete(outbox).where(inArray(outbox.id, sent));
    } catch (error) {
      this.#behind = true;
      this.#log.warn({ error: messageOf(error), messages: pending.length }, 'outbox waits for the bus');
    }
  }

  /** Sends everything of ours that lies in the table, oldest first. */
  async #sweep(): Promise<void> {
    this.#behind = false;
    for (let full = true; full && !this.#behind;) {
      try {
        const rows = await this.#database.queries
          .select()
          .from(outbox)
          .where(eq(outbox.source, this.#source))
          .orderBy(asc(outbox.sequence))
          .limit(BATCH);
        full = rows.length === BATCH;
        if (rows.length > 0) await this.#send(rows.map(messageIn));
      } catch (error) {
        this.#behind = true;
        this.#log.warn({ error: messageOf(error) }, 'outbox sweep failed');
      }
    }
  }
}

const messageIn = (row: typeof outbox.$inferSelect): Pending => ({
  id: row.id,
  channel: findChannel(row.stream),
  payload: row.payload,
  options: {
    id: row.id,
    eventTime: row.at,
    ...(row.trace !== null && row.cause !== null ? { because: { id: row.cause, trace: row.trace } } : {}),
  },
});
