import type { Redis } from 'ioredis';
import { type Cancel, sleep } from '../clock/clock.js';
import { messageOf } from '../errors/coded-error.js';
import { Acknowledger } from './acknowledger.js';
import { BlockingConnection } from './blocking-connection.js';
import type { ConsumeHandler, GroupLag } from './bus.js';
import { defaultRedelivery, type ParkedMessage } from './bus-options.js';
import type { Channel } from './channel.js';
import type { Counters } from './counter-book.js';
import type { GroupEntry, RedisGroup } from './redis-group.js';
import { BLOCK_MS, type ResolvedRedisOptions } from './redis-options.js';
import { decodeEnvelope } from './wire.js';

/** Bounds of the entries taken in one read. */
const MIN_COUNT = 8;
const MAX_COUNT = 512;
/** A batch handled faster than this many ms lets the next one be larger, a slower one leaves more to other consumers. */
const BATCH_TARGET_MS = 20;

/**
 * One consumer of a group on Redis. Entries it was given but had not acknowledged come first after a restart and after a
 * lost connection; those of consumers that died are claimed. While it holds entries it keeps marking them as its own.
 */
export class RedisConsumer<T> {
  readonly #connection: BlockingConnection;
  readonly #giveUp = new AbortController();
  readonly #acks: Acknowledger;
  readonly #cancelUpkeep: Cancel;
  readonly #loop: Promise<void>;
  /** Entries read and not yet dealt with, the one in hand first. */
  #held: GroupEntry[] = [];
  #recovering = true;
  #count = MIN_COUNT;
  #claimCursor = '0-0';
  #lastUpkeep: number;

  constructor(
    reader: Redis,
    private readonly commands: Redis,
    private readonly group: RedisGroup,
    private readonly channel: Channel<T>,
    private readonly handler: ConsumeHandler<T>,
    private readonly options: ResolvedRedisOptions,
    private readonly counters: Counters,
  ) {
    const { clock, claimIdleMs } = options;
    this.#connection = new BlockingConnection(reader, commands, clock);
    this.#acks = new Acknowledger(commands, group.key, group.name, clock, this.#giveUp.signal);
    this.#lastUpkeep = clock.monotonic();
    this.#cancelUpkeep = clock.every(Math.ceil(claimIdleMs / 3), () => {
      // Whatever fails here is done again next time.
      this.#upkeep().catch(() => undefined);
    });
    this.#loop = this.#run();
  }

  /** @throws what ioredis throws */
  async lag(): Promise<GroupLag> {
    return { stream: this.group.stream, group: this.group.name, messages: await this.group.lag() };
  }

  /** Takes no more messages, waits for the handler that runs, hands the rest to the other consumers. */
  async close(): Promise<void> {
    this.#connection.stop();
    await this.#loop;
    const patience = this.options.clock.after(this.options.timeoutMs, () => this.#giveUp.abort());
    await this.#acks.flushed();
    patience();
    if (this.#held.length > 0) {
      const ids = this.#held.map((entry) => entry.id);
      await this.group.release(ids, this.options.claimIdleMs).catch(() => undefined);
    }
    this.abort();
  }

  /** Leaves at once, as if the process had died. */
  abort(): void {
    this.#cancelUpkeep();
    this.#giveUp.abort();
    this.#connection.disconnect();
  }

  async #run(): Promise<void> {
    await this.#connection.opened();
    while (!this.#connection.stopped) {
      try {
        this.#held = await this.#next();
        await this.#handleHeld();
      } catch (error) {
        if (!(await this.#connection.recovered())) return;
        this.#recovering = true;
        // Redis came back without its data, or somebody removed the group.
        if (messageOf(error).startsWith('NOGROUP')) await this.group.ensure().catch(() => undefined);
      }
    }
  }

  async #next(): Promise<GroupEntry[]> {
    if (this.#recovering) {
      // Acknowledgements under way would otherwise let entries that are done come back.
      await this.#acks.flushed();
      const own = await this.#connection.read((reader) => this.group.readOwn(reader));
      if (own !== null) return [own];
      this.#recovering = false;
    }
    return this.#connection.read((reader) => this.group.readNew(reader, this.#count, BLOCK_MS));
  }

  async #handleHeld(): Promise<void> {
    const { clock } = this.options;
    const size = this.#held.length;
    const start = clock.monotonic();
    for (let entry = this.#held[0]; entry !== undefined && !this.#connection.stopped; entry = this.#held[0]) {
      if (!(await this.#handle(entry))) return;
      this.#held.shift();
    }
    const tookMs = clock.monotonic() - start;
    if (tookMs > BATCH_TARGET_MS) this.#count = Math.max(MIN_COUNT, this.#count >> 1);
    else if (size === this.#count) this.#count = Math.min(MAX_COUNT, this.#count * 2);
  }

  /** Brings one entry to its end; returns false when it stays with the group because this consumer stops. */
  async #handle(entry: GroupEntry): Promise<boolean> {
    const { maxAttempts, backoffMs } = this.options.redelivery ?? defaultRedelivery;
    const { clock } = this.options;
    const envelope = decodeEnvelope(entry.text, this.channel.definition);
    if (typeof envelope === 'string') {
      this.counters.invalid++;
      return this.#park(entry, 'invalid', envelope, entry.attempt);
    }
    if (entry.attempt > maxAttempts) {
      return this.#park(entry, 'failed', 'every consumer that took it ended before its handler did', maxAttempts);
    }
    for (let attempt = entry.attempt; ; attempt++) {
      if (attempt > 1) this.counters.redelivered++;
      try {
        await this.handler(envelope.payload, envelope);
        this.counters.delivered++;
        this.#acks.add(entry.id);
        return true;
      } catch (error) {
        if (attempt >= maxAttempts) return this.#park(entry, 'failed', messageOf(error), attempt);
      }
      await sleep(clock, backoffMs(attempt), this.#connection.signal);
      if (this.#connection.stopped) return false;
      // Uncounted for want of a connection, the attempt is still counted here.
      await this.group.countAttempt(entry.id, attempt + 1).catch(() => undefined);
    }
  }

  async #park(entry: GroupEntry, reason: ParkedMessage['reason'], error: string, attempts: number): Promise<boolean> {
    const { stream, name } = this.group;
    const message: ParkedMessage = { stream, group: name, reason, error, attempts, text: entry.text };
    for (;;) {
      try {
        await this.group.park(entry.id, message);
        break;
      } catch {
        if (!(await this.#connection.recovered())) return false;
      }
    }
    this.counters.parked++;
    this.options.onParked?.(message);
    return true;
  }

  /** Keeps held entries from being claimed and itself from looking dead, and claims entries of dead consumers. */
  async #upkeep(): Promise<void> {
    const { clock, claimIdleMs } = this.options;
    const now = clock.monotonic();
    const paused = now - this.#lastUpkeep > claimIdleMs;
    this.#lastUpkeep = now;
    // After a pause that long the others have taken what was held here: ask what is left instead of taking it back.
    if (paused) {
      this.#held.splice(1);
      this.#recovering = true;
    } else if (this.#held.length > 0) {
      await this.group.touch(this.#held.map((entry) => entry.id));
    }
    await this.group.showAlive();
    const { claimed, cursor } = await this.group.claim(claimIdleMs, this.#claimCursor);
    this.#claimCursor = cursor;
    if (claimed === 0) return;
    this.#recovering = true;
    this.#connection.wake();
  }
}
