import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';

/** A clock whose timers all end with the simulator, so that none keeps a process alive or acts on a closed venue. */
export class StoppableClock implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<Cancel>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  after(delayMs: number, callback: () => void): Cancel {
    const cancel = this.#clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      callback();
    });
    return this.#keep(cancel);
  }

  every(periodMs: number, callback: () => void): Cancel {
    return this.#keep(this.#clock.every(periodMs, callback));
  }

  /** Cancels every timer that still waits. */
  stop(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #keep(cancel: Cancel): Cancel {
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }
}
