import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cut } from '../domain/ladder.js';
import { USD_SCALE } from '../money/money.js';
import { LadderGraph, type RungContract, type RungSpan } from './ladder-graph.js';

const CENT = USD_SCALE / 100;
const before = (at: number): Cut => ({ at, after: false });
const above = (at: number): RungSpan => ({ from: { at, after: true }, to: null });
const bracket = (low: number, high: number): RungSpan => ({ from: before(low), to: before(high) });

/** What each contract costs in cents, YES and NO of each rung; null: not for sale. */
type Costs = readonly (readonly [yes: number | null, no: number | null])[];

function graphOf(rungs: readonly RungSpan[], costs: Costs): LadderGraph {
  const graph = new LadderGraph(rungs);
  for (const [rung, [yes, no]] of costs.entries()) {
    if (yes !== null) graph.setCost({ rung, side: 'yes' }, yes * CENT);
    if (no !== null) graph.setCost({ rung, side: 'no' }, no * CENT);
  }
  return graph;
}

const yes = (rung: number): RungContract => ({ rung, side: 'yes' });
const no = (rung: number): RungContract => ({ rung, side: 'no' });

describe('sets of a ladder that cost less than they pay', () => {
  it('are two strikes of which the higher one is dearer', () => {
    const graph = graphOf(
      [above(90), above(100)],
      [
        [40, 62],
        [55, 50],
      ],
    );
    expect(graph.cheapestWith(yes(0))).toEqual({ contracts: [yes(0), no(1)], pays: 1 });
    expect(graph.cheapestWith(no(1))).toEqual({ contracts: [yes(0), no(1)], pays: 1 });
    expect(graph.cheapestWith(no(0))).toEqual({ contracts: [yes(0), no(1)], pays: 1 });
  });

  it('are brackets that together are a threshold, bought or sold', () => {
    const rungs = [bracket(90, 95), { from: before(95), to: null }, { from: before(90), to: null }];
    const bought = graphOf(rungs, [
      [20, 85],
      [20, 85],
      [60, 45],
    ]);
    expect(bought.cheapestWith(yes(1))).toEqual({ contracts: [yes(0), yes(1), no(2)], pays: 1 });
    const sold = graphOf(rungs, [
      [40, 65],
      [40, 65],
      [60, 45],
    ]);
    expect(sold.cheapestWith(no(0))).toEqual({ contracts: [no(0), no(1), yes(2)], pays: 2 });
  });

  it('are all brackets of the axis, though no venue says that they are all', () => {
    const rungs = [{ from: null, to: before(10) }, bracket(10, 20), { from: before(20), to: null }];
    const graph = graphOf(rungs, [
      [30, 72],
      [30, 72],
      [30, 72],
    ]);
    expect(graph.cheapestWith(yes(1))).toEqual({ contracts: [yes(0), yes(1), yes(2)], pays: 1 });
  });

  it('are NO of brackets that exclude each other, those in between left out', () => {
    const rungs = [bracket(0, 1), bracket(1, 2), bracket(2, 3)];
    const graph = graphOf(rungs, [
      [null, 45],
      [null, null],
      [null, 45],
    ]);
    expect(graph.cheapestWith(no(0))).toEqual({ contracts: [no(0), no(2)], pays: 1 });
  });

  it('are none where brackets leave a gap, or share a value', () => {
    const gap = [
      { from: null, to: before(10) },
      { from: { at: 10, after: true }, to: null },
    ];
    expect(
      graphOf(gap, [
        [30, 99],
        [30, 99],
      ]).cheapestWith(yes(0)),
    ).toBeNull();
    const shared = [
      { from: null, to: { at: 10, after: true } },
      { from: before(10), to: null },
    ];
    expect(
      graphOf(shared, [
        [99, 40],
        [99, 40],
      ]).cheapestWith(no(0)),
    ).toBeNull();
  });
});

describe('on any ladder', () => {
  const cut = fc.record({ at: fc.integer({ min: 0, max: 4 }), after: fc.boolean() });
  const span = fc
    .tuple(fc.option(cut), fc.option(cut))
    .filter(
      ([from, to]) => from === null || to === null || from.at < to.at || (from.at === to.at && !from.after && to.after),
    )
    .map(([from, to]): RungSpan => ({ from, to }));
  const cost = fc.option(fc.integer({ min: 1, max: 99 }), { freq: 6 });
  const ladder = fc.array(fc.record({ span, yes: cost, no: cost }), { minLength: 1, maxLength: 4 });

  /** One value in every cell of the axis. */
  const values = [-1, ...[0, 1, 2, 3, 4].flatMap((at) => [at, at + 0.5])];
  const holds = ({ from, to }: RungSpan, value: number): boolean =>
    (from === null || (from.after ? value > from.at : value >= from.at)) &&
    (to === null || (to.after ? value <= to.at : value < to.at));
  const paysWorst = (rungs: readonly RungSpan[], contracts: readonly RungContract[]): number =>
    Math.min(
      ...values.map(
        (value) =>
          contracts.filter(({ rung, side }) => holds(rungs[rung] as RungSpan, value) === (side === 'yes')).length,
      ),
    );

  it('a set that is found pays what it says and costs less; one is found whenever there is any', () => {
    fc.assert(
      fc.property(ladder, (rungs) => {
        const spans = rungs.map((rung) => rung.span);
        const graph = graphOf(
          spans,
          rungs.map((rung) => [rung.yes, rung.no]),
        );
        const costOf = ({ rung, side }: RungContract): number => rungs[rung]?.[side] ?? Infinity;
        const sum = (contracts: readonly RungContract[]) =>
          contracts.reduce((total, contract) => total + costOf(contract), 0);
        const all = spans.flatMap((_, rung) => [yes(rung), no(rung)]);
        const found = all.flatMap((contract) => graph.cheapestWith(contract) ?? []);
        for (const { contracts, pays } of found) {
          expect(paysWorst(spans, contracts)).toBe(pays);
          expect(sum(contracts)).toBeLessThan(100 * pays);
        }
        const subsets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((__, at) => (bits >> at) & 1));
        const any = subsets.some(
          (contracts) => contracts.length > 0 && sum(contracts) < 100 * paysWorst(spans, contracts),
        );
        expect(found.length > 0).toBe(any);
        const some = graph.anyCheap();
        expect(some !== null).toBe(any);
        if (some !== null) expect(sum(some.contracts)).toBeLessThan(100 * paysWorst(spans, some.contracts));
      }),
      { numRuns: 400 },
    );
  });
});
