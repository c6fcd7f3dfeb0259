import type { Ladder, Rung } from '@pm-arbitrage/core/domain/ladder.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { PRICE_SCALE, parsePrice } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Scanner } from './scanner.js';
import { scannerDefaults } from './scanner-config.js';
import { aBook, aMarket, T0 } from './scanner-fixtures.js';

/* One number from 0 to 5, and markets of both venues that are YES for some of its values. */

const span = fc
  .tuple(fc.option(fc.integer({ min: 0, max: 5 })), fc.option(fc.integer({ min: 0, max: 5 })))
  .filter(([from, to]) => (from !== null || to !== null) && (from === null || to === null || from < to));
const member = fc.record({
  span,
  platform: fc.constantFrom('kalshi' as const, 'polymarket' as const),
  void: fc.constantFrom('half' as const, 'no' as const, 'fair-price' as const, null),
  /** Cents at which YES is offered, and bid so much lower. */
  ask: fc.integer({ min: 3, max: 97 }),
  spread: fc.integer({ min: 1, max: 2 }),
});
type Member = typeof member extends fc.Arbitrary<infer T> ? T : never;

const marketOf = ({ platform }: Member, index: number): Market => ({
  ...aMarket(platform, `M${index}`),
  minQuantity: 10_000 as never,
  minNotional: 0 as never,
});

function ladderOf(members: readonly Member[], change: Partial<Ladder> = {}): Ladder {
  const cut = (at: number | null) => (at === null ? null : { at, after: false });
  return {
    id: 'L',
    axis: 'value',
    worlds: [],
    voidProbability: 0,
    dropped: [],
    updatedAt: T0,
    rungs: members.map((each, index): Rung => {
      const { id, rulesHash } = marketOf(each, index);
      return { market: id, from: cut(each.span[0]), to: cut(each.span[1]), void: each.void, rulesHash };
    }),
    ...change,
  };
}

const cents = (value: number): string => (value / 100).toFixed(2);
const bookOf = (each: Member, index: number) =>
  aBook(
    marketOf(each, index),
    each.ask > each.spread ? [[cents(each.ask - each.spread), '50']] : [],
    [[cents(each.ask), '50']],
    { sequence: index },
  );

function scannerOf(members: readonly Member[], ladder: Ladder) {
  const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(7)));
  const found: Opportunity[] = [];
  for (const [index, each] of members.entries()) found.push(...scanner.market(marketOf(each, index), T0).found);
  found.push(...scanner.ladder(ladder, T0).found);
  for (const [index, each] of members.entries()) found.push(...scanner.price(bookOf(each, index), T0).found);
  found.push(...scanner.sweep(T0).found);
  return { scanner, found: found.filter(({ basis }) => basis === 'L') };
}

const isYes = ({ span: [from, to] }: Member, value: number): boolean =>
  (from === null || value >= from) && (to === null || value < to);
const VALUES = [-1, 0, 1, 2, 3, 4, 5];

it('every set found pays its floor wherever the variable lies, and its legs lose it no more than was charged', () => {
  let count = 0;
  fc.assert(
    fc.property(fc.array(member, { minLength: 2, maxLength: 7 }), fc.boolean(), (members, disputed) => {
      const worlds = disputed
        ? [{ cause: 'dispute' as const, what: '', probability: 0.001, loss: parsePrice('1'), acceptedBy: null }]
        : [];
      const { found } = scannerOf(members, ladderOf(members, { worlds, voidProbability: 0.01 }));
      for (const { legs, floor, netProfit } of found) {
        count++;
        const pays = VALUES.map(
          (value) =>
            legs.filter(
              ({ market, side }) => isYes(members[Number(market.split(':M')[1])] as Member, value) === (side === 'yes'),
            ).length * PRICE_SCALE,
        );
        expect(floor).toBeLessThanOrEqual(Math.min(...pays));
        expect(floor).toBeGreaterThan(Math.min(...pays) - legs.length * 0.02 * PRICE_SCALE);
        expect(netProfit).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
  expect(count).toBeGreaterThan(100);
});

it('finds something whenever a higher strike is bid well above what a lower one is offered at', () => {
  let count = 0;
  fc.assert(
    fc.property(fc.array(member, { minLength: 2, maxLength: 6 }), (members) => {
      const implied = members.some((low) =>
        members.some(
          (high) =>
            low !== high &&
            VALUES.every((value) => !isYes(high, value) || isYes(low, value)) &&
            VALUES.some((value) => isYes(high, value) !== isYes(low, value)) &&
            high.ask - high.spread - low.ask > 8,
        ),
      );
      fc.pre(implied);
      count++;
      const { found } = scannerOf(members, ladderOf(members));
      expect(found.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
  expect(count).toBe(200);
});

it('nothing is bought across venues where nobody can say how often they read apart', () => {
  const low: Member = { span: [1, null], platform: 'kalshi', void: null, ask: 40, spread: 1 };
  const high: Member = { span: [2, null], platform: 'polymarket', void: null, ask: 61, spread: 1 };
  const open = [{ cause: 'source' as const, what: '', probability: null, loss: parsePrice('1'), acceptedBy: null }];
  expect(scannerOf([low, high], ladderOf([low, high])).found).toMatchObject([{ kind: 'implication' }]);
  expect(scannerOf([low, high], ladderOf([low, high], { worlds: open })).found).toEqual([]);
});

it('a market whose text is not the one that was read is left out, and comes to nothing when it changes', () => {
  const low: Member = { span: [1, null], platform: 'kalshi', void: null, ask: 40, spread: 1 };
  const high: Member = { ...low, span: [2, null], ask: 61 };
  const { scanner, found } = scannerOf([low, high], ladderOf([low, high]));
  expect(found).toHaveLength(1);
  const { gone } = scanner.market({ ...marketOf(high, 1), rulesHash: 'another' }, T0 + 1);
  expect(gone).toMatchObject([{ opportunityId: found[0]?.id, reason: 'removed' }]);
  expect(scanner.opportunities(T0 + 1)).toEqual([]);
});
