import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { latencyDraw } from './latency-draw.js';

it('has the two quantiles that were asked for, and never a negative time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 2, max: 20 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (medianMs, tail, seed) => {
        const draw = latencyDraw({ medianMs, p99Ms: medianMs * tail }, seededRandom(seed));
        const times = Array.from({ length: 4_000 }, draw).toSorted((a, b) => a - b);
        expect(times[0]).toBeGreaterThan(0);
        expect(times.filter((time) => time <= medianMs).length / times.length).toBeCloseTo(0.5, 1);
        expect(times.filter((time) => time <= medianMs * tail).length / times.length).toBeGreaterThan(0.975);
        expect(times.filter((time) => time > medianMs * tail).length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 25 },
  );
});

it('repeats with its seed', () => {
  const draw = () => Array.from({ length: 5 }, latencyDraw({ medianMs: 50, p99Ms: 400 }, seededRandom(7)));
  expect(draw()).toEqual(draw());
});
