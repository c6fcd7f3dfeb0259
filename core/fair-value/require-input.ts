import { FairValueError } from './fair-value-error.js';

const domains = {
  finite: ['a finite number', () => true],
  positive: ['above 0', (value: number) => value > 0],
  'not-negative': ['0 or more', (value: number) => value >= 0],
  probability: ['between 0 and 1', (value: number) => value >= 0 && value <= 1],
  /** A probability of which neither side is certain. */
  'open-probability': ['between 0 and 1, both excluded', (value: number) => value > 0 && value < 1],
  count: ['a whole number, 0 or more', (value: number) => value >= 0 && Number.isSafeInteger(value)],
  'positive-count': ['a whole number above 0', (value: number) => value > 0 && Number.isSafeInteger(value)],
} as const;

/**
 * Gives the value back when it is finite and in its domain, so that nothing behind this line meets NaN.
 * @throws FairValueError `fair-value.input`
 */
export function requireInput(name: string, value: number, domain: keyof typeof domains): number {
  const [words, holds] = domains[domain];
  if (!Number.isFinite(value) || !holds(value)) {
    throw new FairValueError('fair-value.input', `${name} is ${value}; it must be ${words}`, { name, value, domain });
  }
  return value;
}
