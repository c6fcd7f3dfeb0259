import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Scan } from './scan.js';
import { Scanner } from './scanner.js';
import { scannerDefaults } from './scanner-config.js';
import { aMarket, aMatch, T0 } from './scanner-fixtures.js';

/* Three markets of one exclusive event at each venue, matched one to one, the last pair inversely. */
const names = ['A', 'B', 'C'];
const event = { id: 'E', exclusive: true, exhaustive: true, size: 3 };
const markets = names.flatMap((name) => [
  aMarket('kalshi', name, { event }),
  aMarket('polymarket', name, { event, minQuantity: 10_000 as never, minNotional: 0 as never }),
]);
const matches = names.map((name, index) =>
  aMatch({
    id: name,
    kalshi: `kalshi:${name}` as MarketId,
    polymarket: `polymarket:${name}` as MarketId,
    polarity: index === 2 ? 'inverse' : 'same',
  }),
);

type Event =
  | { readonly kind: 'price'; readonly update: Omit<PriceUpdate, 'sequence'> }
  | { readonly kind: 'market'; readonly market: Market }
  | { readonly kind: 'match'; readonly match: Match };

const someLevels = (low: number, high: number, descending: boolean) =>
  fc
    .uniqueArray(fc.integer({ min: low, max: high }), { maxLength: 3 })
    .map((prices) =>
      prices
        .toSorted((a, b) => (descending ? b - a : a - b))
        .map((cents, index) => [cents * 100, (index + 1) * 7_000_000] as unknown as Level),
    );

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        market: fc.constantFrom(...markets),
        broken: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
        bids: someLevels(20, 40, true),
        asks: someLevels(25, 45, false),
        epoch: fc.integer({ min: 1, max: 2 }),
      })
      .map(({ market, broken, bids, asks, epoch }) => ({
        kind: 'price' as const,
        update: {
          market: market.id,
          epoch,
          status: broken ? ('broken' as const) : ('live' as const),
          bids: broken ? [] : bids,
          asks: broken ? [] : asks,
          venueTime: null,
          receivedAt: T0,
        },
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...markets), fc.constantFrom('open' as const, 'open' as const, 'paused' as const))
      .map(([market, status]) => ({ kind: 'market' as const, market: { ...market, status } })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...matches), fc.constantFrom('active' as const, 'suspended' as const))
      .map(([match, status]) => ({ kind: 'match' as const, match: { ...match, status } })),
  },
);

const start: readonly Event[] = [
  ...markets.map((market) => ({ kind: 'market' as const, market })),
  ...matches.map((match) => ({ kind: 'match' as const, match })),
];

function run(events: readonly Event[]): { scanner: Scanner; scans: Scan[] } {
  const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(7)));
  const scans = events.map((each, index) => {
    const now = T0 + index;
    if (each.kind === 'market') return scanner.market(each.market, now);
    if (each.kind === 'match') return scanner.match(each.match, now);
    // The index stands for the venue's order, so that no event counts as older than another.
    return scanner.price({ ...each.update, epoch: index + each.update.epoch, sequence: index }, now);
  });
  return { scanner, scans };
}

const histories = fc.array(anyEvent, { minLength: 1, maxLength: 60 }).map((events) => [...start, ...events]);

it('gives the same answers to the same events', () => {
  fc.assert(
    fc.property(histories, (events) => {
      expect(run(events).scans).toEqual(run(events).scans);
    }),
    { numRuns: 100 },
  );
});

/** What an opportunity says apart from when and how it came about. */
function substance({ coverId, quantity, totalCost, netProfit, legs }: Opportunity): unknown {
  return { coverId, quantity, totalCost, netProfit, limits: legs.map((leg) => [leg.market, leg.side, leg.limitPrice]) };
}

/** What a search finds depends on when it was made; the covers that are known without one do not. */
const isListed = ({ coverId }: { readonly coverId: string }): boolean => !/^(?:implication|partition):/.test(coverId);

const sorted = (opportunities: readonly Opportunity[]) =>
  opportunities.map(substance).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

it('believes after any history what the last state alone makes true', () => {
  let found = 0;
  fc.assert(
    fc.property(histories, (events) => {
      const { scanner } = run(events);
      const last = new Map<string, Event>();
      for (const each of events) {
        const subject =
          each.kind === 'price' ? each.update.market : each.kind === 'market' ? each.market.id : each.match.id;
        last.set(`${each.kind} ${subject}`, each);
      }
      const now = T0 + events.length;
      const fresh = run([...last.values()]).scanner;
      const listed = (one: Scanner) => one.opportunities(now).filter(isListed);
      const distances = (one: Scanner) =>
        one
          .closest(999)
          .filter(isListed)
          .map(({ bestPrice }) => bestPrice);
      found += listed(fresh).length;
      expect(sorted(listed(scanner))).toEqual(sorted(listed(fresh)));
      expect(distances(scanner)).toEqual(distances(fresh));
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
});

it('tells of every beginning and end exactly once', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const { scanner, scans } = run(events);
      const open = new Map<string, string>();
      for (const { found, gone } of scans) {
        for (const { coverId, opportunityId } of gone) {
          expect(open.get(coverId)).toBe(opportunityId);
          open.delete(coverId);
        }
        for (const { coverId, id } of found) open.set(coverId, id);
      }
      const told = [...open.values()].toSorted();
      expect(
        scanner
          .opportunities(T0 + events.length)
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(told);
    }),
    { numRuns: 300 },
  );
});
