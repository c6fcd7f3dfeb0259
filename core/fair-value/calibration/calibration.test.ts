import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../random/random.js';
import { FairValueError } from '../fair-value-error.js';
import { Calibration } from './calibration.js';

it('scores what it was told', () => {
  const calibration = new Calibration();
  expect([calibration.brier, calibration.logLoss, calibration.reliability()]).toEqual([null, null, []]);
  calibration.add(0.8, true);
  calibration.add(0.4, true);
  calibration.add(0.1, false);
  expect(calibration.brier).toBeCloseTo((0.04 + 0.36 + 0.01) / 3, 12);
  expect(calibration.logLoss).toBeCloseTo(-(Math.log(0.8) + Math.log(0.4) + Math.log(0.9)) / 3, 12);
});

it('finds a model that is right right, and one that exaggerates wrong', () => {
  const random = seededRandom(4);
  const [right, loud] = [new Calibration(), new Calibration()];
  for (let event = 0; event < 20_000; event++) {
    const truth = random.next();
    const outcome = random.next() < truth;
    right.add(truth, outcome);
    loud.add(truth < 0.5 ? truth / 3 : 1 - (1 - truth) / 3, outcome);
  }
  const inside = (calibration: Calibration) =>
    calibration.reliability(0.999).filter((bin) => bin.low <= bin.meanProbability && bin.meanProbability <= bin.high)
      .length;
  expect(right.reliability()).toHaveLength(10);
  expect(inside(right)).toBe(10);
  expect(inside(loud)).toBeLessThanOrEqual(1);
  // E[p(1 − p)] = 1/6 for a uniform truth; nothing scores better than the truth.
  expect(right.brier).toBeCloseTo(1 / 6, 2);
  expect(loud.brier).toBeGreaterThan(right.brier ?? 1);
  expect(loud.logLoss).toBeGreaterThan(right.logLoss ?? 1);
});

it('is the same gathered in parts, and out of its JSON form', () => {
  const events = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { maxLength: 50 });
  fc.assert(
    fc.property(events, events, (one, other) => {
      const gather = (list: readonly (readonly [number, boolean])[]) => {
        const calibration = new Calibration();
        for (const [probability, outcome] of list) calibration.add(probability, outcome);
        return calibration;
      };
      const whole = gather([...one, ...other]);
      const parts = Calibration.from(JSON.parse(JSON.stringify(gather(one))));
      parts.merge(gather(other));
      expect(parts.count).toBe(whole.count);
      expect(parts.brier ?? 0).toBeCloseTo(whole.brier ?? 0, 12);
      expect(parts.logLoss ?? 0).toBeCloseTo(whole.logLoss ?? 0, 9);
      expect(parts.reliability().map(({ count, observed }) => [count, observed])).toEqual(
        whole.reliability().map(({ count, observed }) => [count, observed]),
      );
    }),
  );
});

it('scores certainty that fails as one in a million', () => {
  const calibration = new Calibration();
  calibration.add(1, false);
  expect(calibration.logLoss).toBeCloseTo(Math.log(1e6), 9);
  expect(calibration.brier).toBe(1);
});

it('refuses probabilities and records that are none', () => {
  const calibration = new Calibration();
  expect(() => calibration.add(Number.NaN, true)).toThrow(FairValueError);
  expect(() => calibration.add(1.01, true)).toThrow(FairValueError);
  expect(calibration.count).toBe(0);
  expect(() => Calibration.from({ bins: [], squares: 0, logs: 0 })).toThrow(FairValueError);
  const broken = { ...calibration.toJSON(), bins: calibration.toJSON().bins.map((bin) => ({ ...bin, happened: 3 })) };
  expect(() => Calibration.from(broken)).toThrow(FairValueError);
});
