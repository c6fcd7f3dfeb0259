import type { Ladder } from '@pm-arbitrage/core/domain/ladder.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { type MarketId, type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventShard } from './event-shard.js';
import { Scanner } from './scanner.js';
import { scannerDefaults } from './scanner-config.js';
import { aBook, aMarket, aMatch, T0 } from './scanner-fixtures.js';

/* Of each venue an exclusive event of three markets, a ladder's event of three, and an event of one; matched across. */
const EVENTS = ['E', 'L', 'S'];
const NAMES = ['E0', 'E1', 'E2', 'L0', 'L1', 'L2', 'S0'];

function marketOf(platform: Platform, name: string, event = name.charAt(0)): Market {
  const exclusive = event === 'E';
  return aMarket(platform, name, {
    event: { id: event, exclusive, exhaustive: exclusive, size: 3 },
    minQuantity: 10_000 as never,
    minNotional: 0 as never,
  });
}

const idOf = (platform: Platform, name: string) => `${platform}:${name}` as MarketId;

const ladderOf = (names: readonly string[]): Ladder => ({
  id: 'ladder',
  axis: 'value',
  worlds: [],
  voidProbability: 0,
  dropped: [],
  updatedAt: T0,
  rungs: names.flatMap((name) =>
    platforms.map((platform) => ({
      market: idOf(platform, name),
      from: { at: Number(name.charAt(1)), after: false },
      to: null,
      void: null,
      rulesHash: marketOf(platform, name).rulesHash,
    })),
  ),
});

const matchOf = (name: string, status: Match['status']): Match =>
  aMatch({ id: name, kalshi: idOf('kalshi', name), polymarket: idOf('polymarket', name), status });

type Step =
  | { readonly kind: 'price'; readonly update: PriceUpdate }
  | { readonly kind: 'market'; readonly market: Market }
  | { readonly kind: 'match'; readonly match: Match }
  | { readonly kind: 'ladder'; readonly ladder: Ladder };

const cents = (value: number): string => (value / 100).toFixed(2);
const priceOf = (at: Platform, of: string, ask: number, spread: number): Step => ({
  kind: 'price',
  update: aBook(marketOf(at, of), [[cents(ask - spread), '50']], [[cents(ask), '50']]),
});

const platform = fc.constantFrom(...platforms);
const name = fc.constantFrom(...NAMES);
const anyPrice: fc.Arbitrary<Step> = fc
  .record({ platform, name, ask: fc.integer({ min: 20, max: 60 }), spread: fc.integer({ min: 1, max: 3 }) })
  .map((each) => priceOf(each.platform, each.name, each.ask, each.spread));
const anyMarket: fc.Arbitrary<Step> = fc
  .record({ platform, name, event: fc.option(fc.constantFrom(...EVENTS), { nil: undefined }), open: fc.boolean() })
  .map((each) => {
    const market = marketOf(each.platform, each.name, each.event);
    return { kind: 'market', market: { ...market, status: each.open ? 'open' : 'paused' } };
  });
const anyMatch: fc.Arbitrary<Step> = fc
  .tuple(name, fc.constantFrom('active' as const, 'suspended' as const))
  .map(([of, status]) => ({ kind: 'match', match: matchOf(of, status) }));
const anyLadder: fc.Arbitrary<Step> = fc
  .subarray(['L0', 'L1', 'L2'])
  .map((names) => ({ kind: 'ladder', ladder: ladderOf(names) }));
const anyStep = fc.oneof(
  { weight: 10, arbitrary: anyPrice },
  { weight: 3, arbitrary: anyMarket },
  { weight: 3, arbitrary: anyMatch },
  { weight: 1, arbitrary: anyLadder },
);

const start: readonly Step[] = [
  ...NAMES.flatMap((of) => platforms.map((at) => ({ kind: 'market' as const, market: marketOf(at, of) }))),
  ...NAMES.map((of) => ({ kind: 'match' as const, match: matchOf(of, 'active') })),
  { kind: 'ladder', ladder: ladderOf(['L0', 'L1', 'L2']) },
  ...NAMES.flatMap((of) => platforms.map((at) => priceOf(at, of, of.startsWith('E') ? 34 : 51, 1))),
];

function take(scanner: Scanner, step: Step, now: number): readonly Opportunity[] {
  if (step.kind === 'market') return scanner.market(step.market, now).found;
  if (step.kind === 'match') return scanner.match(step.match, now).found;
  if (step.kind === 'ladder') return scanner.ladder(step.ladder, now).found;
  return scanner.price(step.update, now).found;
}

const scannerOf = (shard: EventShard) => new Scanner(scannerDefaults, seededIds(seededRandom(7)), shard);

/** What stands when steps were taken one after the other by scanners that are given the books they come to want. */
function run(steps: readonly Step[], shards: readonly EventShard[]) {
  const scanners = shards.map(scannerOf);
  const newest = new Map<MarketId, PriceUpdate>();
  const states = steps.map((step, index) => {
    const now = T0 + index;
    const each = step.kind === 'price' ? { ...step, update: { ...step.update, epoch: index, sequence: index } } : step;
    if (each.kind === 'price') newest.set(each.update.market, each.update);
    for (const scanner of scanners) {
      take(scanner, each, now);
      for (const market of scanner.takeUnread()) {
        const book = newest.get(market);
        if (book !== undefined) scanner.price(book, now);
      }
    }
    return scanners.flatMap((scanner) => scanner.opportunities(now));
  });
  return { scanners, states };
}

const substance = (held: readonly Opportunity[]): readonly string[] =>
  held
    .map(({ coverId, quantity, totalCost, netProfit, legs }) =>
      JSON.stringify([
        coverId,
        quantity,
        totalCost,
        netProfit,
        legs.map((leg) => [leg.market, leg.side, leg.limitPrice]),
      ]),
    )
    .toSorted();

/** What a search finds depends on when it was made; the covers that are known without one do not. */
const isListed = ({ coverId }: Opportunity): boolean => !/^(?:implication|partition):/.test(coverId);

const shards = fc
  .integer({ min: 2, max: 5 })
  .map((count) => Array.from({ length: count }, (_, index) => new EventShard(index, count)));

it('several scanners hold together what one would while prices move, each opportunity once', () => {
  let [held, searched] = [0, 0];
  fc.assert(
    fc.property(fc.array(anyPrice, { maxLength: 80 }), shards, (steps, parts) => {
      const whole = run([...start, ...steps], [new EventShard()]).states;
      held += whole.flat().length;
      searched += whole.flat().filter((one) => !isListed(one)).length;
      expect(run([...start, ...steps], parts).states.map(substance)).toEqual(whole.map(substance));
    }),
    { numRuns: 150 },
  );
  expect(held).toBeGreaterThan(1_000);
  expect(searched).toBeGreaterThan(100);
});

it('and while markets, matches and ladders change and move from one scanner to another', () => {
  let held = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 80 }), shards, (steps, parts) => {
      const whole = run([...start, ...steps], [new EventShard()]).states.map((state) => state.filter(isListed));
      const together = run([...start, ...steps], parts).states;
      held += whole.flat().length;
      expect(together.map((state) => substance(state.filter(isListed)))).toEqual(whole.map(substance));
      for (const state of together) expect(new Set(state.map(({ coverId }) => coverId)).size).toBe(state.length);
    }),
    { numRuns: 300 },
  );
  expect(held).toBeGreaterThan(1_000);
});

it('each scanner listens to its part of the prices', () => {
  const parts = [0, 1, 2].map((index) => new EventShard(index, 3));
  const names = Array.from({ length: 60 }, (_, index) => `${index}`);
  const markets = names.flatMap((of) => platforms.map((at) => aMarket(at, of)));
  const wanted = parts.map((part) => {
    const scanner = scannerOf(part);
    for (const market of markets) scanner.market(market, T0);
    return markets.filter(({ id }) => scanner.wants(id)).length;
  });
  expect(wanted.reduce((sum, count) => sum + count)).toBe(markets.length);
  expect(Math.min(...wanted)).toBeGreaterThan(markets.length / 6);
});

it('a book that a scanner no longer listens to is forgotten, and read anew when it matters again', () => {
  const kalshi = aMarket('kalshi', 'K');
  const polymarket = aMarket('polymarket', 'P');
  const part = [0, 1, 2, 3].map((index) => new EventShard(index, 4)).find((one) => one.owns(kalshi)) as EventShard;
  expect(part.owns(polymarket)).toBe(false);
  const scanner = scannerOf(part);
  const book = (of: Market, ask: number, sequence: number) =>
    scanner.price(aBook(of, [[cents(ask - 1), '50']], [[cents(ask), '50']], { sequence }), T0).found;
  const match = (status: Match['status']) => scanner.match(aMatch({ status }), T0).found;

  // Before anybody knows what it is.
  book(polymarket, 61, 0);
  scanner.market(kalshi, T0);
  scanner.market(polymarket, T0);
  match('active');
  expect(scanner.takeUnread()).toEqual(new Set([kalshi.id, polymarket.id]));
  expect(book(kalshi, 40, 1)).toEqual([]);
  expect(book(polymarket, 61, 1)).toHaveLength(1);

  match('suspended');
  expect(scanner.wants(polymarket.id)).toBe(false);
  expect(book(polymarket, 50, 2)).toEqual([]);
  expect(match('active')).toEqual([]);
  expect(scanner.takeUnread()).toEqual(new Set([polymarket.id]));
  expect(scanner.takeUnread()).toEqual(new Set());
  expect(book(polymarket, 62, 3)).toHaveLength(1);
});
