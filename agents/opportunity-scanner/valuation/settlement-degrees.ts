import type { TemperatureTerms } from '@pm-arbitrage/core/settlement-terms/weather/temperature-terms.js';

/** A temperature in °F, in the unit of a market. */
export const inUnit = (fahrenheit: number, { unit }: TemperatureTerms): number =>
  unit.value === 'degC' ? (fahrenheit - 32) / 1.8 : fahrenheit;

/** A difference of temperatures in °F, in the unit of a market. */
export const inDegrees = (fahrenheit: number, { unit }: TemperatureTerms): number =>
  unit.value === 'degC' ? fahrenheit / 1.8 : fahrenheit;
