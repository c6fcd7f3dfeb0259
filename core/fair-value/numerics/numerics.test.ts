import { expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { NORMAL_CDF, NORMAL_QUANTILE, STUDENT_CDF, TAIL_COVARIANCE } from '../testing/reference-values.js';
import { expectOverNormal } from './expect-over-normal.js';
import { GAUSS_HERMITE } from './gauss-hermite.js';
import { GAUSS_LEGENDRE } from './gauss-legendre.js';
import { normalCdf } from './normal-cdf.js';
import { normalQuantile } from './normal-quantile.js';
import { scaleNodes } from './scale-nodes.js';
import { studentCdf } from './student-cdf.js';
import { tailCovariance } from './tail-covariance.js';

const relativeError = (actual: number, wanted: number) =>
  wanted === 0 ? Math.abs(actual) : Math.abs(actual / wanted - 1);

it('knows the normal distribution to 1e-15 relative, in the far tail too', () => {
  for (const [x, wanted] of NORMAL_CDF) expect(relativeError(normalCdf(x), wanted), `Φ(${x})`).toBeLessThan(1e-15);
  expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(0), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 0.5, 1]);
});

it('knows the normal quantile to 1e-15 relative, in the far tail too', () => {
  for (const [p, wanted] of NORMAL_QUANTILE) {
    // Near one half and above it, the rounding of p itself is what is seen.
    expect(relativeError(normalQuantile(p), wanted), `Φ⁻¹(${p})`).toBeLessThan(1e-15);
  }
  expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([
    Number.NEGATIVE_INFINITY,
    0,
    Number.POSITIVE_INFINITY,
  ]);
  for (const bad of [-0.1, 1.1, Number.NaN]) expect(() => normalQuantile(bad)).toThrow(FairValueError);
});

it("knows Student's t of variance 1, and nears the normal with many degrees", () => {
  for (const [x, degrees, wanted] of STUDENT_CDF) {
    expect(relativeError(studentCdf(x, degrees), wanted), `t${degrees}(${x})`).toBeLessThan(1e-12);
  }
  expect(studentCdf(-1.5, 1e6)).toBeCloseTo(normalCdf(-1.5), 6);
});

it('knows how two normal tails go together, to 1e-9 relative', () => {
  for (const [h, k, rho, wanted] of TAIL_COVARIANCE) {
    expect(relativeError(tailCovariance(h, k, rho), wanted), `${h}, ${k}, ${rho}`).toBeLessThan(1e-9);
  }
  // The very same event: p(1 − p).
  for (const h of [-5, -1, 0, 2]) {
    expect(relativeError(tailCovariance(h, h, 1), normalCdf(h) * normalCdf(-h))).toBeLessThan(1e-9);
  }
  expect(tailCovariance(1, 2, 0)).toBe(0);
});

it('integrates polynomials exactly and steps where they are', () => {
  const sum = (nodes: readonly (readonly [number, number])[], power: number) =>
    nodes.reduce((total, [node, weight]) => total + weight * node ** power, 0);
  expect([0, 2, 4, 16].map((power) => sum(GAUSS_HERMITE, power))).toEqual(
    [1, 1, 3, 2_027_025].map((value) => expect.closeTo(value, 7)),
  );
  expect([0, 2, 22].map((power) => sum(GAUSS_LEGENDRE, power))).toEqual(
    [2, 2 / 3, 2 / 23].map((value) => expect.closeTo(value, 13)),
  );
  for (const step of [-2.3, 0.4, 3.1]) {
    const { mean, variance } = expectOverNormal((z) => (z < step ? 1 : 0), [step], 0);
    expect(mean).toBeCloseTo(normalCdf(step), 11);
    expect(variance).toBeCloseTo(normalCdf(step) * normalCdf(-step), 11);
  }
});

it('spreads a scale with mean 1 and the standard deviation asked for', () => {
  for (const error of [0.01, 0.2, 0.5]) {
    const nodes = scaleNodes(error);
    const mean = nodes.reduce((sum, { factor, weight }) => sum + weight * factor, 0);
    const square = nodes.reduce((sum, { factor, weight }) => sum + weight * factor ** 2, 0);
    expect(mean).toBeCloseTo(1, 6);
    expect(Math.sqrt(square - mean * mean)).toBeCloseTo(error, 3);
  }
  expect(scaleNodes(0)).toEqual([{ factor: 1, weight: 1 }]);
});
