import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { describe, expect, it } from 'vitest';
import { until } from '../testing/until.js';
import { fullJitter } from './backoff.js';
import { TokenBucket } from './token-bucket.js';

describe('TokenBucket', () => {
  it('lets a burst through and paces what follows, in order', async () => {
    const clock = new SimulatedClock(0);
    const bucket = new TokenBucket(clock, 10, 20);
    const served: [string, number][] = [];
    for (const [name, cost] of [
      ['a', 10],
      ['b', 10],
      ['c', 10],
      ['d', 5],
    ] as const) {
      void bucket.take(cost).then(() => served.push([name, clock.now()]));
    }
    await until(() => {
      if (served.length >= 2) clock.advanceBy(100);
      return served.length === 4;
    });
    expect(served.map(([name]) => name)).toEqual(['a', 'b', 'c', 'd']);
    expect(served[1]?.[1]).toBe(0);
    expect(served[2]?.[1]).toBeGreaterThanOrEqual(1_000);
    expect(served[3]?.[1]).toBeGreaterThanOrEqual(1_500);
  });

  it('serves a cost above its capacity, and pays the debt back first', async () => {
    const clock = new SimulatedClock(0);
    const bucket = new TokenBucket(clock, 10, 10);
    await bucket.take(30);
    let second = false;
    void bucket.take(10).then(() => (second = true));
    await until(() => clock.nextDue() !== null);
    clock.advanceTo(2_900);
    await Promise.resolve();
    expect(second).toBe(false);
    clock.advanceTo(3_100);
    await until(() => second);
  });
});

describe('fullJitter', () => {
  it('doubles its limit up to the maximum', () => {
    const almostOne = { next: () => 0.999_999 };
    const waits = [1, 2, 3, 4, 50].map((attempt) => fullJitter(attempt, { baseMs: 100, maxMs: 500 }, almostOne));
    expect(waits).toEqual([100, 200, 400, 500, 500]);
    expect(fullJitter(3, { baseMs: 100, maxMs: 500 }, { next: () => 0 })).toBe(0);
  });
});
