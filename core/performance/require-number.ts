import { PerformanceError } from './performance-error.js';

/** Gives a number back that is finite and at least `least`. @throws PerformanceError `performance.input` */
export function requireNumber(name: string, value: number, least = Number.NEGATIVE_INFINITY): number {
  if (!Number.isFinite(value) || value < least) {
    throw new PerformanceError('performance.input', `${name} is ${value}; it must be finite and at least ${least}`, {
      name,
      value,
    });
  }
  return value;
}
