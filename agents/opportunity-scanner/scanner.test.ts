import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { opportunitySchema } from '@pm-arbitrage/core/domain/opportunity.js';
import { parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { describe, expect, it } from 'vitest';
import { NOTHING } from './scan.js';
import { Scanner } from './scanner.js';
import { type ScannerConfig, scannerDefaults } from './scanner-config.js';
import { aBook, aMarket, aMatch, T0 } from './scanner-fixtures.js';

const kalshi = aMarket('kalshi', 'K');
const polymarket = aMarket('polymarket', 'P');

/** A scanner that knows one match, with YES at Kalshi for 0.40; what NO costs at Polymarket is up to the test. */
function matched(config: Partial<ScannerConfig> = {}): Scanner {
  const scanner = new Scanner({ ...scannerDefaults, ...config }, seededIds(seededRandom(1)));
  scanner.market(kalshi, T0);
  scanner.market(polymarket, T0);
  scanner.match(aMatch(), T0);
  scanner.price(aBook(kalshi, [['0.39', '50']], [['0.40', '50']]), T0);
  return scanner;
}

/** NO at Polymarket for 1 − bid. */
const offering = (bid: string, change = {}) => aBook(polymarket, [[bid, '80']], [['0.70', '80']], change);

describe('a cover below its floor', () => {
  it('is reported once with its legs, size and money, as the schema of the channel wants it', () => {
    const { found, gone } = matched().price(offering('0.47'), T0 + 3);
    expect(gone).toEqual([]);
    expect(found).toHaveLength(1);
    const [opportunity] = found;
    expect(opportunitySchema.parse(opportunity)).toEqual(opportunity);
    expect(opportunity).toMatchObject({
      kind: 'cross-venue',
      basis: 'match 1',
      quantity: parseQuantity('50'),
      lot: parseQuantity('0.01'),
      minQuantity: parseQuantity('5'),
      fees: 840_000 + 622_750,
      totalCost: parseUsd('46.5') + 840_000 + 622_750,
      payout: parseUsd('50'),
      suspicious: false,
      detectedAt: T0 + 3,
      expiresAt: T0 + 3 + scannerDefaults.ttlMs,
      tickAt: T0,
      legs: [
        { market: 'kalshi:K', side: 'yes', limitPrice: parsePrice('0.40'), cost: parseUsd('20'), platform: 'kalshi' },
        { market: 'polymarket:P', side: 'no', limitPrice: parsePrice('0.53'), cost: parseUsd('26.5') },
      ],
    });
  });

  it('is not reported again until size, price or epoch change', () => {
    const scanner = matched();
    const first = scanner.price(offering('0.47'), T0).found[0];
    expect(scanner.price(offering('0.47', { sequence: 2 }), T0 + 1)).toBe(NOTHING);
    const dearer = scanner.price(offering('0.46', { sequence: 3 }), T0 + 2);
    expect(dearer.found).toHaveLength(1);
    expect(dearer.found[0]?.id).not.toBe(first?.id);
    expect(scanner.price(offering('0.46', { epoch: 2 }), T0 + 3).found).toHaveLength(1);
    expect(scanner.opportunities(T0 + 3)).toHaveLength(1);
  });

  it('is renewed when it outlives its time, by a price or by a sweep', () => {
    const scanner = matched({ ttlMs: 100 });
    scanner.price(offering('0.47'), T0);
    expect(scanner.sweep(T0 + 99)).toBe(NOTHING);
    expect(scanner.opportunities(T0 + 100)).toEqual([]);
    expect(scanner.sweep(T0 + 100).found).toMatchObject([{ detectedAt: T0 + 100, expiresAt: T0 + 200 }]);
    expect(scanner.price(offering('0.47', { sequence: 2 }), T0 + 250).found).toHaveLength(1);
  });

  it('is gone when the price is', () => {
    const scanner = matched();
    const [opportunity] = scanner.price(offering('0.47'), T0).found;
    const { gone } = scanner.price(offering('0.30', { sequence: 2 }), T0 + 5);
    expect(gone).toEqual([
      { opportunityId: opportunity?.id, coverId: opportunity?.coverId, reason: 'unprofitable', at: T0 + 5 },
    ]);
    expect(scanner.opportunities(T0 + 5)).toEqual([]);
  });

  it.each([
    ['the match is suspended', (scanner: Scanner) => scanner.match(aMatch({ status: 'suspended' }), T0 + 5)],
    ['a market pauses', (scanner: Scanner) => scanner.market({ ...kalshi, status: 'paused' }, T0 + 5)],
  ])('is gone when %s', (_when, act) => {
    const scanner = matched();
    scanner.price(offering('0.47'), T0);
    expect(act(scanner).gone).toMatchObject([{ reason: 'removed', at: T0 + 5 }]);
    expect(scanner.price(offering('0.48', { sequence: 2 }), T0 + 6)).toBe(NOTHING);
  });

  it('is found when the match comes after the prices', () => {
    const scanner = matched();
    scanner.match(aMatch({ status: 'review' }), T0);
    scanner.price(offering('0.47', { receivedAt: T0 + 1 }), T0 + 1);
    const { found } = scanner.match(aMatch(), T0 + 9);
    expect(found).toMatchObject([{ tickAt: T0 + 1, detectedAt: T0 + 9 }]);
  });

  it('is judged anew when the fees of a market change', () => {
    const scanner = matched();
    scanner.price(offering('0.47'), T0);
    const dear = { kind: 'polymarket', ratePpm: 500_000, exponent: 1 } as const;
    const { gone } = scanner.market({ ...polymarket, fees: [{ from: 0, model: dear }] }, T0 + 1);
    expect(gone).toMatchObject([{ reason: 'fees' }]);
  });

  it('is suspicious when it returns more than the window allows', () => {
    expect(matched().price(offering('0.65'), T0).found).toMatchObject([{ suspicious: true }]);
  });

  it('spends no more than the budget', () => {
    const [opportunity] = matched({ budget: parseUsd('10') }).price(offering('0.47'), T0).found;
    expect(opportunity?.totalCost).toBeLessThanOrEqual(parseUsd('10'));
    expect(opportunity?.totalCost).toBeGreaterThan(parseUsd('9.9'));
  });

  it('is found in a crossed book of one market, where YES and NO together cost less than a dollar', () => {
    const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(1)));
    scanner.market(kalshi, T0);
    const { found } = scanner.price(aBook(kalshi, [['0.60', '9']], [['0.40', '9']]), T0);
    expect(found).toMatchObject([{ kind: 'complement', quantity: parseQuantity('9') }]);
  });
});

describe('a near miss', () => {
  const missed = (scanner: Scanner, bid: string, now = T0, change = {}) =>
    scanner.price(offering(bid, change), now).missed;

  it.each([
    ['fees', '0.42'],
    ['below-hurdle', '0.44'],
  ])('for %s is kept with its numbers', (reason, bid) => {
    const scanner = matched();
    const [record] = missed(scanner, bid);
    expect(record).toMatchObject({ reason, kind: 'cross-venue', floor: 10_000, count: 1 });
    expect(record?.bestPrice).toBe(4_000 + 10_000 - parsePrice(bid));
    expect(scanner.nearMisses(10)).toEqual([record]);
  });

  it('for too small a profit in dollars', () => {
    expect(missed(matched({ minProfit: parseUsd('5') }), '0.47')).toMatchObject([
      { reason: 'dust', best: { netProfit: 2_037_250 } },
    ]);
  });

  it('for a budget below the smallest order', () => {
    expect(missed(matched({ budget: parseUsd('2') }), '0.47')).toMatchObject([{ reason: 'over-budget' }]);
  });

  it('for a book below the smallest order', () => {
    const scanner = matched();
    const scan = scanner.price(aBook(polymarket, [['0.47', '4']], []), T0);
    expect(scan.missed).toMatchObject([{ reason: 'below-minimum', leg: 1 }]);
  });

  it('for a crossed book of two venues', () => {
    const scanner = matched();
    const scan = scanner.price(aBook(polymarket, [['0.47', '40']], [['0.46', '40']]), T0);
    expect(scan.missed).toContainEqual(expect.objectContaining({ reason: 'crossed', kind: 'cross-venue', leg: 1 }));
    expect(scan.found.filter(({ kind }) => kind === 'cross-venue')).toEqual([]);
  });

  it('that repeats itself is counted, and only so many are kept', () => {
    const scanner = matched({ nearMissesPerCover: 3 });
    missed(scanner, '0.42');
    expect(missed(scanner, '0.42', T0 + 1, { sequence: 2 })).toEqual([]);
    expect(scanner.nearMisses(9)).toMatchObject([{ count: 2, firstAt: T0, lastAt: T0 + 1 }]);
    for (let round = 0; round < 10; round++)
      missed(scanner, round % 2 === 0 ? '0.43' : '0.42', T0 + 2 + round, { sequence: 3 + round });
    expect(scanner.nearMisses(9)).toHaveLength(3);
    expect(scanner.nearMisses(1)).toMatchObject([{ lastAt: T0 + 11 }]);
  });
});

describe('an untrustworthy book', () => {
  it('that is older than the limit is not acted on, and what rested on it is gone', () => {
    const scanner = matched();
    expect(scanner.price(offering('0.47'), T0 + 2_001)).toMatchObject({
      found: [],
      missed: [{ reason: 'stale', leg: 0 }],
    });
    scanner.price(aBook(kalshi, [], [['0.40', '50']], { sequence: 2, receivedAt: T0 + 2_002 }), T0 + 2_002);
    const fresh = scanner.price(offering('0.47', { sequence: 2, receivedAt: T0 + 2_003 }), T0 + 2_003);
    expect(fresh.found).toHaveLength(1);
    expect(scanner.sweep(T0 + 4_000)).toBe(NOTHING);
    expect(scanner.sweep(T0 + 4_010).gone).toMatchObject([{ reason: 'stale' }]);
  });

  it('is fresh as long as its feed is alive, however quiet it is', () => {
    const scanner = matched();
    scanner.feedAlive('kalshi', T0 + 60_000);
    scanner.feedAlive('kalshi', T0 + 10);
    expect(scanner.price(offering('0.47', { receivedAt: T0 + 61_000 }), T0 + 61_000).found).toHaveLength(1);
  });

  it('that breaks takes its covers away until it is whole again', () => {
    const scanner = matched();
    scanner.price(offering('0.47'), T0);
    const broken = scanner.price(aBook(kalshi, [], [], { status: 'broken', epoch: 2, sequence: 0 }), T0 + 1);
    expect(broken.gone).toMatchObject([{ reason: 'broken-book' }]);
    expect(broken.missed).toContainEqual(
      expect.objectContaining({ reason: 'broken-book', kind: 'cross-venue', leg: 0 }),
    );
    expect(scanner.price(offering('0.48', { sequence: 2 }), T0 + 2)).toBe(NOTHING);
    const whole = scanner.price(aBook(kalshi, [], [['0.40', '50']], { epoch: 2, sequence: 1 }), T0 + 3);
    expect(whole.found).toHaveLength(1);
  });

  it('that is older than the one held is ignored, unless its watcher began anew', () => {
    const scanner = matched();
    scanner.price(offering('0.30', { epoch: 5, sequence: 9 }), T0);
    expect(scanner.price(offering('0.47', { epoch: 5, sequence: 8 }), T0)).toBe(NOTHING);
    expect(scanner.price(offering('0.47', { epoch: 4, sequence: 99 }), T0)).toBe(NOTHING);
    expect(scanner.price(offering('0.47', { epoch: 0, sequence: 1, receivedAt: T0 + 1 }), T0 + 1).found).toHaveLength(
      1,
    );
  });
});

describe('the work a price makes', () => {
  it('is the covers it touches and no other', () => {
    const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(1)));
    const others = Array.from({ length: 50 }, (_, index) => aMarket('kalshi', `other ${index}`));
    for (const market of [...others, kalshi, polymarket]) scanner.market(market, T0);
    scanner.match(aMatch(), T0);
    expect(scanner.coverCount).toBe(54);
    const before = scanner.counts.considered;
    scanner.price(offering('0.30'), T0);
    expect(scanner.counts.considered - before).toBe(3);
    scanner.price(aBook(others[7] as Market, [], []), T0);
    expect(scanner.counts.considered - before).toBe(4);
    expect(scanner.counts.walked).toBe(0);
  });

  it('is one comparison where the best asks reach the floor', () => {
    const scanner = matched();
    for (let sequence = 1; sequence <= 100; sequence++) scanner.price(offering('0.30', { sequence }), T0);
    expect(scanner.counts).toMatchObject({ prices: 101, walked: 0, found: 0 });
    expect(scanner.nearMisses(5)).toEqual([]);
  });
});

describe('questions about covers', () => {
  it('are answered with the reason and the numbers of the moment', () => {
    const scanner = matched();
    const id = scanner.closest(10).find(({ coverId }) => coverId.startsWith('cross'))?.coverId ?? '';
    expect(scanner.explain('nothing', T0)).toBeUndefined();
    expect(scanner.explain(id, T0)).toMatchObject({ reason: 'no-book', leg: 1 });
    scanner.price(offering('0.30'), T0);
    expect(scanner.explain(id, T0)).toMatchObject({ reason: 'unprofitable', bestPrice: 11_000 });
    scanner.price(offering('0.47', { sequence: 2 }), T0);
    expect(scanner.explain(id, T0)).toMatchObject({ outcome: 'sized', quantity: parseQuantity('50') });
    expect(scanner.explain(id, T0 + 3_000)).toMatchObject({ reason: 'stale' });
    expect(scanner.closest(1)).toEqual([{ coverId: id, bestPrice: 9_300, floor: 10_000 }]);
  });
});
