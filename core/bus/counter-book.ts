import type { BusCounters } from './bus.js';

export type Counters = { -readonly [Name in keyof BusCounters]: number };

/** The counters of one bus object, one set for each stream it touched. */
export class CounterBook {
  readonly #byStream = new Map<string, Counters>();

  of(stream: string): Counters {
    let counters = this.#byStream.get(stream);
    if (counters === undefined) {
      counters = { published: 0, delivered: 0, conflated: 0, redelivered: 0, invalid: 0, parked: 0, gaps: 0 };
      this.#byStream.set(stream, counters);
    }
    return counters;
  }
}
