import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { priceUpdateProblem, type PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { price, PRICE_SCALE, type Price } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedFiles } from '../../testing/shared-data.js';
import { KalshiBooks } from '../kalshi/kalshi-books.js';
import { decodeRecording } from './decode-recording.js';
import { readLines } from './read-lines.js';
import { recordedFrames } from './recorded-frames.js';

const BTC = 'kalshi/ws-btc15m-2026-05-13';
const GOLD = 'kalshi/ws-gold15m-2026-08';

interface Checkpoint {
  readonly market_ticker: string;
  readonly sequence_number: number;
  readonly yes_bid_prices: readonly number[];
  readonly yes_bid_sizes: readonly number[];
  readonly no_bid_prices: readonly number[];
  readonly no_bid_sizes: readonly number[];
}

async function checkpoints(): Promise<Map<string, Checkpoint>> {
  const found = new Map<string, Checkpoint>();
  for (const file of sharedFiles(BTC, /^book_checkpoint/)) {
    for await (const { text } of readLines(file)) {
      const checkpoint = JSON.parse(text) as Checkpoint;
      found.set(`${checkpoint.market_ticker}@${checkpoint.sequence_number}`, checkpoint);
    }
  }
  return found;
}

const silent = { price: () => {}, print: () => {}, market: () => {}, refused: () => {} };

describe.skipIf(!hasSharedData)('recorded Kalshi streams', () => {
  it('decodes every line of the nine gold markets, with gaps reported and no book corrupted', async () => {
    const decoded = await decodeRecording('kalshi', sharedFiles(GOLD, /\.ndjson\.gz$/), {
      books: true,
    });
    expect(decoded.frames).toBe(421_541);
    expect(decoded.byType).toEqual({
      orderbook_snapshot: 20,
      orderbook_delta: 410_762,
      trade: 10_759,
    });
    expect(decoded.unknown).toEqual([]);
    expect(decoded.invalid).toEqual([]);
    expect(decoded.gaps).toBeGreaterThan(100_000);
    expect(Object.keys(decoded.books)).toHaveLength(9);
    expect(
      Object.values(decoded.books).every(({ yesBids, noBids }) => yesBids.length === 0 && noBids.length === 0),
    ).toBe(true);
  }, 240_000);

  it('merges the files of one connection and decodes every line', async () => {
    const decoded = await decodeRecording('kalshi', sharedFiles(BTC, /^(?!book_checkpoint)/), {
      books: true,
    });
    expect(decoded.byType).toEqual({
      orderbook_snapshot: 3,
      orderbook_delta: 93_628,
      ticker: 931,
      subscribed: 4,
      'note:ws_connected': 2,
      'note:watch_market': 2,
      'note:market_rotated': 1,
    });
    expect(decoded.frames).toBe(3 + 93_628 + 931 + 4);
    expect(decoded.unknown).toEqual([]);
    expect(decoded.invalid).toEqual([]);
    expect(decoded.gaps).toBe(0);
  }, 240_000);

  it('rebuilds the books of every checkpoint of the recorder', async () => {
    const expected = await checkpoints();
    const books = new KalshiBooks(silent, new SimulatedClock(0));
    let checked = 0;
    let levels = 0;
    const wrong: string[] = [];
    for await (const recorded of recordedFrames(sharedFiles(BTC, /^(?!book_checkpoint)/))) {
      if (recorded.kind === 'note' && recorded.connected) books.connectionLost();
      if (recorded.kind !== 'frame') continue;
      books.frame(recorded.frame, recorded.receivedAt ?? 0);
      const { seq, msg } = recorded.frame as { seq?: number; msg?: { market_ticker?: string } };
      const key = `${msg?.market_ticker}@${seq}`;
      const checkpoint = expected.get(key);
      if (!checkpoint) continue;
      expected.delete(key);
      checked++;
      const book = books.published(checkpoint.market_ticker)?.book;
      const side = (prices: readonly number[], sizes: readonly number[], quantityAt: (at: Price) => number) => {
        prices.forEach((cents, index) => {
          // Outside 10…90 cents the grid is a tenth of a cent, and the recorder kept one level a cent.
          if (cents <= 10 || cents >= 90) return;
          levels++;
          const ours = quantityAt(price(cents * 100)) / 1_000_000;
          if (ours !== sizes[index]) wrong.push(`${key} ${cents}: ours ${ours}, recorder ${sizes[index]}`);
        });
      };
      side(checkpoint.yes_bid_prices, checkpoint.yes_bid_sizes, (at) => book?.bids.quantityAt(at) ?? -1);
      side(
        checkpoint.no_bid_prices,
        checkpoint.no_bid_sizes,
        (at) => book?.asks.quantityAt((PRICE_SCALE - at) as Price) ?? -1,
      );
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect([...expected.keys()]).toEqual([]);
    expect(checked).toBe(984);
    expect(levels).toBeGreaterThan(5_000);
  }, 240_000);

  it('publishes only sound price updates, and the text path agrees with the parsed one', async () => {
    const [file] = sharedFiles(GOLD, /AUG050000.*\.ndjson\.gz$/);
    const run = () => {
      const updates: PriceUpdate[] = [];
      const sink = { ...silent, price: (update: PriceUpdate) => updates.push(update) };
      const clock = new SimulatedClock(0);
      return { updates, clock, books: new KalshiBooks(sink, clock, { gaps: 'report', depth: 10 }) };
    };
    const parsed = run();
    const scanned = run();
    for await (const recorded of recordedFrames([file as string])) {
      if (recorded.kind !== 'frame') continue;
      const at = recorded.receivedAt ?? 0;
      for (const { clock } of [parsed, scanned]) clock.advanceTo(at);
      parsed.books.frame(recorded.frame, at);
      scanned.books.frame(JSON.stringify(recorded.frame), at);
    }
    expect(parsed.updates.length).toBeGreaterThan(20_000);
    expect(parsed.updates.map(priceUpdateProblem).filter((problem) => problem !== null)).toEqual([]);
    expect(parsed.updates.every(({ bids, asks }) => (bids[0]?.[0] ?? 0) < (asks[0]?.[0] ?? PRICE_SCALE))).toBe(true);
    expect(scanned.updates).toEqual(parsed.updates);
  }, 240_000);
});
