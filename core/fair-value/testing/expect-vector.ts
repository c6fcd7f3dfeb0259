import { expect } from 'vitest';

/** Compares with a printed figure: to 1e-9 relative, or to half of its last printed digit where that is coarser. */
export function expectVector(actual: number, printed: string): void {
  const [mantissa = '', exponent = '0'] = printed.toLowerCase().split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  const wanted = Number(printed);
  const tolerance = Math.max(1e-9 * Math.abs(wanted), 0.5001 * 10 ** (Number(exponent) - decimals));
  expect(Math.abs(actual - wanted), `${actual} for ${printed}`).toBeLessThanOrEqual(tolerance);
}
