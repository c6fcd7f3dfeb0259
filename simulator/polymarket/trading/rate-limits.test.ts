import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { describe, expect, it } from 'vitest';
import { RateLimits } from './rate-limits.js';

describe('the budget of a signer', () => {
  it('refills by the second, refuses what it cannot pay, and tells how long to wait', () => {
    const clock = new SimulatedClock(0);
    const limits = new RateLimits(clock, 'enforced');
    expect(limits.take('a', 'order', 60)).toEqual({
      headers: { 'poly-ratelimit-remaining': '0', 'poly-ratelimit-reset': '2', 'poly-ratelimit-tier': 'standard' },
      refusal: null,
    });
    expect(limits.take('a', 'order', 1).refusal).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(limits.take('b', 'order', 1).refusal).toBeNull();
    expect(limits.take('a', 'cancel', 1).refusal).toBeNull();
    clock.advanceBy(500);
    expect(limits.take('a', 'order', 20).refusal).toBeNull();
    expect(limits.take('a', 'order', 1).refusal).not.toBeNull();
  });

  it('goes into debt for a cancel-all and has to be earned back', () => {
    const clock = new SimulatedClock(0);
    const limits = new RateLimits(clock, 'enforced');
    expect(limits.take('a', 'cancel', 201, true).refusal).toBeNull();
    clock.advanceBy(1_000);
    expect(limits.take('a', 'cancel', 1).refusal).not.toBeNull();
    clock.advanceBy(100);
    expect(limits.take('a', 'cancel', 1).refusal).toBeNull();
  });

  it('only warns where it is not enforced', () => {
    const limits = new RateLimits(new SimulatedClock(0), 'warning');
    expect(limits.take('a', 'order', 61)).toMatchObject({
      headers: { 'poly-ratelimit-warning': 'true' },
      refusal: null,
    });
  });
});
