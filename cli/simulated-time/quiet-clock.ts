import type { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';

/** A simulated clock that moves only when nothing is under way, so that the same week gives the same decisions. */
export class QuietClock {
  readonly #clock: SimulatedClock;
  readonly #database: Database;

  constructor(clock: SimulatedClock, database: Database) {
    this.#clock = clock;
    this.#database = database;
  }

  /** Lets time pass until `time`, timer by timer, each with all its consequences before the next. */
  async advance(time: number): Promise<void> {
    for (let due = this.#clock.nextDue(); due !== null && due <= time; due = this.#clock.nextDue()) {
      this.#clock.advanceTo(due);
      await this.settled();
    }
    this.#clock.advanceTo(time);
  }

  /** Wakes up at `time` as a machine that slept until then. */
  async leap(time: number): Promise<void> {
    this.#clock.leapTo(time);
    await this.settled();
  }

  /** Until nothing runs: no query under way, for two turns in a row. What waits for the clock goes on waiting. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 2;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      quiet = this.#database.underWay() > 0 ? 0 : quiet + 1;
    }
  }
}
