import type { Estimate } from '../estimate.js';
import type { TemperatureBin } from './temperature-bin.js';
import type { TemperatureForecast } from './temperature-law.js';
import { type PossibleMaximum, uncertainMaximum } from './uncertain-maximum.js';

// Not 0 − 0 = −0, which no test of equality takes for 0.
const turned = (value: number | null): number | null => (value === null ? null : 0 - value);

/**
 * Probability that the day's minimum falls into a bin when the minimum so far is known with odds: it will be the lower of
 * that and the minimum of the rest of the day, which `rest` forecasts. The lowest of temperatures is minus the highest of
 * their opposites, so this is `uncertainMaximum` upside down.
 * @throws FairValueError
 */
export function uncertainMinimum(
  { from, to }: TemperatureBin,
  minima: readonly PossibleMaximum[],
  rest: TemperatureForecast,
): Estimate {
  return uncertainMaximum(
    { from: turned(to), to: turned(from) },
    minima.map(({ value, probability }) => ({ value: 0 - value, probability })),
    { ...rest, mean: 0 - rest.mean },
  );
}
