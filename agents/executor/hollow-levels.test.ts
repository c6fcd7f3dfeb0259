import { price } from '@pm-arbitrage/core/money/money.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { aMarket, T0 } from './executor-fixtures.js';
import { HollowLevels, type Walk } from './hollow-levels.js';

const market = aMarket('kalshi', 'K').id;
type Side = readonly (readonly [price: string, size: string])[];
const levels = (side: Side) => side.map(([at, size]) => [parsePrice(at), parseQuantity(size)] as const);
const book = (bids: Side, asks: Side): PriceUpdate => {
  const about = { market, epoch: 1, sequence: 1, status: 'live', venueTime: null, receivedAt: T0 } as const;
  return { ...about, bids: levels(bids), asks: levels(asks) };
};
const BIDS: Side = [['0.40', '10'], ['0.39', '20'], ['0.38', '30']]; // prettier-ignore
const ASKS: Side = [['0.42', '10'], ['0.43', '20'], ['0.44', '30']]; // prettier-ignore
const shown = book(BIDS, ASKS);
const after = (walk: Walk, now: PriceUpdate = shown) => {
  const hollow = new HollowLevels();
  hollow.note(shown, walk);
  const { asks, bids } = hollow.without(now);
  return { asks: asks.map(([at]) => at / 100), bids: bids.map(([at]) => at / 100) };
};

describe('levels that an order reached and that gave too little are not planned on', () => {
  it.each<[string, Walk, readonly number[], readonly number[]]>([
    ['buying YES', { side: 'yes', action: 'buy', limitPrice: price(4_300) }, [40, 39, 38], [44]],
    ['selling NO', { side: 'no', action: 'sell', limitPrice: price(5_700) }, [40, 39, 38], [44]],
    ['selling YES', { side: 'yes', action: 'sell', limitPrice: price(3_900) }, [38], [42, 43, 44]],
    ['buying NO', { side: 'no', action: 'buy', limitPrice: price(6_100) }, [38], [42, 43, 44]],
  ])('%s', (_, walk, bids, asks) => {
    expect(after(walk)).toEqual({ asks, bids });
  });
});

it('a level that shows something else is believed again, and other markets are left as they are', () => {
  const walk: Walk = { side: 'yes', action: 'buy', limitPrice: price(4_300) };
  const now = book(BIDS, [['0.42', '10'], ['0.43', '21']]); // prettier-ignore
  expect(after(walk, now).asks).toEqual([43]);
  const other = { ...shown, market: aMarket('kalshi', 'L').id };
  expect(after(walk, other).asks).toEqual([42, 43, 44]);
});

it('changes nothing before anything is known', () => {
  expect(new HollowLevels().without(shown)).toBe(shown);
});
