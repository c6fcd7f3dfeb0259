import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random/random.js';
import { CodedError } from '../errors/coded-error.js';
import { BasisTracker, type BasisOptions } from './basis-tracker.js';

const OPTIONS: BasisOptions = { halfLifeMs: 600_000, pairWithinMs: 2_000, leastSamples: 30 };

/** Seconds of a source that is `differences` above an index of 84,000. */
function follow(differences: readonly number[], options = OPTIONS): BasisTracker {
  const tracker = new BasisTracker(options);
  for (const [second, difference] of differences.entries()) {
    tracker.source(84_000 + difference, second * 1_000);
    tracker.index(84_000, second * 1_000);
  }
  return tracker;
}

describe('BasisTracker', () => {
  it('says nothing before it has seen enough', () => {
    expect(follow(Array.from({ length: 29 }, () => 5)).basis).toBeNull();
    expect(follow(Array.from({ length: 30 }, () => 5)).basis).toEqual({
      mean: 5,
      variance: 0,
      samples: 30,
      at: 29_000,
    });
  });

  it('finds mean and variance of a noisy basis', () => {
    const random = seededRandom(7);
    // Uniform on 23.76 ± 6: variance 144 / 12.
    const { mean, variance } = follow(Array.from({ length: 7_200 }, () => 23.76 + (random.next() - 0.5) * 12))
      .basis ?? {
      mean: 0,
      variance: 0,
    };
    expect(Math.abs(mean - 23.76)).toBeLessThan(0.5);
    expect(Math.abs(variance - 12)).toBeLessThan(1.5);
  });

  it('forgets by time: half after the half-life', () => {
    const before = Array.from({ length: 20_000 }, (_, i) => 10 + (i % 2 === 0 ? 2 : -2));
    const after = Array.from({ length: 600 }, (_, i) => 20 + (i % 2 === 0 ? 2 : -2));
    expect(follow([...before, ...after]).basis?.mean).toBeCloseTo(15, 0);
  });

  it('is not moved by one lie', () => {
    const honest = Array.from({ length: 3_000 }, (_, i) => 10 + (i % 2 === 0 ? 1 : -1));
    const lied = follow([...honest, 8_400]).basis;
    expect(Math.abs((lied?.mean ?? 0) - 10)).toBeLessThan(0.1);
  });

  it('compares only what was said at about the same time', () => {
    const tracker = new BasisTracker({ ...OPTIONS, leastSamples: 1 });
    tracker.source(101, 0);
    tracker.index(100, 2_001);
    expect(tracker.basis).toBeNull();
    tracker.index(100, 2_000);
    expect(tracker.basis?.mean).toBe(1);
  });

  it('takes each index print once and none that is late', () => {
    const tracker = new BasisTracker({ ...OPTIONS, leastSamples: 1 });
    tracker.source(101, 1_000);
    for (const time of [1_000, 1_000, 500]) tracker.index(100, time);
    expect(tracker.basis?.samples).toBe(1);
  });

  it('refuses what is no number', () => {
    const tracker = new BasisTracker(OPTIONS);
    expect(() => tracker.source(Number.NaN, 0)).toThrow(CodedError);
  });

  it('keeps its mean within what it saw and its variance at zero or above', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1_000, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (seen) => {
          const basis = follow(seen, { ...OPTIONS, leastSamples: 1 }).basis;
          if (!basis) return false;
          const slack = 1e-6;
          return (
            basis.mean >= Math.min(...seen) - slack && basis.mean <= Math.max(...seen) + slack && basis.variance >= 0
          );
        },
      ),
    );
  });

  it('moves with the source: what is added to it is added to the mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 30, maxLength: 100 }),
        fc.integer({ min: -500, max: 500 }),
        (seen, shift) => {
          const plain = follow(seen).basis;
          const shifted = follow(seen.map((difference) => difference + shift)).basis;
          if (!plain || !shifted) return false;
          return (
            Math.abs(shifted.mean - plain.mean - shift) < 1e-6 && Math.abs(shifted.variance - plain.variance) < 1e-4
          );
        },
      ),
    );
  });
});
