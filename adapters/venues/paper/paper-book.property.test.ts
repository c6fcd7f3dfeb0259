import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { type Price, price, quantity } from '@pm-arbitrage/core/money/money.js';
import { matchOrder } from './match-order.js';
import { PaperBook } from './paper-book.js';
import { kalshiBook, order } from './paper-fixtures.js';

type Asks = readonly (readonly [at: number, size: number])[];

const asks = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 30, max: 36 }), fc.integer({ min: 1, max: 9 })), {
    selector: ([at]) => at,
    maxLength: 5,
  })
  .map((levels) => levels.sort(([a], [b]) => a - b));
const step = fc.oneof(
  fc.record({ kind: fc.constant('book' as const), asks }),
  fc.record({ kind: fc.constant('broken' as const) }),
  fc.record({
    kind: fc.constant('buy' as const),
    size: fc.integer({ min: 1, max: 12 }),
    limit: fc.integer({ min: 29, max: 37 }),
  }),
);

const bookOf = (levels: Asks): PriceUpdate => ({
  ...kalshiBook([], []),
  asks: levels.map(([at, size]) => [price(at * 100), quantity(size * 1_000_000)] as const),
});

/** The whole idea in the fewest words: a level's contracts can be taken once while it is shown. */
class NaiveBook {
  asks: Asks | null = [];
  taken: Record<number, number> = {};

  show(shown: Asks): void {
    this.asks = shown;
    const worst = shown.at(-1)?.[0] ?? Number.POSITIVE_INFINITY;
    for (const at of Object.keys(this.taken).map(Number)) {
      const level = shown.find(([other]) => other === at);
      if (level) this.taken[at] = Math.min(this.taken[at] ?? 0, level[1]);
      else if (at <= worst) delete this.taken[at];
    }
  }

  buy(size: number, limit: number): number {
    let got = 0;
    for (const [at, shown] of this.asks ?? []) {
      if (at > limit) break;
      const takes = Math.min(size - got, shown - (this.taken[at] ?? 0));
      this.taken[at] = (this.taken[at] ?? 0) + takes;
      got += takes;
    }
    return got;
  }
}

it('never sells the same contracts twice, through any sequence of books, breaks and orders', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const book = new PaperBook(bookOf([]));
      const naive = new NaiveBook();
      for (const next of steps) {
        if (next.kind === 'book') {
          book.update(bookOf(next.asks));
          naive.show(next.asks);
        } else if (next.kind === 'broken') {
          book.update({ ...bookOf([]), status: 'broken' });
          naive.asks = null;
        } else {
          const spec = order('a', String(next.size), '0.50', {
            limitPrice: price(next.limit * 100),
            timeInForce: 'ioc',
          });
          const match = matchOrder(spec, book);
          const takes = match.kind === 'matched' ? match.takes : [];
          for (const take of takes) book.take(take.side, take.bookPrice, take.taken);
          const got = takes.reduce((total, { taken }) => total + taken, 0);
          expect(got).toBe(naive.buy(next.size, next.limit) * 1_000_000);
          expect(takes.every((take) => take.price <= ((next.limit * 100) as Price))).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});
