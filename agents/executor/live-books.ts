import { type MarketId, type Platform, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';

/** The newest book of every market, and how old what it says is. */
export class LiveBooks {
  readonly #books = new Map<MarketId, PriceUpdate>();
  readonly #aliveAt = new Map<Platform, number>();

  /** @returns false for an update that is older than what is known. */
  price(update: PriceUpdate): boolean {
    const known = this.#books.get(update.market);
    if (known && (known.epoch > update.epoch || (known.epoch === update.epoch && known.sequence >= update.sequence)))
      return false;
    this.#books.set(update.market, update);
    this.alive(platformOf(update.market), update.receivedAt);
    return true;
  }

  /** The venue's feed delivered something at this time, so books that did not change are still current. */
  alive(platform: Platform, at: number): void {
    if (at > (this.#aliveAt.get(platform) ?? 0)) this.#aliveAt.set(platform, at);
  }

  get(market: MarketId): PriceUpdate | undefined {
    return this.#books.get(market);
  }

  /** Age in ms of what is known of a market's book. */
  ageOf(update: PriceUpdate, now: number): number {
    return now - Math.max(update.receivedAt, this.#aliveAt.get(platformOf(update.market)) ?? 0);
  }
}
