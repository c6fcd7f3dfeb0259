import type { PriceOf } from './price-of.js';

/** How upgrades are answered for a while. */
interface RefusedUpgrades {
  readonly status: number;
  readonly retryAfterS: number | null;
  left: number;
}

/** What can be made to go wrong with one feed, and the questions that its stand-in asks before it acts. */
export class FeedFaults {
  /** Sockets stay open and nothing is said on them; pings still come. What happens meanwhile is lost. */
  frozen = false;
  /** Pings stop, and nobody notices missing pongs. */
  pingless = false;
  /** By how much the feed's clock is ahead, ms. */
  skewMs = 0;
  #lost = 0;
  #repeated = 0;
  readonly #lies = new Map<string, (price: number) => number>();
  #refused: RefusedUpgrades | null = null;

  /** The next `count` prints of each symbol together are made and not sent. */
  lose(count: number): void {
    this.#lost += count;
  }

  /** The next `count` prints are sent twice. */
  repeat(count: number): void {
    this.#repeated += count;
  }

  /** From now on the price of a symbol is told wrongly; `honest` ends it. */
  lie(symbol: string, tell: (price: number) => number): void {
    this.#lies.set(symbol, tell);
  }

  honest(): void {
    this.#lies.clear();
  }

  /** The next `count` handshakes are answered with this status. */
  refuseUpgrades(status: number, count: number, retryAfterS: number | null = null): void {
    this.#refused = { status, retryAfterS, left: count };
  }

  takeLost(): boolean {
    if (this.#lost === 0) return false;
    this.#lost--;
    return true;
  }

  takeRepeated(): boolean {
    if (this.#repeated === 0) return false;
    this.#repeated--;
    return true;
  }

  takeRefusal(): { readonly status: number; readonly retryAfterS: number | null } | null {
    const refused = this.#refused;
    if (refused === null || refused.left === 0) return null;
    refused.left--;
    return refused;
  }

  /** The price as it is told. */
  told(priceOf: PriceOf): PriceOf {
    return (symbol, time) => {
      const price = priceOf(symbol, time);
      return this.#lies.get(symbol)?.(price) ?? price;
    };
  }
}
