import { logGamma } from './log-gamma.js';

const TINY = 1e-300;
const MOST_STEPS = 300;

/** Continued fraction of the incomplete beta function, by Lentz's method (Press et al., Numerical Recipes, 6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const safe = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return fraction;
}

/** Regularised incomplete beta function I_x(a, b); `complement` is 1 − x, given so that it keeps its digits. */
function incompleteBeta(x: number, complement: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const scale = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(complement));
  return x < (a + 1) / (a + b + 2)
    ? (scale * betaFraction(a, b, x)) / a
    : 1 - (scale * betaFraction(b, a, complement)) / b;
}

/**
 * Distribution function of Student's t scaled to variance 1, ν > 2 degrees of freedom: P(T√((ν−2)/ν) ≤ x).
 * ±∞ give 0 and 1; the tails keep their relative accuracy (about 1e-12).
 */
export function studentCdf(x: number, degrees: number): number {
  if (x === 0) return 0.5;
  if (x === Number.POSITIVE_INFINITY) return 1;
  if (x === Number.NEGATIVE_INFINITY) return 0;
  const square = (x * x * degrees) / (degrees - 2);
  const tail = 0.5 * incompleteBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
  return x < 0 ? tail : 1 - tail;
}
