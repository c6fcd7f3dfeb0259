import type { Cancel, Clock } from './clock.js';

interface Timer {
  due: number;
  readonly order: number;
  readonly period: number | null;
  readonly callback: () => void;
  cancelled: boolean;
}

/**
 * A clock that stands still until it is told to move. Timers fire in the order of their due time, then of their
 * creation, each with `now()` equal to its due time: the same moves give the same calls, every time.
 */
export class SimulatedClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers: Timer[] = [];

  /** @param start Unix milliseconds. */
  constructor(start: number) {
    this.#now = Math.trunc(start);
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): Cancel {
    return this.#add(delayMs, null, callback);
  }

  every(periodMs: number, callback: () => void): Cancel {
    return this.#add(periodMs, Math.max(1, periodMs), callback);
  }

  /** When the next timer is due, in Unix milliseconds; null when none waits. */
  nextDue(): number | null {
    return this.#timers[0]?.due ?? null;
  }

  /** Moves to `time`, firing what falls due on the way. A time in the past moves nothing. */
  advanceTo(time: number): void {
    for (let timer = this.#timers[0]; timer && timer.due <= time; timer = this.#timers[0]) {
      this.#timers.shift();
      this.#now = Math.max(this.#now, timer.due);
      if (timer.period !== null) {
        timer.due += timer.period;
        this.#insert(timer);
      }
      timer.callback();
    }
    this.#now = Math.max(this.#now, Math.trunc(time));
  }

  advanceBy(durationMs: number): void {
    this.advanceTo(this.#now + durationMs);
  }

  /**
   * Moves to `time` as a machine that slept until then: every timer that fell due meanwhile fires once, periodic ones do
   * not make up for the periods they missed.
   */
  leapTo(time: number): void {
    const target = Math.max(this.#now, Math.trunc(time));
    const due = this.#timers.filter((timer) => timer.due <= target);
    this.#now = target;
    for (const timer of due) {
      if (timer.cancelled) continue;
      this.#timers.splice(this.#timers.indexOf(timer), 1);
      if (timer.period !== null) {
        timer.due = target + timer.period;
        this.#insert(timer);
      }
      timer.callback();
    }
  }

  #add(delayMs: number, period: number | null, callback: () => void): Cancel {
    const timer: Timer = {
      due: this.#now + Math.max(0, Math.ceil(delayMs)),
      order: this.#order++,
      period,
      callback,
      cancelled: false,
    };
    this.#insert(timer);
    return () => {
      if (timer.cancelled) return;
      timer.cancelled = true;
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  #insert(timer: Timer): void {
    let index = this.#timers.length;
    while (index > 0) {
      const before = this.#timers[index - 1] as Timer;
      if (before.due < timer.due || (before.due === timer.due && before.order < timer.order)) break;
      index--;
    }
    this.#timers.splice(index, 0, timer);
  }
}
