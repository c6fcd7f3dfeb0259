import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';

/**
 * The markets whose prices a scanner listens to, where it does not listen to all. A book that it stops listening to is
 * forgotten at once: who holds it any longer would take it for current. One that it begins to listen to has to be read from
 * the hot state, for a quiet market says nothing.
 */
export class WantedBooks {
  readonly #wanted = new Set<MarketId>();
  readonly #unread = new Set<MarketId>();

  constructor(
    private readonly isWanted: (market: MarketId) => boolean,
    private readonly forget: (market: MarketId) => void,
  ) {}

  has(market: MarketId): boolean {
    return this.#wanted.has(market);
  }

  /** Looks anew at markets of which something changed. */
  look(markets: Iterable<MarketId>): void {
    for (const market of markets) {
      if (!this.isWanted(market)) {
        this.#wanted.delete(market);
        this.#unread.delete(market);
        this.forget(market);
      } else if (!this.#wanted.has(market)) {
        this.#wanted.add(market);
        this.#unread.add(market);
      }
    }
  }

  /** The markets whose books have to be read, told once. */
  takeUnread(): ReadonlySet<MarketId> {
    const unread = new Set(this.#unread);
    this.#unread.clear();
    return unread;
  }
}
