import type { Redis } from 'ioredis';
import type { ParkedMessage } from './bus-options.js';
import { deadKeyOf, MAX_PARKED, parkedFields } from './dead-stream.js';
import type { StreamEntry } from './stream-tail.js';

/** An entry in the hands of this consumer. */
export interface GroupEntry {
  readonly id: string;
  readonly text: string;
  /** Deliveries to the group so far, this one included. */
  readonly attempt: number;
}

/** No entry has a higher id. */
const BEHIND_ALL = '18446744073709551615-0';

type GroupReply = [key: string, entries: [id: string, fields: StreamEntry[1] | null][]][] | null;

/** Redis's side of one consumer in one group: each method is one command, its meaning and its arguments. */
export class RedisGroup {
  constructor(
    private readonly commands: Redis,
    readonly prefix: string,
    readonly stream: string,
    readonly name: string,
    readonly consumer: string,
  ) {}

  get key(): string {
    return this.prefix + this.stream;
  }

  /** Creates stream and group where they do not exist; a new group starts at the oldest entry that is kept. */
  async ensure(): Promise<void> {
    try {
      await this.commands.xgroup('CREATE', this.key, this.name, '0', 'MKSTREAM');
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
    }
  }

  /** Takes up to `count` entries that no consumer of the group has seen, waiting up to `blockMs` for the first. */
  async readNew(reader: Redis, count: number, blockMs: number): Promise<GroupEntry[]> {
    const reply = (await reader.xreadgroup(
      'GROUP',
      this.name,
      this.consumer,
      'COUNT',
      count,
      'BLOCK',
      blockMs,
      'STREAMS',
      this.key,
      '>',
    )) as GroupReply;
    const entries = reply?.[0]?.[1] ?? [];
    return entries.map(([id, fields]) => ({ id, text: fields?.[1] ?? '', attempt: 1 }));
  }

  /**
   * The oldest entry that this consumer was given and has not acknowledged. One at a time, because reading it counts as
   * a delivery: entries that merely waited behind one that kills its consumer must not be parked with it.
   */
  async readOwn(reader: Redis): Promise<GroupEntry | null> {
    const reply = (await reader.xreadgroup(
      'GROUP',
      this.name,
      this.consumer,
      'COUNT',
      1,
      'STREAMS',
      this.key,
      '0',
    )) as GroupReply;
    const entry = reply?.[0]?.[1][0];
    if (entry === undefined) return null;
    const [id, fields] = entry;
    const pending = (await this.commands.xpending(this.key, this.name, id, id, 1)) as [
      string,
      string,
      number,
      number,
    ][];
    return { id, text: fields?.[1] ?? '', attempt: pending[0]?.[3] ?? 1 };
  }

  /** Sets the delivery count of an entry before it is tried again, so that it survives this process. */
  async countAttempt(id: string, attempt: number): Promise<void> {
    await this.commands.xclaim(this.key, this.name, this.consumer, 0, id, 'RETRYCOUNT', attempt, 'JUSTID');
  }

  /** Marks entries as being worked on: they are not idle. */
  async touch(ids: readonly string[]): Promise<void> {
    await this.commands.xclaim(this.key, this.name, this.consumer, 0, ...ids, 'JUSTID');
  }

  /**
   * Keeps this consumer from looking idle to `XINFO CONSUMERS`: Redis 7.0 does not count a read that waited for nothing. It
   * asks for entries of its own behind the last id there can be.
   */
  async showAlive(): Promise<void> {
    await this.commands.xreadgroup('GROUP', this.name, this.consumer, 'COUNT', 1, 'STREAMS', this.key, BEHIND_ALL);
  }

  /** Lets other consumers claim the entries without waiting for their idle time. */
  async release(ids: readonly string[], idleMs: number): Promise<void> {
    await this.commands.xclaim(this.key, this.name, this.consumer, 0, ...ids, 'IDLE', idleMs, 'JUSTID');
  }

  /** Takes over up to 100 entries of consumers that were silent for `idleMs`; returns how many, and where to go on. */
  async claim(idleMs: number, cursor: string): Promise<{ readonly claimed: number; readonly cursor: string }> {
    const reply = (await this.commands.xautoclaim(
      this.key,
      this.name,
      this.consumer,
      idleMs,
      cursor,
      'COUNT',
      100,
      'JUSTID',
    )) as [cursor: string, ids: string[]];
    return { claimed: reply[1].length, cursor: reply[0] };
  }

  /**
   * Messages that the group has not acknowledged. Those not delivered yet Redis cannot always count, after somebody
   * removed entries by hand: then it is what was delivered alone.
   */
  async lag(): Promise<number> {
    const groups = (await this.commands.xinfo('GROUPS', this.key)) as (string | number | null)[][];
    for (const fields of groups) {
      const fact = (name: string) => fields[fields.indexOf(name) + 1];
      if (fact('name') === this.name) return Number(fact('pending')) + Number(fact('lag') ?? 0);
    }
    return 0;
  }

  /** Moves an entry to `dead.{stream}` and acknowledges it, both or neither. */
  async park(id: string, message: ParkedMessage): Promise<void> {
    const results = await this.commands
      .multi()
      .xadd(deadKeyOf(this.prefix, this.stream), 'MAXLEN', '~', MAX_PARKED, '*', ...parkedFields(message))
      .xack(this.key, this.name, id)
      .exec();
    const failure = results?.find(([error]) => error !== null)?.[0];
    if (results === null || failure) throw failure ?? new Error('the transaction was discarded');
  }
}
