import type { Estimate } from '@pm-arbitrage/core/fair-value/estimate.js';
import type { TemperatureForecast } from '@pm-arbitrage/core/fair-value/temperature/temperature-law.js';
import { uncertainMaximum } from '@pm-arbitrage/core/fair-value/temperature/uncertain-maximum.js';
import { uncertainMinimum } from '@pm-arbitrage/core/fair-value/temperature/uncertain-minimum.js';
import type { TemperatureTerms } from '@pm-arbitrage/core/settlement-terms/weather/temperature-terms.js';
import { inUnit } from './settlement-degrees.js';
import { BEYOND_READINGS, FORECAST_ERROR } from './temperature-errors.js';
import type { DayEnd } from './weather-desk.js';

/** What is known of a day that runs, °F. */
export interface DaySoFar {
  /** The highest, or the lowest, that was read. */
  readonly seen: number;
  /** What is expected: of the highest, of the whole day; of the lowest, of what is left of it. */
  readonly forecast: number;
  readonly newest: number;
  /** Hours of standard time since midnight. */
  readonly hour: number;
}

/** The high is past by then in most places and seasons, hours of standard time. */
const PEAK_HOUR = 15;
const DAY_HOURS = 24;
/** Spread of what may still come when little of the day is left, °F; our assumption. */
const LEAST_SPREAD = 1.2;

/** What the rest of the day may bring, by the law that an error of so many °F around a mean makes. */
type Law = (mean: number, sd: number) => TemperatureForecast;

/** Probability of a bin while its day runs. @throws FairValueError */
export function temperatureSoFar(terms: TemperatureTerms, end: DayEnd, day: DaySoFar, law: Law): Estimate {
  const seen = Math.round(inUnit(day.seen, terms));
  const beyond = BEYOND_READINGS[terms.source.value];
  if (end === 'maximum') {
    const maxima = beyond.map(({ value, probability }) => ({ value: seen + value, probability }));
    return uncertainMaximum(terms.bin.value, maxima, restOfHigh(day, law));
  }
  const minima = beyond.map(({ value, probability }) => ({ value: seen - value, probability }));
  return uncertainMinimum(terms.bin.value, minima, restOfLow(day, law));
}

/** Before the peak the forecast counts, more sharply as it comes near; after it the temperature of now. */
function restOfHigh({ hour, forecast, newest }: DaySoFar, law: Law): TemperatureForecast {
  if (hour >= PEAK_HOUR) return law(newest, LEAST_SPREAD);
  const left = (PEAK_HOUR - hour) / PEAK_HOUR;
  return law(forecast, Math.max(LEAST_SPREAD, FORECAST_ERROR.sameDay * Math.sqrt(left)));
}

/** A low comes before dawn or with the last hour of the day: the forecast is of what is left, and errs by how long that is. */
function restOfLow({ hour, forecast }: DaySoFar, law: Law): TemperatureForecast {
  const left = Math.max(0, DAY_HOURS - hour) / DAY_HOURS;
  return law(forecast, Math.max(LEAST_SPREAD, FORECAST_ERROR.evening * Math.sqrt(left)));
}
