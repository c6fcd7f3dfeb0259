import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { listedMarkets } from '@pm-arbitrage/core/queries/listed-markets.js';

const MOST = 5_000;
/** Titles and fees seldom change; a market that was not listed may be soon, ms. */
const KEPT_MS = 300_000;
const MISSING_KEPT_MS = 5_000;

/** Markets that views name, read when they are first needed. */
export class MarketCache {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #known = new Map<MarketId, { readonly market: Market | undefined; readonly until: number }>();

  constructor({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Reads those that are not known, or not well enough any more. */
  async ensure(ids: Iterable<MarketId>): Promise<void> {
    const now = this.#clock.now();
    const wanted = [...new Set(ids)].filter((id) => now >= (this.#known.get(id)?.until ?? 0));
    if (wanted.length === 0) return;
    const found = await listedMarkets(this.#database.queries, wanted);
    for (const id of wanted) {
      const market = found.get(id);
      this.#known.delete(id);
      this.#known.set(id, { market, until: now + (market === undefined ? MISSING_KEPT_MS : KEPT_MS) });
    }
    for (const [id] of this.#known) {
      if (this.#known.size <= MOST) break;
      this.#known.delete(id);
    }
  }

  /** What is known of it now; nothing is read. */
  get(id: MarketId): Market | undefined {
    return this.#known.get(id)?.market;
  }
}
