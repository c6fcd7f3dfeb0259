import type { Estimate } from '../estimate.js';
import { intervalProbability } from '../interval-probability.js';
import { binInterval, type TemperatureBin } from './temperature-bin.js';
import { type TemperatureForecast, temperatureLaw } from './temperature-law.js';

/**
 * Probability that the day's maximum falls into a bin, from a forecast alone:
 * Φ((b + ½ − μ)/σ) − Φ((a − ½ − μ)/σ).
 * @throws FairValueError
 */
export function dailyMaximum(bin: TemperatureBin, forecast: TemperatureForecast): Estimate {
  return intervalProbability(binInterval(bin), temperatureLaw(forecast));
}
