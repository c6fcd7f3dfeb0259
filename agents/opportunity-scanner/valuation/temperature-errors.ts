import type { PossibleMaximum } from '@pm-arbitrage/core/fair-value/temperature/uncertain-maximum.js';
import type { TemperatureSource } from '@pm-arbitrage/core/settlement-terms/weather/temperature-terms.js';

/**
 * Error of the best public forecast of a day's high, °F: the day before until the evening, from then on, and in the
 * morning of the day (oracles-and-alerts.md §7.6, Crosier 2026). That lows are forecast as well as highs, how well these
 * errors are known, and what bias is left after correction, are our assumptions.
 */
export const FORECAST_ERROR = { dayBefore: 2.7, evening: 2.45, sameDay: 2.12 } as const;
export const ERROR_ERROR = 0.15;
export const BIAS = 0.5;

/**
 * By how many whole degrees the value that settles lies beyond the most extreme public reading, with the odds: the official
 * one is taken from short averages that nobody publishes, hourly tables hold what they hold (§2.1). Odds are assumptions.
 */
export const BEYOND_READINGS: Readonly<Record<TemperatureSource, readonly PossibleMaximum[]>> = {
  'nws-cli': [
    { value: 0, probability: 0.6 },
    { value: 1, probability: 0.35 },
    { value: 2, probability: 0.05 },
  ],
  twc: [
    { value: 0, probability: 0.6 },
    { value: 1, probability: 0.35 },
    { value: 2, probability: 0.05 },
  ],
  'noaa-hourly': [
    { value: 0, probability: 0.95 },
    { value: 1, probability: 0.05 },
  ],
  wunderground: [
    { value: 0, probability: 0.9 },
    { value: 1, probability: 0.1 },
  ],
};

/** How often the value that settles is not the one that the climate report gives: one in 450 days (§0), rounded up. */
export const OTHER_THAN_REPORTED: Readonly<Partial<Record<TemperatureSource, number>>> = {
  'nws-cli': 0.001,
  twc: 0.004,
};
