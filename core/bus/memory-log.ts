import type { ChannelDefinition } from './channel.js';
import { BusUnavailableError } from './bus-unavailable-error.js';
import type { Envelope } from './envelope.js';
import { MemoryGroup } from './memory-group.js';
import type { TurnQueue } from './turn-queue.js';

/** A `durable` stream in memory: keeps each message until every known group has acknowledged it. */
export class MemoryLog {
  readonly #groups = new Map<string, MemoryGroup>();
  #entries: Envelope<unknown>[] = [];
  /** Index of the first entry that is kept. */
  #first = 0;

  constructor(
    readonly stream: string,
    readonly definition: ChannelDefinition<unknown>,
    private readonly queue: TurnQueue,
  ) {}

  /** @throws BusUnavailableError when `maxLength` messages wait for acknowledgement */
  append(envelope: Envelope<unknown>): void {
    if (this.#entries.length >= this.definition.maxLength) {
      if (this.#groups.size > 0) {
        throw new BusUnavailableError(`${this.stream} is full of unacknowledged messages`, {
          stream: this.stream,
          length: this.#entries.length,
        });
      }
      this.#dropUpTo(this.#first + 1);
    }
    this.#entries.push(envelope);
    for (const group of this.#groups.values()) group.wake();
  }

  /** The group of that name; a new one starts at the oldest message that is kept. */
  group(name: string): MemoryGroup {
    let group = this.#groups.get(name);
    if (group === undefined) {
      group = new MemoryGroup(name, this, this.queue);
      this.#groups.set(name, group);
    }
    return group;
  }

  get first(): number {
    return this.#first;
  }

  get end(): number {
    return this.#first + this.#entries.length;
  }

  at(index: number): Envelope<unknown> {
    const entry = this.#entries[index - this.#first];
    if (entry === undefined) throw new RangeError(`${this.stream} keeps no entry ${index}`);
    return entry;
  }

  /** Drops what no group needs any more. */
  trim(): void {
    let needed = this.end;
    for (const group of this.#groups.values()) needed = Math.min(needed, group.firstNeeded());
    // Dropping from the front of an array costs its length: wait until half of it can go.
    if ((needed - this.#first) * 2 >= this.#entries.length) this.#dropUpTo(needed);
  }

  #dropUpTo(index: number): void {
    this.#entries.splice(0, index - this.#first);
    this.#first = index;
  }
}
