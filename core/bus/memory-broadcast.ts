import type { FollowHandler, FollowOptions } from './bus.js';
import type { ChannelDefinition } from './channel.js';
import type { Counters } from './counter-book.js';
import type { Envelope } from './envelope.js';
import type { TurnQueue } from './turn-queue.js';

/** One reader of one `latest` or `feed` stream. */
export interface Follower {
  readonly handler: FollowHandler<unknown>;
  readonly onGap: FollowOptions['onGap'];
  readonly wants: FollowOptions['wants'];
  readonly onHandlerError: (error: unknown, stream: string) => void;
  readonly counters: Counters;
}

interface Item {
  readonly sequence: number;
  /** Of a `latest` stream: the conflation key. */
  readonly key: string | null;
  readonly envelope: Envelope<unknown>;
  superseded: boolean;
}

interface Reading {
  /** The last item published before the follower came. */
  readonly since: number;
  behind: boolean;
}

/** A `latest` or `feed` stream in memory: hands each message to the followers of the moment, and keeps nothing. */
export class MemoryBroadcast {
  readonly #readings = new Map<Follower, Reading>();
  readonly #newest = new Map<string, Item>();
  readonly #queued: Item[] = [];
  #sequence = 0;

  constructor(
    readonly stream: string,
    readonly definition: ChannelDefinition<unknown>,
    private readonly queue: TurnQueue,
  ) {}

  publish(envelope: Envelope<unknown>): void {
    const key = this.definition.delivery === 'latest' ? this.definition.keyOf(envelope.payload) : null;
    const item: Item = { sequence: ++this.#sequence, key, envelope, superseded: false };
    if (key !== null) {
      const older = this.#newest.get(key);
      if (older) older.superseded = true;
      this.#newest.set(key, item);
      this.queue.add(() => {
        if (!item.superseded) this.#newest.delete(key);
        this.#deliver(item);
      });
    } else {
      this.#queued.push(item);
      // A publisher that outruns its readers within one turn meets the same limit as the trim of a Redis stream.
      if (this.#queued.length > this.definition.maxLength) (this.#queued.shift() as Item).superseded = true;
      this.queue.add(() => {
        if (!item.superseded) this.#queued.shift();
        this.#deliver(item);
      });
    }
  }

  add(follower: Follower): void {
    this.#readings.set(follower, { since: this.#sequence, behind: false });
  }

  remove(follower: Follower): void {
    this.#readings.delete(follower);
  }

  #deliver(item: Item): void {
    const { envelope } = item;
    let problem: string | null | undefined;
    for (const [follower, reading] of this.#readings) {
      if (item.sequence <= reading.since) continue;
      if (item.key !== null && follower.wants?.(item.key) === false) continue;
      if (item.superseded) {
        if (this.definition.delivery === 'latest') follower.counters.conflated++;
        else reading.behind = true;
        continue;
      }
      problem ??= this.definition.problem(envelope.payload) ?? '';
      if (problem !== '') {
        follower.counters.invalid++;
        continue;
      }
      try {
        if (reading.behind) {
          reading.behind = false;
          follower.counters.gaps++;
          follower.onGap?.(this.stream);
        }
        follower.counters.delivered++;
        follower.handler(envelope.payload, envelope);
      } catch (error) {
        follower.onHandlerError(error, this.stream);
      }
    }
  }
}
