import { expect, it } from 'vitest';
import { Versioned } from './versioned.js';

it('shows what held at a time, and nothing before there was anything', () => {
  const value = new Versioned(1_000, 'a');
  value.set(2_000, 'b');
  value.set(2_000, 'c');
  value.set(1_500, 'late');
  expect([999, 1_000, 1_999, 2_000].map((at) => value.asOf(at))).toEqual([undefined, 'a', 'a', 'late']);
  expect(value.now).toBe('late');
});

it('forgets what is older than any read, but for the last of it', () => {
  const value = new Versioned(0, 0);
  for (let minute = 1; minute <= 30; minute++) value.set(minute * 60_000, minute);
  expect(value.asOf(60_000)).toBeUndefined();
  expect(value.asOf(21 * 60_000)).toBe(21);
});
