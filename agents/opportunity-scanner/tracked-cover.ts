import { bestAsk, NO_ASK } from '@pm-arbitrage/core/covers/best-ask.js';
import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { PRICE_SCALE, USD_SCALE } from '@pm-arbitrage/core/money/money.js';
import { NearMissRing } from './near-miss-ring.js';
import { hurdlePpmOf, type ScannerConfig } from './scanner-config.js';

/** Usd units in one Price unit for one contract. */
export const USD_PER_PRICE = USD_SCALE / PRICE_SCALE;

/** A cover with the best asks of its legs, kept summed so that a price that changes nothing costs one comparison. */
export class TrackedCover {
  readonly cover: Cover;
  readonly floor: number;
  /** A whole set must cost less than this, fees included, to clear the hurdle. Usd units. */
  readonly ceiling: number;
  readonly misses: NearMissRing;
  /** What was reported last and not called off. */
  open: Opportunity | null = null;
  /** Sum of the best asks in Price units; at least NO_ASK while a leg cannot be bought. */
  sum: number;
  readonly #asks: number[];

  constructor(cover: Cover, config: ScannerConfig) {
    this.cover = cover;
    this.floor = cover.floor;
    this.ceiling = Math.ceil((cover.floor * USD_PER_PRICE) / (1 + hurdlePpmOf(config) / 1_000_000));
    this.misses = new NearMissRing(config.nearMissesPerCover);
    this.#asks = cover.legs.map(() => NO_ASK);
    this.sum = NO_ASK * cover.legs.length;
  }

  askOf(leg: number): number {
    return this.#asks[leg] as number;
  }

  setAsk(leg: number, ask: number): void {
    this.sum += ask - (this.#asks[leg] as number);
    this.#asks[leg] = ask;
  }

  /** Takes the best asks from books that were known before the cover was. */
  readBooks(books: ReadonlyMap<MarketId, PriceUpdate>): void {
    for (const [index, { market, side }] of this.cover.legs.entries()) {
      const book = books.get(market);
      if (book !== undefined) this.setAsk(index, bestAsk(book, side));
    }
  }
}
