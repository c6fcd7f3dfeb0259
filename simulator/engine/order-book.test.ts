import { price, quantity } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fill, type NewOrder, OrderBook } from './order-book.js';

const ONE = 1_000_000;
const order = (
  id: string,
  side: 'bid' | 'ask',
  cents: number,
  contracts: number,
  mode: NewOrder['mode'] = 'rest',
): NewOrder => ({
  id,
  owner: `owner-of-${id}`,
  side,
  price: price(cents * 100),
  quantity: quantity(contracts * ONE),
  mode,
});

function newBook() {
  const fills: Fill[] = [];
  const levels = new Map<string, number>();
  const book = new OrderBook({
    fill: (fill) => fills.push(fill),
    level: (side, at, size, change) => {
      const key = `${side}/${at}`;
      expect(size).toBe((levels.get(key) ?? 0) + change);
      if (size === 0) levels.delete(key);
      else levels.set(key, size);
    },
  });
  return { book, fills, levels };
}

describe('OrderBook', () => {
  it('fills the best price first, then the oldest order, at the resting price', () => {
    const { book } = newBook();
    for (const one of [order('a', 'ask', 52, 5), order('b', 'ask', 51, 5), order('c', 'ask', 51, 5)]) book.place(one);
    const placed = book.place(order('taker', 'bid', 55, 12));
    expect(placed.fills.map(({ maker, price: at, quantity: count }) => [maker.id, at, count / ONE])).toEqual([
      ['b', 5_100, 5],
      ['c', 5_100, 5],
      ['a', 5_200, 2],
    ]);
  });

  it('keeps the place in the queue when an order shrinks', () => {
    const { book } = newBook();
    book.place(order('a', 'bid', 40, 5));
    book.place(order('b', 'bid', 40, 5));
    book.reduce('a', quantity(4 * ONE));
    expect(book.queueAhead('b')).toBe(ONE);
    expect(book.place(order('taker', 'ask', 40, 1)).fills[0]?.maker.id).toBe('a');
  });

  it('refuses a post-only order that would match and an all-or-nothing order that cannot be filled', () => {
    const { book, fills } = newBook();
    book.place(order('a', 'ask', 50, 5));
    expect(book.place(order('b', 'bid', 50, 1, 'post-only')).refused).toBe('would-cross');
    expect(book.place(order('c', 'bid', 50, 6, 'all-or-nothing')).refused).toBe('not-enough-volume');
    expect(fills).toHaveLength(0);
  });

  it('stops at an order of the same owner, or takes it out, as the new order asks', () => {
    const { book, fills } = newBook();
    const mine = (
      id: string,
      contracts: number,
      mode: NewOrder['mode'],
      selfTrade: NewOrder['selfTrade'] & string,
    ) => ({
      ...order(id, 'bid', 55, contracts, mode),
      owner: 'me',
      selfTrade,
    });
    book.place(order('cheap', 'ask', 49, 1));
    book.place({ ...order('own', 'ask', 50, 5), owner: 'me' });
    book.place(order('dear', 'ask', 51, 4));
    expect(book.place(mine('all', 2, 'all-or-nothing', 'stop')).refused).toBe('not-enough-volume');
    const stopped = book.place(mine('stopped', 3, 'rest', 'stop'));
    expect([stopped.fills.length, stopped.resting, book.order('own')?.remaining]).toEqual([1, 0, 5 * ONE]);
    const through = book.place(mine('through', 3, 'rest', 'cancel-resting'));
    expect(through.selfCancelled).toEqual([{ id: 'own', remaining: 5 * ONE }]);
    expect(fills.map(({ maker }) => maker.id)).toEqual(['cheap', 'dear']);
  });

  it('shows a held order crossed until it is released, then trades at the older price', () => {
    const { book, fills } = newBook();
    book.place(order('old', 'bid', 50, 5));
    book.place(order('mint', 'ask', 46, 3, 'held'));
    expect(book.isCrossed()).toBe(true);
    book.release();
    expect(book.isCrossed()).toBe(false);
    expect(fills.map(({ price: at, maker }) => [at, maker.id])).toEqual([[5_000, 'old']]);
  });

  it('conserves contracts, tells every change of a level and is never crossed but by held orders', () => {
    const action = fc.record({
      kind: fc.constantFrom('rest', 'post-only', 'immediate', 'all-or-nothing', 'held', 'cancel', 'release'),
      side: fc.constantFrom('bid', 'ask'),
      cents: fc.integer({ min: 40, max: 60 }),
      contracts: fc.integer({ min: 1, max: 20 }),
    } as const);
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
        const { book, fills, levels } = newBook();
        let placed = 0;
        let leftover = 0;
        let cancelled = 0;
        let held = false;
        actions.forEach(({ kind, side, cents, contracts }, index) => {
          if (kind === 'cancel') cancelled += book.cancel(String(contracts));
          else if (kind === 'release') {
            book.release();
            held = false;
          } else {
            held ||= kind === 'held';
            const result = book.place(order(String(index), side, cents, contracts, kind));
            const filled = result.fills.reduce((sum, fill) => sum + fill.quantity, 0);
            placed += contracts * ONE;
            leftover += contracts * ONE - filled - result.resting;
          }
          if (!held) expect(book.isCrossed()).toBe(false);
        });
        const resting = [...book.bids.levels, ...book.asks.levels].reduce((sum, level) => sum + level.size, 0);
        const traded = fills.reduce((sum, fill) => sum + fill.quantity, 0);
        expect(placed).toBe(resting + 2 * traded + leftover + cancelled);
        expect([...levels.values()].reduce((sum, size) => sum + size, 0)).toBe(resting);
        for (const { levels: side } of [book.bids, book.asks]) {
          for (const level of side) {
            const ranks = level.orders.map((one) => one.rank);
            expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
          }
        }
      }),
    );
  });
});
