import type { Estimate } from '../estimate.js';
import { intervalProbability } from '../interval-probability.js';
import { requireInput } from '../require-input.js';
import { binInterval, type TemperatureBin } from './temperature-bin.js';
import { type TemperatureForecast, temperatureLaw } from './temperature-law.js';

/**
 * Probability that the day's maximum falls into a bin when the maximum so far is known: it will be the larger of that
 * and the maximum of the rest of the day, which `rest` forecasts.
 * @param maximum whole settlement degrees
 * @throws FairValueError
 */
export function maximumSoFar(bin: TemperatureBin, maximum: number, rest: TemperatureForecast): Estimate {
  requireInput('maximum', maximum, 'finite');
  const law = temperatureLaw(rest);
  const { from, to } = bin;
  binInterval(bin);
  if (to !== null && to < maximum) return { probability: 0, standardError: 0 };
  if (from !== null && from > maximum) return intervalProbability(binInterval(bin), law);
  // The maximum so far is inside: only a rise beyond the bin leaves it.
  if (to === null) return { probability: 1, standardError: 0 };
  return intervalProbability(binInterval({ from: null, to }), law);
}
