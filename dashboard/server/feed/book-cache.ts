import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';

const MOST = 5_000;

/** The books that changed last, for marks and depth walks. */
export class BookCache {
  readonly #books = new Map<MarketId, PriceUpdate>();

  put(update: PriceUpdate): void {
    const known = this.#books.get(update.market);
    if (known !== undefined && isNewer(known, update)) return;
    // Deleted first, so that it comes to stand at the end.
    this.#books.delete(update.market);
    this.#books.set(update.market, update);
    if (this.#books.size <= MOST) return;
    for (const [market] of this.#books) {
      this.#books.delete(market);
      break;
    }
  }

  get(market: MarketId): PriceUpdate | undefined {
    return this.#books.get(market);
  }
}

/** Books read from the hot state may be older than what the bus has brought; epochs begin anew with their watcher. */
const isNewer = (known: PriceUpdate, other: PriceUpdate): boolean =>
  known.receivedAt > other.receivedAt || (known.epoch === other.epoch && known.sequence > other.sequence);
