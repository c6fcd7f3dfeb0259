import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');

it('reads seconds and dates, and never waits longer than an hour', () => {
  expect(retryAfterMs('7', NOW)).toBe(7_000);
  expect(retryAfterMs('Sat, 21 Nov 2026 12:00:30 GMT', NOW)).toBe(30_000);
  expect(retryAfterMs('Sat, 21 Nov 2026 11:00:00 GMT', NOW)).toBe(0);
  expect(retryAfterMs('99999999', NOW)).toBe(3_600_000);
});

it('says nothing where the header says nothing', () => {
  expect(retryAfterMs(undefined, NOW)).toBeNull();
  expect(retryAfterMs('soon', NOW)).toBeNull();
});
