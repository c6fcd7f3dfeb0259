import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { priceUpdateProblem } from '@pm-arbitrage/core/domain/price-update.js';
import { PRICE_SCALE, QUANTITY_SCALE } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSeries } from './read-series.js';
import { seriesBook } from './series-book.js';
import { barLength } from './series-inputs.js';

const told = { market: marketId('kalshi', 'K'), sequence: 1, at: 1_000 };
const side = fc.record({
  close: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
  volume: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
});
const terms = fc.record({
  spread: fc.double({ min: 0, max: 0.2, noNaN: true }),
  contracts: fc.integer({ min: 1, max: 10_000 }),
});

describe('the book that is assumed around a price', () => {
  it('is one that a venue could send, never better than the price less half the spread, nor larger than what was traded', () => {
    fc.assert(
      fc.property(side, terms, (of, given) => {
        const book = seriesBook(of, given, told);
        expect(priceUpdateProblem(book)).toBeNull();
        const [bid, ask] = [book.bids[0], book.asks[0]];
        if (bid !== undefined && ask !== undefined) expect(bid[0]).toBeLessThan(ask[0]);
        for (const [, size] of [...book.bids, ...book.asks])
          expect(size).toBeLessThanOrEqual(Math.min(of.volume, given.contracts) * QUANTITY_SCALE);
        if (bid !== undefined) expect(bid[0] / PRICE_SCALE).toBeLessThanOrEqual(of.close - given.spread / 2 + 1e-6);
        if (ask !== undefined) expect(ask[0] / PRICE_SCALE).toBeGreaterThanOrEqual(of.close + given.spread / 2 - 1e-6);
      }),
    );
  });

  it('is half a spread off, outwards to whole cents, and none where nothing was traded', () => {
    const book = seriesBook({ close: 0.295, volume: 30 }, { spread: 0.02, contracts: 100 }, told);
    expect([book.bids, book.asks]).toEqual([[[2_800, 30_000_000]], [[3_100, 30_000_000]]]);
    expect(seriesBook(null, { spread: 0.02, contracts: 100 }, told).status).toBe('broken');
    expect(seriesBook({ close: 0.3, volume: 0.5 }, { spread: 0.02, contracts: 100 }, told).status).toBe('broken');
  });
});

describe('the recorded series', () => {
  const path = fileURLToPath(new URL('../../../../shared/data/series/train.parquet', import.meta.url));
  if (!existsSync(path)) {
    it.skip('could not be read: the recordings of ../shared/data are not here', () => undefined);
    return;
  }

  it('is read whole, by time, prices of bars without a trade left out', async () => {
    const { bars, refused } = await readSeries(path);
    expect([bars.length, refused, barLength(bars)]).toEqual([6_946, 0, 14_400_000]);
    expect(new Set(bars.map(({ pair }) => pair)).size).toBe(144);
    expect(bars.every(({ stamp }, index) => stamp >= (bars[index - 1]?.stamp ?? 0))).toBe(true);
    expect(bars.filter(({ sides }) => sides.kalshi !== null && sides.polymarket !== null)).toHaveLength(2_704);
  });
});
