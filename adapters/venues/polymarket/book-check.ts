import { sleep, type Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { PolymarketBooks } from './polymarket-books.js';
import type { PolymarketRest } from './polymarket-rest.js';

export interface BookCheckOptions {
  readonly rest: PolymarketRest;
  readonly books: PolymarketBooks;
  readonly clock: Clock;
  /** Pause before a book that differs is looked at once more, ms: a change may have crossed our question. */
  readonly graceMs: number;
}

/** Compares the best prices of our books with those of REST. */
export class BookCheck {
  readonly #options: BookCheckOptions;

  constructor(options: BookCheckOptions) {
    this.#options = options;
  }

  /** The live books that differed twice. @throws VenueRequestError when the CLOB does not answer. */
  async differing(conditionIds: readonly string[], signal?: AbortSignal): Promise<string[]> {
    const suspects = await this.#compare(conditionIds, signal);
    if (suspects.length === 0) return suspects;
    await sleep(this.#options.clock, this.#options.graceMs, signal);
    return this.#compare(suspects, signal);
  }

  async #compare(conditionIds: readonly string[], signal?: AbortSignal): Promise<string[]> {
    const { rest, books } = this.#options;
    const live = conditionIds.filter((id) => books.isLive(id));
    const tokens = live.map((id) => books.tokensOf(id)?.yesToken ?? '');
    const differing: string[] = [];
    for (const answer of await rest.books(tokens, signal)) {
      const pair = books.pairOf(answer.token);
      const ours = pair && books.published(pair.conditionId);
      if (!pair || ours?.status !== 'live') continue;
      const bid = answer.bids.reduce((best, [at]) => Math.max(best, at), 0);
      const ask = answer.asks.reduce((best, [at]) => Math.min(best, at), 10_000);
      if ((ours.book.bids.best ?? 0) !== bid || (ours.book.asks.best ?? 10_000) !== ask)
        differing.push(pair.conditionId);
    }
    return differing;
  }
}
