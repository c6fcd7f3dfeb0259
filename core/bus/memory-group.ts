import type { Envelope } from './envelope.js';
import type { MemoryLog } from './memory-log.js';
import type { TurnQueue } from './turn-queue.js';

/** One message in the hands of one consumer. */
export interface Delivery {
  readonly index: number;
  readonly envelope: Envelope<unknown>;
  /** Which delivery of the message to this group it is; 1 is the first. */
  readonly attempt: number;
}

export interface GroupConsumer {
  /** Takes one message; the consumer answers with `done`, and is idle again. */
  take(delivery: Delivery): void;
}

interface Held {
  readonly index: number;
  readonly attempt: number;
}

/** A consumer group on a memory log: what is handed out, to whom, and what came back. */
export class MemoryGroup {
  readonly #idle: GroupConsumer[] = [];
  readonly #held = new Map<GroupConsumer, Held>();
  /** Given back by consumers that went away; in order, and handed out first. */
  readonly #returned: Held[] = [];
  #next: number;

  constructor(
    readonly name: string,
    private readonly log: MemoryLog,
    private readonly queue: TurnQueue,
  ) {
    this.#next = log.first;
  }

  add(consumer: GroupConsumer): void {
    this.#idle.push(consumer);
    this.wake();
  }

  /** Hands the consumer no further messages. */
  rest(consumer: GroupConsumer): void {
    const position = this.#idle.indexOf(consumer);
    if (position >= 0) this.#idle.splice(position, 1);
  }

  /** Takes a consumer out; a message it still holds goes to another one. */
  remove(consumer: GroupConsumer): void {
    this.rest(consumer);
    const held = this.#held.get(consumer);
    if (held === undefined) return;
    this.#held.delete(consumer);
    this.#returned.push({ index: held.index, attempt: held.attempt + 1 });
    this.#returned.sort((a, b) => a.index - b.index);
    this.wake();
  }

  /** The consumer's message is dealt with. Ignored from a consumer that was removed. */
  done(consumer: GroupConsumer): void {
    if (!this.#held.delete(consumer)) return;
    this.#idle.push(consumer);
    this.log.trim();
    this.wake();
  }

  /** Hands out what waits, from the queue. */
  wake(): void {
    if (this.#idle.length > 0) this.queue.add(() => this.#handOut());
  }

  /** Index of the oldest message that some consumer of this group has not acknowledged. */
  firstNeeded(): number {
    let first = this.#returned[0]?.index ?? this.#next;
    for (const held of this.#held.values()) first = Math.min(first, held.index);
    return first;
  }

  #handOut(): void {
    for (let consumer = this.#idle[0]; consumer !== undefined; consumer = this.#idle[0]) {
      const held = this.#returned.shift() ?? (this.#next < this.log.end ? { index: this.#next++, attempt: 1 } : null);
      if (held === null) return;
      this.#idle.shift();
      this.#held.set(consumer, held);
      consumer.take({ index: held.index, attempt: held.attempt, envelope: this.log.at(held.index) });
    }
  }
}
