import type { TopicName } from '../../protocol/topics.js';
import type { LiveTopic } from './live-topic.js';

/** What a client needs of its socket. */
export interface ClientSocket {
  /** Bytes that were sent and that the system has not taken yet. */
  readonly bufferedAmount: number;
  send(text: string): void;
  /** Asks the other side for a pong with the same words, which it gives once it has read everything before. */
  ping(words: string): void;
}

/** While so much waits for it, read or not by the system in between, a client is sent nothing more; characters. */
export const PAUSE_SIZE = 256 * 1024;
/** A client that read nothing for so long is dropped, ms. */
export const STALL_MS = 10_000;

/**
 * One connection: what it follows and how far it got. A client that is slow misses states, not changes: the next frame
 * goes from where it is to where everything is. So what waits for it never grows beyond one frame of each topic.
 *
 * How much it has read is known by pings of the WebSocket: the buffers of the two systems take megabytes for a client
 * that reads nothing, and say nothing of it.
 */
export class LiveClient {
  readonly #socket: ClientSocket;
  /** How far it is with each topic it follows; null: it has nothing yet. */
  readonly #places = new Map<TopicName, number | null>();
  /** Everything sent so far, and what of it was read for certain; characters. */
  #sent = 0;
  #read = 0;
  /** The ping under way: what was sent before it. */
  #asked: number | null = null;
  /** When it last read something, as far as is known; null: nothing waits for it. */
  #waitsSince: number | null = null;
  #buffered = 0;

  constructor(socket: ClientSocket) {
    this.#socket = socket;
  }

  follows(name: TopicName): boolean {
    return this.#places.has(name);
  }

  get topics(): IterableIterator<TopicName> {
    return this.#places.keys();
  }

  /** @param after where an earlier connection to this server stopped; null for the whole state */
  subscribe(name: TopicName, after: number | null): void {
    this.#places.set(name, after);
  }

  unsubscribe(name: TopicName): void {
    this.#places.delete(name);
  }

  /** It answered a ping. */
  pong(words: string): void {
    if (this.#asked === null || words !== String(this.#asked)) return;
    this.#read = this.#asked;
    this.#asked = null;
    this.#waitsSince = null;
  }

  /** Sends what is new, unless the client is behind. `now` in ms of any origin. */
  send(topicOf: (name: TopicName) => LiveTopic, now: number): void {
    const { bufferedAmount } = this.#socket;
    // It reads, however slowly, as long as the heap shrinks.
    if (bufferedAmount < this.#buffered && this.#waitsSince !== null) this.#waitsSince = now;
    for (const [name, sequence] of this.#places) {
      if (this.#isFull()) break;
      const topic = topicOf(name);
      const frame = topic.frameSince(sequence);
      if (frame === null) continue;
      // Back to the end of the line: a client that is slow gets every topic in turn.
      this.#places.delete(name);
      this.#places.set(name, topic.sequence);
      this.#socket.send(frame);
      this.#sent += frame.length;
    }
    this.#ask(now);
    this.#buffered = this.#socket.bufferedAmount;
  }

  /** Whether it read nothing for too long although something waits for it. */
  isStalled(now: number): boolean {
    return this.#waitsSince !== null && now - this.#waitsSince >= STALL_MS;
  }

  #isFull(): boolean {
    return this.#sent - this.#read >= PAUSE_SIZE || this.#socket.bufferedAmount >= PAUSE_SIZE;
  }

  /** One ping at a time, behind what was sent last. */
  #ask(now: number): void {
    if (this.#asked !== null || this.#sent === this.#read) return;
    this.#asked = this.#sent;
    this.#waitsSince = now;
    this.#socket.ping(String(this.#sent));
  }
}
