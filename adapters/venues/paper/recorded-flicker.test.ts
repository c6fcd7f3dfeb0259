import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import { formatPrice, type Price } from '@pm-arbitrage/core/money/money.js';
import { hasSharedData, sharedFiles } from '../../testing/shared-data.js';
import { KalshiBooks } from '../kalshi/kalshi-books.js';
import { replayFrames } from '../recording/recorded-frames.js';
import { accepted, kalshiMarket, order, paperDesk } from './paper-fixtures.js';

type Told = { readonly book: PriceUpdate } | { readonly print: TradePrint };

const { id: market } = kalshiMarket();

/** Books and prints of a recorded market, as the paper broker hears them. */
async function recorded(file: string): Promise<readonly Told[]> {
  const told: Told[] = [];
  const books = new KalshiBooks(
    {
      price: (book) => told.push({ book: { ...book, market } }),
      print: (print) => told.push({ print: { ...print, market } }),
      market: () => undefined,
      refused: () => undefined,
    },
    new SimulatedClock(0),
    { gaps: 'report' },
  );
  for await (const { frame, receivedAt } of replayFrames([file])) books.frame(frame, receivedAt);
  return told;
}

/** A bid that an offer came down to and left again, while nobody sold to it. Indices into what was told. */
interface Flicker {
  readonly from: number;
  readonly to: number;
  readonly bid: Price;
}

const MOST_STEPS = 400;

/** Offers at or below what was the best bid shortly before, gone again, without a sale at that price meanwhile. */
function flickers(told: readonly Told[]): readonly Flicker[] {
  const found: Flicker[] = [];
  for (let from = 0; from < told.length; from++) {
    const first = told[from] as Told;
    const bid = 'book' in first && first.book.status === 'live' ? first.book.bids[0]?.[0] : undefined;
    if (bid === undefined) continue;
    const to = flickerOf(told, from, bid);
    if (to === null) continue;
    found.push({ from, to, bid });
    from = to;
  }
  return found;
}

function flickerOf(told: readonly Told[], from: number, bid: Price): number | null {
  let reached = false;
  for (let at = from + 1; at < Math.min(told.length, from + MOST_STEPS); at++) {
    const next = told[at] as Told;
    if ('print' in next) {
      if (next.print.price <= bid) return null;
      continue;
    }
    const ask = next.book.asks[0]?.[0];
    if (next.book.status !== 'live' || ask === undefined) return null;
    if (ask <= bid) reached = true;
    else if (reached) return at;
  }
  return null;
}

describe.skipIf(!hasSharedData)('recorded noise of a Kalshi book', () => {
  let database: Database;
  beforeAll(async () => (database = await createEmbeddedDatabase()));
  afterAll(() => database.close());

  it('pays no resting order: offers came down to a bid and left, and nobody had sold', async () => {
    const [file = ''] = sharedFiles('kalshi/ws-gold15m-2026-08', /\.ndjson\.gz$/);
    const told = await recorded(file);
    const cases = flickers(told).slice(0, 20);
    // Who fills an order when a quote touches it would have been paid for each of these.
    expect(cases.length).toBeGreaterThan(5);
    const desk = await paperDesk(database);
    for (const [index, { bid, from, to }] of cases.entries()) {
      const id = `flicker ${index}`;
      const [before, ...after] = told.slice(from, to + 1);
      if (before !== undefined) tell(before);
      accepted(await desk.place(order(id, '5', formatPrice(bid), { timeInForce: 'gtc', postOnly: true })));
      for (const one of after) tell(one);
      await desk.broker.cancel({ clientOrderId: id });
      expect(await desk.broker.lookup({ clientOrderId: id })).toMatchObject({ state: 'cancelled', filled: 0 });
    }

    function tell(one: Told): void {
      if ('book' in one) desk.broker.price(one.book);
      else desk.broker.print(one.print);
    }
  });
});
