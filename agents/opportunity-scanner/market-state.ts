import type { LegInput } from '@pm-arbitrage/core/covers/evaluation.js';
import type { Cover, CoverLeg } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type MarketId, type Platform, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { CoverCatalog } from './cover-catalog.js';

/** The latest book of every market, and when each venue was last heard of. */
export class MarketState {
  readonly books = new Map<MarketId, PriceUpdate>();
  readonly #catalog: CoverCatalog;
  readonly #aliveAt: Record<Platform, number> = { kalshi: 0, polymarket: 0 };

  constructor(catalog: CoverCatalog) {
    this.#catalog = catalog;
  }

  /** Takes a book unless it is older than the one held. */
  take(update: PriceUpdate): boolean {
    const held = this.books.get(update.market);
    if (held !== undefined && isOlder(update, held)) return false;
    this.books.set(update.market, update);
    return true;
  }

  /** Drops a book that nobody keeps current any more. */
  forget(market: MarketId): void {
    this.books.delete(market);
  }

  feedAlive(platform: Platform, at: number): void {
    this.#aliveAt[platform] = Math.max(this.#aliveAt[platform], at);
  }

  /** Of a leg of a cover of the catalog, whose market is known by construction. */
  market(leg: CoverLeg): Market {
    return this.#catalog.marketOf(leg.market) as Market;
  }

  /** Of a leg that has an ask, whose book is known therefore. */
  book(leg: CoverLeg): PriceUpdate {
    return this.books.get(leg.market) as PriceUpdate;
  }

  input(leg: CoverLeg): LegInput {
    return { side: leg.side, update: this.book(leg), market: this.market(leg) };
  }

  /** The first leg not heard of for longer than `staleMs`, or −1. A quiet book on a live feed is not stale. */
  staleLeg({ legs }: Cover, now: number, staleMs: number): number {
    return legs.findIndex(({ market }) => !this.isFresh(market, now, staleMs));
  }

  isFresh(market: MarketId, now: number, staleMs: number): boolean {
    const heard = Math.max(this.books.get(market)?.receivedAt ?? 0, this.#aliveAt[platformOf(market)]);
    return now - heard <= staleMs;
  }
}

/** A restarted watcher may begin to count anew, so counters alone do not tell; they do among frames of one time. */
function isOlder(update: PriceUpdate, held: PriceUpdate): boolean {
  if (update.receivedAt > held.receivedAt) return false;
  return update.epoch < held.epoch || (update.epoch === held.epoch && update.sequence < held.sequence);
}
