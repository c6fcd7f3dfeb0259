import type { Redis } from 'ioredis';
import type { FollowHandler, FollowOptions } from './bus.js';
import type { Channel } from './channel.js';
import type { Counters } from './counter-book.js';
import { compareIds, streamState } from './stream-state.js';
import { decodeEnvelope } from './wire.js';

/** One entry as Redis replies it: id, then field names and values in turn. */
export type StreamEntry = readonly [id: string, fields: readonly string[]];

export interface TailFollower {
  readonly handler: FollowHandler<unknown>;
  readonly onGap: FollowOptions['onGap'];
  readonly wants: FollowOptions['wants'];
  readonly onHandlerError: (error: unknown, stream: string) => void;
}

/** Newer than every id: whoever starts after it is told nothing. */
const NO_ID_YET = `${Number.MAX_SAFE_INTEGER}-0`;

/** A place in one `latest` or `feed` stream, and those who follow it from there. */
export class StreamTail {
  /** Each follower with the last id that was there before it came; null once that is behind. */
  readonly #followers = new Map<TailFollower, string | null>();
  #lastId: string | null = null;
  /** How many entries the stream had ever been given up to `lastId`. */
  #position = 0;

  constructor(
    readonly key: string,
    private readonly channel: Channel<unknown>,
    private readonly commands: Redis,
    private readonly counters: Counters,
    private readonly readCount: number,
  ) {}

  get anchored(): boolean {
    return this.#lastId !== null;
  }

  get lastId(): string {
    return this.#lastId ?? '0-0';
  }

  /** Adds a follower from the newest entry on. @throws what ioredis throws */
  async add(follower: TailFollower): Promise<void> {
    this.#followers.set(follower, NO_ID_YET);
    const state = await streamState(this.commands, this.key);
    if (this.#lastId === null) this.#moveTo(state.lastId, state.added);
    this.#followers.set(follower, state.lastId);
  }

  /** Returns how many followers are left. */
  remove(follower: TailFollower): number {
    this.#followers.delete(follower);
    return this.#followers.size;
  }

  /** Delivers what a read brought. */
  async take(entries: readonly StreamEntry[]): Promise<void> {
    const last = entries.at(-1);
    if (last === undefined) return;
    const before = this.#position;
    this.#moveTo(last[0], before + entries.length);
    if (this.channel.definition.delivery === 'latest') {
      this.#deliverNewest(entries);
      return;
    }
    // The trim keeps `maxLength` entries, so it can only have overtaken a reader that finds that many or a full read.
    if (entries.length >= Math.min(this.readCount, this.channel.definition.maxLength)) {
      await this.#checkTrim(entries, before);
    }
    for (const entry of entries) {
      const message = this.#decode(entry);
      if (message !== null) this.#deliver(entry, message);
    }
  }

  /** Finds the place again after a lost connection, during which messages of a feed may have been lost on the way. */
  async resume(): Promise<void> {
    if (!this.anchored) return;
    if (this.channel.definition.delivery === 'feed') this.#gap();
    const state = await streamState(this.commands, this.key);
    // Ids that went back mean that Redis lost the stream: everything in it now is new.
    if (compareIds(state.lastId, this.lastId) < 0) this.#moveTo('0-0', 0);
  }

  #moveTo(id: string, position: number): void {
    this.#lastId = id;
    this.#position = position;
  }

  /** Whether entries between position `before` and this batch were trimmed unread. */
  async #checkTrim(entries: readonly StreamEntry[], before: number): Promise<void> {
    const state = await streamState(this.commands, this.key).catch(() => null);
    if (state === null) {
      this.#gap();
      return;
    }
    const trimmed = state.added - state.length;
    if (trimmed <= before && state.added >= this.#position) return;
    // The oldest entry kept is number `trimmed + 1`. Found in this batch, it tells how many the trim has taken of it
    // since it was read; not found, the trim has passed the batch, and the next one follows the oldest kept.
    const offset = entries.findIndex(([id]) => id === state.firstId);
    const overtaken = offset < 0 || trimmed - offset > before;
    this.#position = offset < 0 ? trimmed : trimmed - offset + entries.length;
    if (overtaken) this.#gap();
  }

  #gap(): void {
    this.counters.gaps++;
    for (const follower of this.#followers.keys()) {
      this.#guard(follower, () => follower.onGap?.(this.channel.stream));
    }
  }

  /** Delivers only the newest valid message of each key, in their order. */
  #deliverNewest(entries: readonly StreamEntry[]): void {
    const seen = new Set<string>();
    const newest: [entry: StreamEntry, message: DecodedMessage][] = [];
    for (let index = entries.length - 1; index >= 0; index--) {
      const entry = entries[index] as StreamEntry;
      const key = entry[1][0] ?? '';
      if (!this.#isWanted(key)) continue;
      if (seen.has(key)) {
        this.counters.conflated++;
        continue;
      }
      const message = this.#decode(entry);
      if (message === null) continue;
      seen.add(key);
      newest.push([entry, message]);
    }
    for (let index = newest.length - 1; index >= 0; index--) {
      const [entry, message] = newest[index] as [StreamEntry, DecodedMessage];
      this.#deliver(entry, message);
    }
  }

  #isWanted(key: string): boolean {
    for (const { wants } of this.#followers.keys()) if (wants === undefined || wants(key)) return true;
    return false;
  }

  #decode([, fields]: StreamEntry): DecodedMessage | null {
    const message = decodeEnvelope(fields[1] ?? '', this.channel.definition);
    if (typeof message !== 'string') return message;
    this.counters.invalid++;
    return null;
  }

  #deliver([id, [key = '']]: StreamEntry, message: DecodedMessage): void {
    for (const [follower, since] of this.#followers) {
      if (follower.wants?.(key) === false) continue;
      if (since !== null) {
        if (compareIds(id, since) <= 0) continue;
        this.#followers.set(follower, null);
      }
      this.counters.delivered++;
      this.#guard(follower, () => follower.handler(message.payload, message));
    }
  }

  #guard(follower: TailFollower, call: () => void): void {
    try {
      call();
    } catch (error) {
      follower.onHandlerError(error, this.channel.stream);
    }
  }
}

type DecodedMessage = Exclude<ReturnType<typeof decodeEnvelope<unknown>>, string>;
