import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { UserEvent } from './trading/user-event.js';

/** An event that waits to be overtaken is sent after this long when nothing overtakes it. */
const HELD_MS = 250;

/** Loses, doubles and swaps events of the private channels as the fault board says. */
export class UserEventFaults {
  readonly #clock: Clock;
  readonly #faults: FaultBoard;
  readonly #send: (event: UserEvent) => void;
  #held: UserEvent | null = null;

  constructor(clock: Clock, faults: FaultBoard, send: (event: UserEvent) => void) {
    this.#clock = clock;
    this.#faults = faults;
    this.#send = send;
  }

  pass(event: UserEvent): void {
    if (this.#faults.losesUserEvents('kalshi')) return;
    this.#order(event);
    if (this.#faults.duplicatesUserEvents('kalshi')) this.#order(event);
  }

  #order(event: UserEvent): void {
    if (this.#held !== null) {
      this.#send(event);
      this.#release();
    } else if (this.#faults.reordersUserEvents('kalshi')) {
      this.#held = event;
      this.#clock.after(HELD_MS, () => {
        if (this.#held === event) this.#release();
      });
    } else this.#send(event);
  }

  #release(): void {
    const held = this.#held;
    this.#held = null;
    if (held) this.#send(held);
  }
}
