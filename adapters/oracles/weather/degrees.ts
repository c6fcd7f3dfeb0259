import type { DegreeUnit } from './station.js';

/** Colder or hotter than anything that was ever measured, °C: an error of the sender. */
const COLDEST = -90;
const HOTTEST = 60;

/** A unit as sources write it: `wmoUnit:degC`, `unit:degF`, `F`, `°C`; null when it is none of temperature. */
export function readDegreeUnit(value: unknown): DegreeUnit | null {
  if (typeof value !== 'string') return null;
  const bare = value
    .trim()
    .replace(/^(?:wmoUnit|unit|uc|wmo):/i, '')
    .replace(/^(?:°|deg)/i, '');
  if (/^(?:C|celsius)$/i.test(bare)) return 'degC';
  if (/^(?:F|fahrenheit)$/i.test(bare)) return 'degF';
  return null;
}

/** A number, or a decimal text of one; NaN for anything else, and null stays null: it is not known. */
export function readDegrees(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,3}(?:\.\d{1,12})?$/.test(value) ? Number(value) : Number.NaN;
}

const inCelsius = (value: number, unit: DegreeUnit): number => (unit === 'degC' ? value : ((value - 32) * 5) / 9);

/** Whether the air can be so. */
export function isAirTemperature(value: number, unit: DegreeUnit): boolean {
  const celsius = inCelsius(value, unit);
  return celsius >= COLDEST && celsius <= HOTTEST;
}

/** From one unit to the other, without the digits that the conversion makes up. */
export function toUnit(value: number, from: DegreeUnit, to: DegreeUnit): number {
  if (from === to) return value;
  return Math.round((to === 'degC' ? ((value - 32) * 5) / 9 : (value * 9) / 5 + 32) * 1e6) / 1e6;
}
