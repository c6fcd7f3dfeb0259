import type { Redis } from 'ioredis';
import { type Clock, sleep } from '../clock/clock.js';
import { untilReady } from './redis-connection.js';

/** Ids in one XACK at most. */
const BATCH = 1_000;
/** Pause in ms after Redis refused an acknowledgement. */
const RETRY_MS = 100;

/** Acknowledges entries of one group: the first at once, and while one XACK is under way the next gather for another. */
export class Acknowledger {
  readonly #waiting: string[] = [];
  #sending: Promise<void> | null = null;

  constructor(
    private readonly commands: Redis,
    private readonly key: string,
    private readonly group: string,
    private readonly clock: Clock,
    /** Ends the attempts to reach a Redis that is away. */
    private readonly giveUp: AbortSignal,
  ) {}

  add(id: string): void {
    this.#waiting.push(id);
    this.#sending ??= this.#send();
  }

  /** Resolves when Redis has every acknowledgement, or no more attempts are made. */
  flushed(): Promise<void> {
    return this.#sending ?? Promise.resolve();
  }

  async #send(): Promise<void> {
    // From the next microtask on, so that `#sending` is set before the loop can end.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const ids = this.#waiting.slice(0, BATCH);
      try {
        await this.commands.xack(this.key, this.group, ...ids);
        this.#waiting.splice(0, ids.length);
      } catch {
        if (this.commands.status === 'ready') await sleep(this.clock, RETRY_MS, this.giveUp);
        if (!(await untilReady(this.commands, this.giveUp)) || this.giveUp.aborted) break;
      }
    }
    this.#sending = null;
  }
}
