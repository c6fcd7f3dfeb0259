import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { expect, it } from 'vitest';
import { InputsSeen } from './inputs-seen.js';

it('tells how many inputs were lived through, until when, and how quickly; nothing before the first', () => {
  const clock = new SimulatedClock(0);
  const seen = new InputsSeen(clock);
  expect(seen.describe()).toBeNull();
  for (let index = 0; index < 5_000; index++) seen.take(Date.UTC(2026, 10, 21, 12, 0, index / 1_000));
  clock.advanceBy(2_000);
  expect(seen.describe()).toBe('5,000 inputs, until 2026-11-21 12:00:04 of recorded time, 2,500 a second');
});
