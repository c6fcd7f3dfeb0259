import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AccountWatch } from './account-watch.js';
import { bookReleases, releaseCapital, type ReleaseParts } from './release-capital.js';
import { settleTrades } from './settle-trades.js';

/**
 * Brings our books and the venues' together: asks for what can be cash already, books what was paid, then compares. One
 * round at a time: what a round moves on a chain may take longer than the period of rounds.
 */
export class Reconciliation {
  readonly #parts: ReleaseParts;
  readonly #accounts: AccountWatch;
  #round: Promise<void> | null = null;

  constructor(parts: ReleaseParts, accounts: AccountWatch) {
    this.#parts = parts;
    this.#accounts = accounts;
  }

  /** Joins the round that is under way, or starts one. */
  round(): Promise<void> {
    this.#round ??= this.#run().finally(() => (this.#round = null));
    return this.#round;
  }

  /** Books what venues have paid, in one market or in all. */
  settle(market?: MarketId): Promise<unknown> {
    return settleTrades(this.#parts, market);
  }

  /** The last words: nothing new is asked of a chain, what was paid meanwhile is booked. */
  async end(): Promise<void> {
    await this.#round?.catch(() => undefined);
    try {
      await bookReleases(this.#parts);
      await this.settle();
    } catch (error) {
      this.#parts.log.warn({ error: messageOf(error) }, 'what was paid is booked at the next start');
    }
  }

  async #run(): Promise<void> {
    await releaseCapital(this.#parts);
    await this.settle();
    await this.#accounts.check();
  }
}
