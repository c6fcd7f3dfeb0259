import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { expect, it } from 'vitest';
import { Recent } from './recent.js';

it('reads once for all who ask at once or soon after, and anew when time has passed or a reading failed', async () => {
  const clock = new SimulatedClock(0);
  let count = 0;
  const recent = new Recent(clock, 500, async () => {
    count++;
    if (count === 2) throw new Error('away');
    return count;
  });
  expect(await Promise.all([recent.get(), recent.get()])).toEqual([1, 1]);
  clock.advanceBy(499);
  expect(await recent.get()).toBe(1);
  clock.advanceBy(1);
  await expect(recent.get()).rejects.toThrow('away');
  expect(await recent.get()).toBe(3);
});
