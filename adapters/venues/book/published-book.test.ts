import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { priceUpdateProblem, type PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { price, quantity } from '@pm-arbitrage/core/money/money.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { PublishedBook } from './published-book.js';

describe('PublishedBook', () => {
  let clock: SimulatedClock;
  let updates: PriceUpdate[];
  let stuck: number;
  let published: PublishedBook;

  const bid = (at: number, size: number) =>
    published.bidChanged(published.book.bids.set(price(at), quantity(size)), null, clock.now());
  const ask = (at: number, size: number) =>
    published.askChanged(published.book.asks.set(price(at), quantity(size)), null, clock.now());

  beforeEach(() => {
    clock = new SimulatedClock(1_000);
    updates = [];
    stuck = 0;
    published = new PublishedBook(marketId('kalshi', 'A'), clock, {
      depth: 2,
      crossedSettleMs: 100,
      crossedGraceMs: 2_000,
      firstEpoch: 1,
      publish: (update) => {
        expect(priceUpdateProblem(update)).toBeNull();
        updates.push(update);
      },
      stayedCrossed: () => stuck++,
    });
    published.replaced(null, clock.now());
  });

  it('keeps quiet about changes below its depth, and counts them', () => {
    bid(4000, 1);
    bid(3900, 1);
    bid(3800, 1);
    expect(updates).toHaveLength(3);
    bid(3950, 2);
    expect(updates.at(-1)).toMatchObject({
      sequence: 5,
      bids: [
        [4000, 1],
        [3950, 2],
      ],
    });
  });

  it('hands out the same list for a side that did not change', () => {
    bid(4000, 1);
    ask(6000, 1);
    expect(updates.at(-1)?.bids).toBe(updates.at(-2)?.bids);
  });

  it('keeps a crossed moment to itself and tells both sides after it', () => {
    ask(5000, 1);
    bid(5100, 1);
    expect(updates.at(-1)).toMatchObject({ bids: [] });
    clock.advanceBy(1);
    ask(5000, 0);
    expect(updates.at(-1)).toMatchObject({ bids: [[5100, 1]], asks: [] });
    clock.advanceBy(10_000);
    expect(stuck).toBe(0);
  });

  it('tells a crossing that lasts, and every change of it, until it ends', () => {
    ask(5000, 1);
    bid(5100, 1);
    clock.advanceBy(99);
    expect(updates.at(-1)).toMatchObject({ bids: [] });
    clock.advanceBy(1);
    expect(updates.at(-1)).toMatchObject({ bids: [[5100, 1]], asks: [[5000, 1]], receivedAt: 1_000 });
    bid(5200, 2);
    expect(updates.at(-1)?.bids[0]).toEqual([5200, 2]);
    ask(5000, 0);
    expect(updates.at(-1)).toMatchObject({ asks: [] });
    const told = updates.length;
    ask(5150, 1);
    expect(updates).toHaveLength(told);
  });

  it('reports a book that stays crossed', () => {
    ask(5000, 1);
    bid(5100, 1);
    clock.advanceBy(1_999);
    bid(5200, 1);
    expect(stuck).toBe(0);
    clock.advanceBy(1);
    expect(stuck).toBe(1);
  });

  it('breaks once per interruption, with a new epoch and no levels', () => {
    bid(4000, 1);
    published.break(clock.now());
    published.break(clock.now());
    expect(updates.at(-1)).toMatchObject({
      epoch: 2,
      sequence: 0,
      status: 'broken',
      bids: [],
      asks: [],
    });
    expect(updates).toHaveLength(3);
    published.replaced(null, clock.now());
    expect(updates.at(-1)).toMatchObject({ epoch: 2, status: 'live' });
  });
});
