import { FUSED, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';

/** A temperature with the time at which it was so, Unix ms, and who says it. */
export interface Reading {
  readonly value: number;
  readonly at: number;
  readonly source: string;
  /** Of all sources together: they are too far apart. */
  readonly disputed?: true;
}

export interface ForecastReading extends Reading {
  /** Standard deviation as its source gives it; null where it gives none. */
  readonly deviation: number | null;
}

/** Which end of a day's temperatures. */
export type DayEnd = 'maximum' | 'minimum';

/** What is known of one end of the days at a station, by day. */
interface Ends {
  readonly soFar: Map<string, Reading>;
  readonly final: Map<string, Reading>;
  readonly forecasts: Map<string, ForecastReading>;
}

interface Station {
  readonly readings: Map<string, Reading>;
  newest: Reading | null;
  /** Extremes by end, day and zone, until something new is read: they are asked for twice a second and change once an hour. */
  readonly extremes: Map<string, number | null>;
  readonly maximum: Ends;
  readonly minimum: Ends;
}

const DAY_MS = 86_400_000;
/** Days remembered of a station. */
const MOST_DAYS = 20;

/** The day, 2026-11-21, of a moment in a zone so many minutes ahead of UTC all year. */
export const standardDay = (at: number, offsetMinutes: number): string =>
  new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 10);

/** When such a day begins, Unix ms. */
export const dayStart = (day: string, offsetMinutes: number): number =>
  Date.parse(`${day}T00:00:00Z`) - offsetMinutes * 60_000;

/** What is known of temperatures at stations, in degrees Fahrenheit. */
export class WeatherDesk {
  readonly #stations = new Map<string, Station>();

  /** Takes a tick of the weather. Readings are kept with their days by the station's own standard time when asked. */
  take({ symbol, source, fact, unit, eventTime, receivedAt, disputed }: OracleTick): void {
    if (!('value' in fact) || fact.kind === 'figure' || (unit !== 'degF' && unit !== 'degC')) return;
    const station = this.#station(symbol);
    const value = unit === 'degC' ? fact.value * 1.8 + 32 : fact.value;
    const reading = { value, at: Math.min(eventTime, receivedAt), source, ...(disputed ? { disputed } : {}) };
    station.extremes.clear();
    switch (fact.kind) {
      case 'temperature':
        if (station.newest === null || reading.at >= station.newest.at) station.newest = reading;
        keep(station.readings, String(reading.at), reading, 2_000);
        return;
      case 'maximum':
      case 'minimum': {
        const ends = station[fact.kind];
        keep(fact.final ? ends.final : ends.soFar, fact.day, reading, MOST_DAYS);
        return;
      }
      case 'forecast':
      case 'low-forecast': {
        const { forecasts } = fact.kind === 'forecast' ? station.maximum : station.minimum;
        const known = forecasts.get(fact.day);
        // What all sources say together stands above each of them.
        if (known?.source === FUSED && source !== FUSED && reading.at - known.at < DAY_MS / 8) return;
        const deviation = fact.deviation === null ? null : fact.deviation * (unit === 'degC' ? 1.8 : 1);
        keep(forecasts, fact.day, { ...reading, deviation }, MOST_DAYS);
      }
    }
  }

  /** What is expected of an end of a day; of the lowest, of what was left of the day when it was made. */
  forecast(symbol: string, end: DayEnd, day: string): ForecastReading | null {
    return this.#stations.get(symbol)?.[end].forecasts.get(day) ?? null;
  }

  /** An end of a day that does not change any more. */
  final(symbol: string, end: DayEnd, day: string): Reading | null {
    return this.#stations.get(symbol)?.[end].final.get(day) ?? null;
  }

  /** The last reading of a station. */
  newest(symbol: string): Reading | null {
    return this.#stations.get(symbol)?.newest ?? null;
  }

  /** The highest or lowest that was seen of a day so far, of readings and of what sources say themselves. */
  soFar(symbol: string, end: DayEnd, day: string, offsetMinutes: number): number | null {
    const station = this.#stations.get(symbol);
    if (station === undefined) return null;
    const key = `${end} ${day} ${offsetMinutes}`;
    const known = station.extremes.get(key);
    if (known !== undefined) return known;
    const found = extremeOf(station, end, day, offsetMinutes);
    station.extremes.set(key, found);
    return found;
  }

  #station(symbol: string): Station {
    const known = this.#stations.get(symbol);
    if (known !== undefined) return known;
    const ends = (): Ends => ({ soFar: new Map(), final: new Map(), forecasts: new Map() });
    const station: Station = {
      readings: new Map(),
      newest: null,
      extremes: new Map(),
      maximum: ends(),
      minimum: ends(),
    };
    this.#stations.set(symbol, station);
    return station;
  }
}

/** The most extreme that was read or told of a day; null where nothing was. */
function extremeOf(station: Station, end: DayEnd, day: string, offsetMinutes: number): number | null {
  const seen = [...station.readings.values()].filter(({ at }) => standardDay(at, offsetMinutes) === day);
  const told = station[end].soFar.get(day);
  const values = [...seen.map(({ value }) => value), ...(told === undefined ? [] : [told.value])];
  if (values.length === 0) return null;
  return end === 'maximum' ? Math.max(...values) : Math.min(...values);
}

/** Puts a value to the end of a map that forgets its oldest. */
function keep<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
