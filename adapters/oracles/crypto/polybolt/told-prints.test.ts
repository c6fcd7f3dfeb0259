import { expect, it } from 'vitest';
import { ToldPrints } from './told-prints.js';

it('takes a live print once and never goes back', () => {
  const told = new ToldPrints();
  expect([1_000, 2_000, 2_000, 1_500].map((time) => told.take(time, false))).toEqual([true, true, false, false]);
});

it('fills from a snapshot what was missed between live prints', () => {
  const told = new ToldPrints();
  for (const time of [1_000, 4_000]) told.take(time, false);
  expect([1_000, 2_000, 3_000, 4_000, 5_000].map((time) => told.take(time, true))).toEqual([
    false,
    true,
    true,
    false,
    true,
  ]);
  expect(told.newest).toBe(5_000);
});

it('remembers the last two minutes however long it runs', () => {
  const told = new ToldPrints();
  for (let time = 1; time <= 10_000; time++) told.take(time * 1_000, false);
  for (let time = 9_880; time <= 10_000; time++) expect(told.take(time * 1_000, true)).toBe(false);
});
