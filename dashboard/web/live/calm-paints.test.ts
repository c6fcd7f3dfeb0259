import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { describe, expect, it } from 'vitest';
import { calmPaints } from './calm-paints.js';

describe('calmPaints', () => {
  it('paints at once after a pause, and five times a second in a storm', () => {
    const clock = new SimulatedClock(0);
    const before = calmPaints(clock, (callback) => callback());
    const paints: number[] = [];
    let waiting = false;
    for (let at = 0; at < 1_000; at += 10) {
      clock.advanceTo(at);
      // As the feed does: nothing is asked for while a paint is on its way.
      if (waiting) continue;
      waiting = true;
      before(() => {
        waiting = false;
        paints.push(clock.now());
      });
    }
    expect(paints).toEqual([0, 200, 400, 600, 800]);
    clock.advanceTo(5_000);
    before(() => paints.push(clock.now()));
    expect(paints.at(-1)).toBe(5_000);
  });
});
