import { describe, expect, it } from 'vitest';
import { parsePrice } from '@pm-arbitrage/core/money/money.js';
import { aBook, aMarket, aMatch, T0 } from '../opportunity-scanner/scanner-fixtures.js';
import { PriceSentinel } from './price-sentinel.js';

const HOLD = 3_600_000;
const sentinel = (polarity: 'same' | 'inverse' = 'same') => {
  const one = new PriceSentinel({ gap: parsePrice('0.15'), holdMs: HOLD });
  one.match(aMatch({ polarity }));
  return one;
};
/** Both books, each a cent wide around a price. */
function show(one: PriceSentinel, kalshi: number, polymarket: number, now: number): void {
  const around = (cents: number) => [[[`${(cents - 1) / 100}`, '10']], [[`${(cents + 1) / 100}`, '10']]] as const;
  one.price(aBook(aMarket('kalshi', 'K'), ...around(kalshi)), now);
  one.price(aBook(aMarket('polymarket', 'P'), ...around(polymarket)), now);
}

describe('the price sentinel', () => {
  it('names a match whose prices stay apart', () => {
    const one = sentinel();
    show(one, 50, 70, T0);
    expect(one.lasting(T0 + HOLD - 1)).toEqual([]);
    expect(one.lasting(T0 + HOLD)).toEqual([
      { id: 'match 1', reason: 'the prices have been $0.20 apart for 60 min and do not converge' },
    ]);
  });

  it('forgets a gap that closed', () => {
    const one = sentinel();
    show(one, 50, 70, T0);
    show(one, 60, 70, T0 + HOLD - 1);
    show(one, 50, 70, T0 + HOLD);
    expect(one.lasting(T0 + 2 * HOLD - 1)).toEqual([]);
    expect(one.lasting(T0 + 2 * HOLD)).toHaveLength(1);
  });

  it('compares YES with NO where the questions are opposite', () => {
    const one = sentinel('inverse');
    show(one, 30, 70, T0);
    expect(one.lasting(T0 + HOLD)).toEqual([]);
    show(one, 30, 30, T0);
    expect(one.lasting(T0 + HOLD)).toHaveLength(1);
  });

  it('does not count a time in which a book was empty', () => {
    const one = sentinel();
    show(one, 50, 70, T0);
    one.price(aBook(aMarket('kalshi', 'K'), [], []), T0 + 1);
    expect(one.lasting(T0 + HOLD)).toEqual([]);
  });

  it('watches only what trades', () => {
    const one = sentinel();
    show(one, 50, 70, T0);
    one.match(aMatch({ status: 'suspended' }));
    expect(one.lasting(T0 + HOLD)).toEqual([]);
    one.match(aMatch());
    expect(one.lasting(T0 + HOLD)).toEqual([]);
  });
});
