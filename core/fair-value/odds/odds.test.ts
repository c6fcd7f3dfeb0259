import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FairValueError } from '../fair-value-error.js';
import { expectSimulated } from '../testing/expect-simulated.js';
import { expectVector } from '../testing/expect-vector.js';
import { normalDraws } from '../testing/normal-draws.js';
import { impliedByAmerican, impliedByDecimal } from './implied-probability.js';
import { pairValue } from './pair-value.js';
import { removeMargin } from './remove-margin.js';
import { basisFromDisagreement, disagreement, disagreementAt, moveFromMedian } from './source-disagreement.js';

it('agrees with the reference on two sources', () => {
  const s = moveFromMedian(68.88);
  expectVector(s, '102.1216408');
  expectVector(basisFromDisagreement(s, 0.01), '3.209301853');
  expectVector(disagreement(s, 3.2), '.009971034946');
  expectVector(disagreementAt(5, 3.2), '.0590851');
  expectVector(disagreementAt(-5, 3.2), '.0590851');
  const draw = normalDraws(12);
  expectSimulated(disagreement(10, 3), 100_000, () => {
    const move = 10 * draw();
    return move * (move + 3 * draw()) < 0;
  });
});

it('agrees with the reference on the margin of a bookmaker', () => {
  const implied = [1.8, 2.1].map(impliedByDecimal);
  const plain = removeMargin(implied, 'multiplicative');
  expectVector(plain.overround, '.03174603175');
  expectVector(plain.probabilities[0] ?? 0, '.5384615385');
  expectVector(plain.probabilities[1] ?? 0, '.4615384615');
  const power = removeMargin(implied, 'power');
  expectVector(power.exponent, '1.047439089');
  expectVector(power.probabilities[0] ?? 0, '.5402783936');
  expectVector(power.probabilities[1] ?? 0, '.4597216064');
  expectVector(impliedByAmerican(-303), '.7518610422');
  expectVector(impliedByAmerican(240), '.2941176471');
});

it('leaves probabilities that sum to 1 and keep their order, with or without a margin', () => {
  const implied = fc.array(fc.double({ min: 0.001, max: 0.98, noNaN: true }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(implied, fc.constantFrom('multiplicative' as const, 'power' as const), (given, method) => {
      const { probabilities } = removeMargin(given, method);
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      for (let index = 1; index < given.length; index++) {
        const before = Math.sign((given[index] ?? 0) - (given[index - 1] ?? 0));
        const after = (probabilities[index] ?? 0) - (probabilities[index - 1] ?? 0);
        expect(before * after).toBeGreaterThanOrEqual(0);
      }
    }),
  );
  expect(removeMargin([0.25, 0.75], 'power').exponent).toBeCloseTo(1, 12);
  expect(removeMargin([0.2, 0.3], 'power').exponent).toBeLessThan(1);
});

it('prices a pair across two sources by which way they disagree', () => {
  expect(pairValue(0.99, 0)).toBeCloseTo(0.99, 12);
  expect(pairValue(0.99, 0.5)).toBeCloseTo(1, 12);
  expect(pairValue(1, 0)).toBe(1);
});

it('is exact without a basis, and refuses what is none', () => {
  expect(disagreement(5, 0)).toBe(0);
  expect([disagreementAt(0, 0), disagreementAt(1, 0)]).toEqual([0.5, 0]);
  expect(() => disagreement(0, 1)).toThrow(FairValueError);
  expect(() => basisFromDisagreement(1, 0.5)).toThrow(FairValueError);
  expect(() => impliedByAmerican(50)).toThrow(FairValueError);
  expect(() => impliedByDecimal(1)).toThrow(FairValueError);
  expect(() => removeMargin([0.5], 'power')).toThrow(FairValueError);
  expect(() => removeMargin([0.5, Number.NaN], 'power')).toThrow(FairValueError);
});
