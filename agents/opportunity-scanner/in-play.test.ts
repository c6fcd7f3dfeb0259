import { expect, it } from 'vitest';
import { inPlayOf } from './in-play.js';
import { aBook, aMarket, type MarketChange } from './scanner-fixtures.js';

const leg = (change: MarketChange = {}, book: Parameters<typeof aBook>[3] = {}, bid = '0.50') => {
  const market = aMarket('polymarket', 'P', change);
  return { market, update: aBook(market, [[bid, '100']], [['0.52', '100']], book) };
};

it('says nothing where nothing runs', () => {
  expect(inPlayOf([null, null], [leg(), leg()])).toBeNull();
});

it('is as confident as the least certain of the legs that run', () => {
  expect(inPlayOf([{ confident: true }, null], [leg(), leg()])).toEqual({ confident: true, executable: true });
  expect(inPlayOf([{ confident: true }, { confident: false }], [leg(), leg()])?.confident).toBe(false);
});

it('is of windows alone only where none of the legs is of a game', () => {
  const window = { confident: true, window: true } as const;
  expect(inPlayOf([window, null], [leg(), leg()])).toEqual({ confident: true, executable: true, window: true });
  expect(inPlayOf([window, { confident: true }], [leg(), leg()])).toEqual({ confident: true, executable: true });
});

it.each<[string, ReturnType<typeof leg>]>([
  ['a venue that holds orders back', leg({ takerDelayMs: 3_000 })],
  ['a paused market', leg({ status: 'paused' })],
  ['a book that is not live', leg({}, { status: 'broken' })],
  ['a book with one side', leg({}, { bids: [] })],
  ['a crossed book', leg({}, {}, '0.60')],
])('is not executable at %s', (_, one) => {
  expect(inPlayOf([{ confident: true }], [leg(), one])).toEqual({ confident: true, executable: false });
});
