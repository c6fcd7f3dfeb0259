import { dayWindow, stationDay } from '../station-day.js';
import type { Station } from '../station.js';
import { DayExtreme } from './day-extreme.js';
import type { Observation } from './read-observations.js';

const SIX_HOURS_MS = 21_600_000;
/** Days remembered; corrections come later than that, but nothing is bought on them. */
const MOST_DAYS = 5;
const MOST_PRODUCTS = 100;

/** Both ends of the temperatures of a day. */
export interface DayEnds {
  readonly maximum: DayExtreme;
  readonly minimum: DayExtreme;
}

/** What is known of one station: its last reading, the ends of its days, the reports that were read. */
export class StationState {
  readonly #station: Station;
  readonly #days = new Map<string, DayEnds>();
  readonly #products = new Set<string>();
  /** The cell of its forecast, and until when it may be believed (Unix ms). */
  grid: { readonly cell: string; readonly until: number } | null = null;
  /** Unix ms of the last reading; null before the first. */
  lastReading: number | null = null;
  /** Whether its list of reports was read: only then does "unchanged" say anything. */
  listed = false;

  constructor(station: Station) {
    this.#station = station;
  }

  day(day: string): DayEnds {
    let known = this.#days.get(day);
    if (known) return known;
    this.#days.set(day, (known = { maximum: new DayExtreme('maximum'), minimum: new DayExtreme('minimum') }));
    for (const old of [...this.#days.keys()].toSorted().slice(0, -MOST_DAYS)) this.#days.delete(old);
    return known;
  }

  /** Takes a reading. @returns the day it is of. */
  read({ time, value, uncertainty, sixHourMaximum, sixHourMinimum }: Observation): string {
    const day = stationDay(this.#station, time);
    const { maximum, minimum } = this.day(day);
    maximum.reading(value, time, uncertainty);
    minimum.reading(value, time, uncertainty);
    // The six hours count for the day that they lie in as a whole.
    if (time - SIX_HOURS_MS < dayWindow(this.#station, day).from) return day;
    if (sixHourMaximum !== null) maximum.reading(sixHourMaximum, time, uncertainty);
    if (sixHourMinimum !== null) minimum.reading(sixHourMinimum, time, uncertainty);
    return day;
  }

  /** Highest so far by day, with the time up to which it is known. */
  soFar(): ReadonlyMap<string, { readonly value: number; readonly until: number }> {
    return new Map(
      [...this.#days].flatMap(([day, { maximum }]) => {
        const { now, readUntil } = maximum;
        return now === null ? [] : [[day, { value: now.value, until: readUntil }] as const];
      }),
    );
  }

  /** Whether a report was read; it counts as read from now on. */
  tookProduct(id: string): boolean {
    if (this.#products.has(id)) return true;
    this.#products.add(id);
    const [oldest] = this.#products;
    if (this.#products.size > MOST_PRODUCTS && oldest !== undefined) this.#products.delete(oldest);
    return false;
  }

  /** It could not be had after all. */
  returnProduct(id: string): void {
    this.#products.delete(id);
  }
}
