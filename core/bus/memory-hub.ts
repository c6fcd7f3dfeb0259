import type { ParkedMessage } from './bus-options.js';
import type { Channel } from './channel.js';
import { MemoryBroadcast } from './memory-broadcast.js';
import { MemoryLog } from './memory-log.js';
import { TurnQueue } from './turn-queue.js';

/** Parked messages kept for each stream; older ones are dropped. */
const PARKED_KEPT = 10_000;

/** What the memory buses of one process share: the streams and the queue that delivers them. */
export class MemoryHub {
  readonly queue = new TurnQueue();
  readonly #broadcasts = new Map<string, MemoryBroadcast>();
  readonly #logs = new Map<string, MemoryLog>();
  readonly #parked = new Map<string, ParkedMessage[]>();

  /** Resolves when nothing is queued and no handler runs. Messages that wait for their backoff are neither. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  broadcast<T>({ stream, definition }: Channel<T>): MemoryBroadcast {
    let broadcast = this.#broadcasts.get(stream);
    if (broadcast === undefined) {
      broadcast = new MemoryBroadcast(stream, definition as MemoryBroadcast['definition'], this.queue);
      this.#broadcasts.set(stream, broadcast);
    }
    return broadcast;
  }

  log<T>({ stream, definition }: Channel<T>): MemoryLog {
    let log = this.#logs.get(stream);
    if (log === undefined) {
      log = new MemoryLog(stream, definition as MemoryLog['definition'], this.queue);
      this.#logs.set(stream, log);
    }
    return log;
  }

  park(message: ParkedMessage): void {
    const parked = this.#parked.get(message.stream) ?? [];
    parked.push(message);
    if (parked.length > PARKED_KEPT) parked.shift();
    this.#parked.set(message.stream, parked);
  }

  parked(stream: string): readonly ParkedMessage[] {
    return [...(this.#parked.get(stream) ?? [])];
  }
}
