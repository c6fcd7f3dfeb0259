import { expect, it } from 'vitest';
import type { EvidenceFill } from './evidence.js';
import { exposureOf } from './exposure.js';

const TEN = 10_000_000;
const fill = (legIndex: number, change: number, price: number, at: number): EvidenceFill => ({
  clientOrderId: 'a',
  legIndex,
  change,
  price,
  at,
});

it('is nothing where nothing was filled, or both legs at once', () => {
  expect(exposureOf([], 1_000)).toEqual({ usd: 0, ms: 0 });
  expect(exposureOf([fill(0, TEN, 4_000, 100), fill(1, TEN, 5_000, 100)], 1_000)).toMatchObject({ ms: 0 });
});

it('counts what was paid for contracts without a counterpart, at its worst, and all the time they had none', () => {
  const fills = [
    fill(0, TEN / 2, 4_000, 100),
    fill(0, TEN / 2, 4_200, 110),
    fill(1, TEN / 2, 5_000, 150),
    fill(0, -TEN / 2, 3_000, 400),
  ];
  expect(exposureOf(fills, 9_999)).toEqual({ usd: 4_100_000, ms: 300 });
});

it('lasts until the end where legs stay unequal', () => {
  expect(exposureOf([fill(1, TEN, 5_000, 100)], 700)).toEqual({ usd: 5_000_000, ms: 600 });
});
