import { expect, it } from 'vitest';
import { fastClock } from './fast-clock.js';
import { SimulatedClock } from './simulated-clock.js';

it('lets time pass faster from its origin on, timers included', () => {
  const base = new SimulatedClock(1_000);
  const clock = fastClock({ origin: 900, speed: 20 }, base);
  expect(clock.now()).toBe(900 + 100 * 20);
  const before = clock.monotonic();
  const fired: number[] = [];
  clock.after(60, () => fired.push(clock.now()));
  const stop = clock.every(100, () => fired.push(clock.now()));
  base.advanceBy(3);
  expect(fired).toEqual([2_960]);
  base.advanceBy(7);
  expect(fired).toEqual([2_960, 3_000, 3_100]);
  expect(clock.monotonic() - before).toBe(200);
  stop();
  base.advanceBy(100);
  expect(fired).toHaveLength(3);
});

it('shows the same time wherever it is made with the same origin', () => {
  const base = new SimulatedClock(5_000);
  const early = fastClock({ origin: 4_000, speed: 10 }, base);
  base.advanceBy(123);
  const late = fastClock({ origin: 4_000, speed: 10 }, base);
  expect(late.now()).toBe(early.now());
});
