import { highest, lowest } from '../day-truth.js';
import type { TemperatureOf } from '../temperature-of.js';
import { dayStart, standardClock, type WeatherPlace } from '../weather-place.js';
import { type ClimateTextFacts, climateText } from './climate-text.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After midnight: the report of the day so far, and the one of the day before. */
const SO_FAR_MS = 16.5 * HOUR_MS;
const FINAL_MS = 1.5 * HOUR_MS;
const MOST_KNOWN = 1_000;

/** A report that an office issued. */
export interface IssuedReport {
  readonly id: string;
  readonly issuedAt: number;
  readonly text: string;
}

interface Correction {
  readonly place: WeatherPlace;
  readonly day: number;
  readonly maximum: number;
  readonly at: number;
}

/** The office that writes climate reports: one in the afternoon, one after the day is over, corrections when told. */
export class ReportDesk {
  readonly #temperatureOf: TemperatureOf;
  readonly #corrections: Correction[] = [];
  readonly #lost = new Set<string>();
  readonly #maxima = new Map<string, number>();
  readonly #minima = new Map<string, number>();
  /** By how much the official maximum is above what was read, °F: its instrument looks more often. */
  officialAbove: (symbol: string, day: string) => number = () => 0;

  constructor(temperatureOf: TemperatureOf) {
    this.#temperatureOf = temperatureOf;
  }

  /** The whole °F that a day ends with, before corrections. `day` any moment of it. */
  official(place: WeatherPlace, day: number): number {
    const from = dayStart(place, day);
    const name = standardClock(place, from).toISOString().slice(0, 10);
    return Math.round(this.#highest(place.symbol, from, from + DAY_MS)) + this.officialAbove(place.symbol, name);
  }

  /** The whole °F that its night ends with. `day` any moment of it. */
  officialLow(place: WeatherPlace, day: number): number {
    const from = dayStart(place, day);
    return Math.round(this.#lowest(place.symbol, from, from + DAY_MS));
  }

  /** From `at` on another maximum holds for the day of `day`. */
  correct(place: WeatherPlace, day: number, maximum: number, at: number): void {
    this.#corrections.push({ place, day: dayStart(place, day), maximum, at });
  }

  /** The reports of a day say MM. */
  lose(place: WeatherPlace, day: number): void {
    this.#lost.add(`${place.symbol} ${dayStart(place, day)}`);
  }

  /** What was issued up to a time, of the last three days, newest first. */
  issued(place: WeatherPlace, now: number): IssuedReport[] {
    const today = dayStart(place, now);
    const reports: IssuedReport[] = [];
    for (let day = today - 2 * DAY_MS; day <= today; day += DAY_MS) {
      const soFar = this.#highest(place.symbol, day, day + SO_FAR_MS - HOUR_MS / 2);
      reports.push(this.#report(place, day, day + SO_FAR_MS, 'preliminary', Math.round(soFar)));
      reports.push(this.#report(place, day, day + DAY_MS + FINAL_MS, 'final', this.official(place, day)));
    }
    for (const { place: of, day, maximum, at } of this.#corrections)
      if (of.symbol === place.symbol) reports.push(this.#report(place, day, at, 'correction', maximum));
    return reports.filter(({ issuedAt }) => issuedAt <= now).toSorted((a, b) => b.issuedAt - a.issuedAt);
  }

  #highest(symbol: string, from: number, to: number): number {
    return remembered(this.#maxima, `${symbol} ${from} ${to}`, () => highest(this.#temperatureOf, symbol, from, to));
  }

  #lowest(symbol: string, from: number, to: number): number {
    return remembered(this.#minima, `${symbol} ${from} ${to}`, () => lowest(this.#temperatureOf, symbol, from, to));
  }

  #report(
    place: WeatherPlace,
    day: number,
    issuedAt: number,
    stage: ClimateTextFacts['stage'],
    maximum: number,
  ): IssuedReport {
    const lost = this.#lost.has(`${place.symbol} ${day}`) && stage !== 'correction';
    const until = stage === 'preliminary' ? SO_FAR_MS - HOUR_MS / 2 : DAY_MS;
    const minimum = Math.round(this.#lowest(place.symbol, day, day + until));
    return {
      id: `${place.symbol}-${stage}-${issuedAt}`,
      issuedAt,
      text: climateText({ place, day, issuedAt, stage, maximum: lost ? null : maximum, minimum }),
    };
  }
}

function remembered(known: Map<string, number>, key: string, of: () => number): number {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const value = of();
  known.set(key, value);
  return value;
}
