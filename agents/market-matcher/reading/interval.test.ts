import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complementary, type Interval, onGrid, sameInterval } from './interval.js';

const above = (low: number): Interval => ({ low, lowClosed: false, high: Infinity, highClosed: false });
const atLeast = (low: number): Interval => ({ low, lowClosed: true, high: Infinity, highClosed: false });
const below = (high: number): Interval => ({ low: -Infinity, lowClosed: false, high, highClosed: false });
const holds = ({ low, lowClosed, high, highClosed }: Interval, value: number) =>
  (value > low || (lowClosed && value === low)) && (value < high || (highClosed && value === high));

/** Holds no whole number within reach of the test, or all of them. */
const isEmpty = (interval: Interval) => {
  const held = Array.from({ length: 241 }, (_, at) => holds(interval, at - 120));
  return held.every(Boolean) || !held.some(Boolean);
};

const intervals = fc
  .record({
    low: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(-Infinity)),
    width: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(Infinity)),
    lowClosed: fc.boolean(),
    highClosed: fc.boolean(),
  })
  .map(({ low, width, lowClosed, highClosed }): Interval => ({
    low,
    lowClosed,
    high: low === -Infinity && width !== Infinity ? width : low === -Infinity ? Infinity : low + width,
    highClosed,
  }));

describe('intervals', () => {
  it('that differ only off the grid are the same on it', () => {
    expect(sameInterval(above(210), atLeast(211))).toBe(false);
    expect(onGrid(above(210), 1)).toMatchObject({ low: 211, lowClosed: true });
    expect(sameInterval(onGrid(above(74_299.99), 0.01), onGrid(atLeast(74_300), 0.01))).toBe(true);
    expect(sameInterval(onGrid(above(2.5), 1), onGrid(atLeast(3), 1))).toBe(true);
    expect(sameInterval(onGrid(above(3), 0.1), onGrid(atLeast(3.1), 0.1))).toBe(true);
  });

  it('keep on the grid exactly the values of the grid that they held', () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: -120, max: 120 }), (interval, value) => {
        expect(holds(onGrid(interval, 1), value)).toBe(holds(interval, value));
      }),
    );
  });

  it('are complements when every value lies in exactly one of them', () => {
    expect(complementary(above(50), below(50), null)).toBe(false);
    expect(complementary(atLeast(50), below(50), null)).toBe(true);
    expect(complementary(above(50), below(51), 1)).toBe(true);
    expect(complementary(atLeast(50), below(49), 1)).toBe(false);
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const partition = Array.from({ length: 241 }, (_, at) => at - 120).every(
          (value) => holds(a, value) !== holds(b, value),
        );
        const unbounded = [a, b].some(({ low }) => low === -Infinity) && [a, b].some(({ high }) => high === Infinity);
        expect(complementary(a, b, 1) && !(isEmpty(a) || isEmpty(b))).toBe(
          partition && unbounded && !isEmpty(a) && !isEmpty(b),
        );
      }),
    );
  });
});
