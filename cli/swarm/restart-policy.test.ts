import { describe, expect, it } from 'vitest';
import { planRestart } from './restart-policy.js';

const policy = { firstMs: 100, longestMs: 1_000, healthyMs: 5_000 };

describe('planRestart', () => {
  it('doubles the wait with every failure in a row, up to the longest', () => {
    const delays: number[] = [];
    let failures = 0;
    for (let i = 0; i < 6; i++) {
      const plan = planRestart(policy, failures, 10, 0.999_999);
      failures = plan.failures;
      delays.push(plan.delayMs);
    }
    expect(delays).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(failures).toBe(6);
  });

  it('leaves half of the wait to chance', () => {
    expect(planRestart(policy, 2, 10, 0).delayMs).toBe(200);
    expect(planRestart(policy, 2, 10, 0.5).delayMs).toBe(300);
  });

  it('begins anew after a healthy run', () => {
    expect(planRestart(policy, 9, 5_000, 0)).toEqual({ failures: 1, delayMs: 50 });
    expect(planRestart(policy, 9, 4_999, 0).failures).toBe(10);
  });

  it('stays finite after any number of failures', () => {
    expect(planRestart(policy, 100_000, 0, 1).delayMs).toBe(1_000);
  });
});
