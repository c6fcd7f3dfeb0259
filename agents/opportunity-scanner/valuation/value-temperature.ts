import type { Estimate } from '@pm-arbitrage/core/fair-value/estimate.js';
import { dailyMaximum } from '@pm-arbitrage/core/fair-value/temperature/daily-maximum.js';
import type { TemperatureForecast } from '@pm-arbitrage/core/fair-value/temperature/temperature-law.js';
import type { TemperatureTerms } from '@pm-arbitrage/core/settlement-terms/weather/temperature-terms.js';
import { inDegrees, inUnit } from './settlement-degrees.js';
import { BIAS, ERROR_ERROR, FORECAST_ERROR, OTHER_THAN_REPORTED } from './temperature-errors.js';
import { temperatureSoFar } from './temperature-so-far.js';
import { unpriced } from './unpriced.js';
import type { Valuation } from './valuation.js';
import { type DayEnd, dayStart, type WeatherDesk } from './weather-desk.js';

const HOUR_MS = 3_600_000;
/** Forecasts are made anew every few hours, observations every hour. */
const FORECAST_MS = 8 * HOUR_MS;
const READING_MS = 1.5 * HOUR_MS;
/** From so long before the day on, forecasts are those of the evening. */
const EVENING_MS = 5 * HOUR_MS;

/** What YES of a market on a day's highest or lowest temperature is worth now; `now` Unix ms. @throws FairValueError */
export function valueTemperature(terms: TemperatureTerms, desk: WeatherDesk, now: number): Valuation {
  const end: DayEnd = terms.kind === 'daily-maximum' ? 'maximum' : 'minimum';
  const symbol = terms.station.value;
  const day = terms.day.value;
  const start = dayStart(day, terms.standardOffset);
  const about = (what: string, at: number, estimate: Estimate, maxAgeMs: number): Valuation => ({
    kind: 'valued',
    ...estimate,
    model: `${terms.kind}/${what}`,
    sources: [`weather ${symbol}`],
    oracleAt: at,
    maxAgeMs,
    live: false,
  });

  const reported = desk.final(symbol, end, day);
  const odds = OTHER_THAN_REPORTED[terms.source.value];
  if (reported !== null && odds !== undefined) {
    if (reported.disputed) return unpriced('disputed', `the reports on ${symbol} differ`);
    const inside = isInside(inUnit(reported.value, terms), terms);
    return about('reported', now, { probability: inside ? 1 - odds : odds, standardError: odds }, READING_MS);
  }
  if (now >= start + 24 * HOUR_MS) return unpriced('not-final', 'its day is over and the report is awaited');

  const forecast = desk.forecast(symbol, end, day);
  if (forecast === null || now - forecast.at > FORECAST_MS) return unpriced('stale', `no fresh forecast for ${symbol}`);
  if (forecast.disputed) return unpriced('disputed', `the forecasts for ${symbol} are too far apart`);
  const law = (mean: number, sd: number): TemperatureForecast => ({
    mean: inUnit(mean, terms),
    sd: inDegrees(sd, terms),
    meanError: inDegrees(BIAS, terms),
    sdError: ERROR_ERROR,
  });
  if (now < start) {
    const error = now < start - EVENING_MS ? FORECAST_ERROR.dayBefore : FORECAST_ERROR.evening;
    const sd = Math.max(error, forecast.deviation ?? 0);
    // A bin of a day that has not begun asks the same of either end.
    return about('forecast', forecast.at, dailyMaximum(terms.bin.value, law(forecast.value, sd)), FORECAST_MS);
  }

  const newest = desk.newest(symbol);
  const seen = desk.soFar(symbol, end, day, terms.standardOffset);
  if (newest === null || seen === null || now - newest.at > READING_MS)
    return unpriced('stale', `no fresh reading of ${symbol}`);
  const known = { seen, forecast: forecast.value, newest: newest.value, hour: (now - start) / HOUR_MS };
  return about('so-far', newest.at, temperatureSoFar(terms, end, known, law), READING_MS);
}

function isInside(value: number, { bin }: TemperatureTerms): boolean {
  const whole = Math.round(value);
  const { from, to } = bin.value;
  return (from === null || whole >= from) && (to === null || whole <= to);
}
