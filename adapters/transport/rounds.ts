import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';

/**
 * Repeats a piece of work: the next round starts `everyMs` after the last one ended, so that slow answers never pile
 * up. A round that throws is told about and does not stop the others.
 */
export class Rounds {
  readonly #clock: Clock;
  readonly #everyMs: number;
  readonly #work: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #timer: Cancel | null = null;
  #running: Promise<void> | null = null;
  #stopped = true;

  constructor(clock: Clock, everyMs: number, work: () => Promise<void>, failed: (error: unknown) => void) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#work = work;
    this.#failed = failed;
  }

  /** First round one period from now. */
  start(): void {
    this.#stopped = false;
    this.#plan(this.#everyMs);
  }

  /** Brings the next round forward. */
  soon(delayMs = 0): void {
    if (!this.#stopped && this.#running === null) this.#plan(delayMs);
  }

  /** Resolves when a round that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.();
    await this.#running;
  }

  #plan(delayMs: number): void {
    this.#timer?.();
    this.#timer = this.#clock.after(delayMs, () => {
      this.#running = this.#work()
        .catch((error: unknown) => {
          if (!this.#stopped) this.#failed(error);
        })
        .then(() => {
          this.#running = null;
          if (!this.#stopped) this.#plan(this.#everyMs);
        });
    });
  }
}
