import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { bestAsk } from '@pm-arbitrage/core/covers/best-ask.js';
import { evaluateCover } from '@pm-arbitrage/core/covers/evaluate-cover.js';
import type { LegInput } from '@pm-arbitrage/core/covers/evaluation.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { ONE_DOLLAR_PRICE, parseUsd } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { complementCovers, matchCovers } from '../opportunity-scanner/derive-covers.js';
import { Scanner } from '../opportunity-scanner/scanner.js';
import { hurdlePpmOf, scannerDefaults } from '../opportunity-scanner/scanner-config.js';
import { aBook, aMarket, aMatch, T0 } from '../opportunity-scanner/scanner-fixtures.js';
import { TrackedCover } from '../opportunity-scanner/tracked-cover.js';

export interface ScannerTiming {
  readonly name: string;
  readonly operations: number;
  /** Median over the rounds. */
  readonly nanoseconds: number;
  readonly perSecond: number;
}

const ROUNDS = 9;
const PAIRS = 500;

const ladder = (first: number, step: number): [string, string][] =>
  Array.from({ length: 10 }, (_, index) => [`0.${first + index * step}`, String(20 + index * 15)]);

function time(name: string, operations: number, run: (index: number) => void): ScannerTiming {
  const rounds: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = systemClock.monotonic();
    for (let index = 0; index < operations; index++) run(index);
    // The first round is for the compiler.
    if (round > 0) rounds.push(systemClock.monotonic() - start);
  }
  const milliseconds = rounds.toSorted((a, b) => a - b)[ROUNDS >> 1] as number;
  const nanoseconds = (milliseconds * 1e6) / operations;
  return { name, operations, nanoseconds, perSecond: 1e9 / nanoseconds };
}

/** 500 matched pairs of markets: each price touches a complement and two cross-venue covers. */
function matchedPairs(): { scanner: Scanner; kalshi: Market[]; polymarket: Market[] } {
  const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(1)));
  const kalshi: Market[] = [];
  const polymarket: Market[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const here = aMarket('kalshi', `K${pair}`);
    const there = aMarket('polymarket', `P${pair}`);
    kalshi.push(here);
    polymarket.push(there);
    scanner.market(here, T0);
    scanner.market(there, T0);
    scanner.match(aMatch({ id: `match ${pair}`, kalshi: here.id, polymarket: there.id }), T0);
    scanner.price(aBook(here, ladder(48, -1), ladder(50, 1)), T0);
  }
  return { scanner, kalshi, polymarket };
}

/** Prices of every Polymarket side in turn, all of them made before the clock starts. */
function timePrices(name: string, bid: number): ScannerTiming {
  const { scanner, polymarket } = matchedPairs();
  const books = [bid, bid - 1].flatMap((top) =>
    polymarket.map((market) => aBook(market, ladder(top, -1), ladder(60, 1))),
  );
  return time(name, 200_000, (index) => void scanner.price(books[index % books.length] as PriceUpdate, T0));
}

/** A ladder of 40 strikes, half of them at each venue, offered a cent above what they are worth. */
function timeLadder(): ScannerTiming {
  const scanner = new Scanner(scannerDefaults, seededIds(seededRandom(1)));
  const strikes = Array.from({ length: 40 }, (_, index) =>
    aMarket(index % 2 === 0 ? 'kalshi' : 'polymarket', `S${index}`),
  );
  for (const market of strikes) scanner.market(market, T0);
  const rungs = strikes.map(({ id, rulesHash }, index) => ({
    market: id,
    from: { at: index, after: true },
    to: null,
    void: null,
    rulesHash,
  }));
  scanner.ladder({ id: 'L', axis: 'value', rungs, worlds: [], voidProbability: 0.002, dropped: [], updatedAt: T0 }, T0);
  const dearest = 90;
  const books = [0, 1].flatMap((up) =>
    strikes.map((market, index) => {
      const worth = dearest - 2 * index + up;
      return aBook(market, [[String((worth - 1) / 100), '50']], [[String((worth + 1) / 100), '50']]);
    }),
  );
  for (const book of books) scanner.price(book, T0);
  return time('ladder', 50_000, (index) => void scanner.price(books[index % books.length] as PriceUpdate, T0));
}

/** Three covers of a market, without the maps around them. */
function timeComparison(): ScannerTiming {
  const market = aMarket('polymarket', 'P');
  const covers = [...complementCovers(market), ...matchCovers(aMatch(), aMarket('kalshi', 'K'), market)].map(
    (cover) => new TrackedCover(cover, scannerDefaults),
  );
  const books = [47, 46].map((top) => aBook(market, ladder(top, -1), ladder(60, 1)));
  let refused = 0;
  const timing = time('compare', 2_000_000, (index) => {
    const ask = bestAsk(books[index & 1] as PriceUpdate, 'no');
    for (const cover of covers) {
      cover.setAsk(1, ask);
      if (cover.sum >= cover.floor) refused++;
    }
  });
  if (refused === 0) throw new Error('the bench covers must be refused');
  return timing;
}

/**
 * How fast covers are refused and walked, on one thread.
 * - `compare`: the hot path alone, a best ask and three sums held against their floors
 * - `refuse`: a price whose three covers all end at the comparison of best asks
 * - `refuse by fees`: the same, one of them below its floor before fees
 * - `ladder`: a price of one of 40 strikes of both venues; the search over its venue's and over both finds nothing
 * - `walk`: two legs of ten levels, sized to the last profitable lot
 * - `walk to a budget`: the same, cut within a level by the budget
 */
export function runScannerBench(): readonly ScannerTiming[] {
  const yes = aBook(aMarket('kalshi', 'K'), [], ladder(30, 1));
  const no = aBook(aMarket('polymarket', 'P'), ladder(62, -1), []);
  const legs: LegInput[] = [
    { update: yes, market: aMarket('kalshi', 'K'), side: 'yes' },
    { update: no, market: aMarket('polymarket', 'P'), side: 'no' },
  ];
  const cover = { kind: 'cross-venue', floor: ONE_DOLLAR_PRICE } as const;
  const hurdlePpm = hurdlePpmOf(scannerDefaults);
  const walk = (budget: string) => {
    const options = { at: T0, budget: parseUsd(budget), hurdlePpm };
    return () => {
      if (evaluateCover(cover, legs, options).outcome !== 'sized')
        throw new Error('the bench cover must be profitable');
    };
  };
  return [
    timeComparison(),
    timePrices('refuse', 47),
    timePrices('refuse by fees', 53),
    timeLadder(),
    time('walk', 20_000, walk('100000')),
    time('walk to a budget', 20_000, walk('100')),
  ];
}
