import type { MarketId } from '../domain/platform.js';
import { type PriceUpdate, priceUpdateProblem } from '../domain/price-update.js';
import { messageOf } from '../errors/coded-error.js';
import type { HotState } from '../hot-state/hot-state.js';
import type { Logger } from '../log/logger.js';

const PREFIX = 'book:';
/** A book nobody refreshed for this long belongs to a market that is gone. */
const KEPT_MS = 600_000;

/**
 * Current books in the hot state, so that a reader that starts late also knows the books that do not change. Written
 * behind the stream, newest state of each market only.
 */
export class HotBooks {
  readonly #hot: HotState;
  readonly #log: Logger;
  readonly #changed = new Map<MarketId, PriceUpdate>();
  #flushing = false;

  constructor(hot: HotState, log: Logger) {
    this.#hot = hot;
    this.#log = log;
  }

  put(update: PriceUpdate): void {
    this.#changed.set(update.market, update);
  }

  /** Writes what changed since the last time. A failure is retried with the next flush. */
  async flush(): Promise<void> {
    if (this.#flushing || this.#changed.size === 0) return;
    this.#flushing = true;
    const batch = [...this.#changed.values()];
    this.#changed.clear();
    try {
      await Promise.all(batch.map((update) => this.#hot.set(`${PREFIX}${update.market}`, update, { ttlMs: KEPT_MS })));
    } catch (error) {
      this.#log.debug({ error: messageOf(error) }, 'books not stored');
      for (const update of batch) if (!this.#changed.has(update.market)) this.#changed.set(update.market, update);
    } finally {
      this.#flushing = false;
    }
  }
}

/** The books that are known right now. */
export async function readHotBooks(hot: HotState): Promise<readonly PriceUpdate[]> {
  const books = await hot.list<PriceUpdate>(PREFIX);
  return [...books.values()].filter((update) => priceUpdateProblem(update) === null);
}

/** The book of one market that is known right now; null where none is. */
export async function readHotBook(hot: HotState, market: MarketId): Promise<PriceUpdate | null> {
  const book = await hot.get<PriceUpdate>(`${PREFIX}${market}`);
  return book === null || priceUpdateProblem(book) !== null ? null : book;
}
