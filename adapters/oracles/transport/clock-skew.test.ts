import { expect, it } from 'vitest';
import { ClockSkew } from './clock-skew.js';

it('knows nothing before the first message', () => {
  expect(new ClockSkew().ms).toBeNull();
});

it('takes the least late message of each five seconds, not the average way', () => {
  const skew = new ClockSkew();
  for (let at = 0; at < 60_000; at += 100) skew.observe(at - (at % 700 === 0 ? 20 : 400), at);
  expect(skew.ms).toBe(-20);
});

it('follows a clock that was set, within a minute', () => {
  const skew = new ClockSkew();
  for (let at = 0; at < 30_000; at += 100) skew.observe(at - 30, at);
  for (let at = 30_000; at < 90_000; at += 100) skew.observe(at + 3_000, at);
  expect(skew.ms).toBeGreaterThan(2_900);
  expect(skew.ms).toBeLessThanOrEqual(3_000);
});
