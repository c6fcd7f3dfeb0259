import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './interval.js';

describe("Wilson's interval", () => {
  it('equals published values', () => {
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    for (const [hits, of, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const [from, to] = wilsonInterval(hits, of) ?? [];
      expect(from).toBeCloseTo(low, 4);
      expect(to).toBeCloseTo(high, 4);
    }
  });

  it('holds the share, stays within 0 and 1, and is nothing of nothing', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (hits, others) => {
        const of = hits + others;
        const interval = wilsonInterval(hits, of);
        if (of === 0 || interval === null) {
          expect([of, interval]).toEqual([0, null]);
          return;
        }
        const share = hits / of;
        expect(interval[0]).toBeGreaterThanOrEqual(0);
        expect(interval[0]).toBeLessThanOrEqual(share + 1e-12);
        expect(interval[1]).toBeGreaterThanOrEqual(share - 1e-12);
        expect(interval[1]).toBeLessThanOrEqual(1);
      }),
    );
  });
});
