import type { Level } from '@pm-arbitrage/core/domain/price-update.js';
import { price, quantity, type Price, type Quantity } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BELOW_ZERO, Ladder, UNCHANGED } from './ladder.js';

/** The obvious ladder: a map that is sorted on every question. */
class MapLadder {
  readonly levels = new Map<number, number>();
  constructor(readonly side: 'bids' | 'asks') {}

  set(at: number, size: number): void {
    if (size === 0) this.levels.delete(at);
    else this.levels.set(at, size);
  }

  top(count: number): Level[] {
    const sorted = [...this.levels].sort(([a], [b]) => (this.side === 'bids' ? b - a : a - b));
    return sorted.slice(0, count) as unknown as Level[];
  }
}

const prices = fc.integer({ min: 1, max: 60 });
const operations = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      at: prices,
      size: fc.integer({ min: 0, max: 5 }),
    }),
    fc.record({
      kind: fc.constant('add' as const),
      at: prices,
      size: fc.integer({ min: -5, max: 5 }),
    }),
  ),
  { maxLength: 200 },
);

describe('Ladder', () => {
  for (const side of ['bids', 'asks'] as const) {
    it(`keeps ${side} as a sorted map would, and says where each change was`, () => {
      fc.assert(
        fc.property(operations, (steps) => {
          const ladder = new Ladder(side);
          const model = new MapLadder(side);
          for (const { kind, at, size } of steps) {
            const before = model.top(100);
            const had = model.levels.get(at) ?? 0;
            const wanted = kind === 'set' ? size : had + size;
            const answer = kind === 'set' ? ladder.set(price(at), size as Quantity) : ladder.add(price(at), size);
            if (wanted < 0) {
              expect(answer).toBe(BELOW_ZERO);
              continue;
            }
            model.set(at, wanted);
            const after = model.top(100);
            if (wanted === had) expect(answer).toBe(UNCHANGED);
            else {
              const where = (levels: Level[]) => levels.findIndex(([level]) => level === at);
              expect(answer).toBe(wanted === 0 ? where(before) : where(after));
            }
            expect(ladder.top(100)).toEqual(after);
            expect(ladder.top(3)).toEqual(after.slice(0, 3));
            expect(ladder.best).toBe(after[0]?.[0]);
            expect(ladder.size).toBe(after.length);
            expect(ladder.quantityAt(price(at))).toBe(wanted);
          }
        }),
      );
    });
  }

  it('replaces everything by a snapshot in any order', () => {
    const ladder = new Ladder('asks');
    ladder.set(price(4000), quantity(1));
    ladder.replace([
      [price(6000), quantity(2)],
      [price(5500), quantity(3)],
      [price(6000), quantity(4)],
    ] as [Price, Quantity][]);
    expect(ladder.top(10)).toEqual([
      [5500, 3],
      [6000, 4],
    ]);
  });

  it('leaves published levels alone when the book moves on', () => {
    const ladder = new Ladder('bids');
    ladder.set(price(4000), quantity(10));
    const published = ladder.top(5);
    ladder.add(price(4000), 5);
    ladder.set(price(4100), quantity(1));
    expect(published).toEqual([[4000, 10]]);
  });
});
