import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { FaultBoard } from '../../faults/fault-board.js';
import type { KalshiSwitches } from './venue-state.js';

/** Private REST reads lag the engine (reference §6, `user_data_timestamp`). */
export class ReadTime {
  readonly #clock: Clock;
  readonly #faults: FaultBoard;
  readonly #switches: KalshiSwitches;

  constructor(clock: Clock, faults: FaultBoard, switches: KalshiSwitches) {
    this.#clock = clock;
    this.#faults = faults;
    this.#switches = switches;
  }

  /** Unix milliseconds of the state that reads show now. */
  asOf(): number {
    return this.#clock.now() - this.#switches.readLagMs - this.#faults.readLagMs('kalshi');
  }
}
