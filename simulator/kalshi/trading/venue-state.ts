import type { KalshiListing } from '../../world/kalshi-listing.js';
import { refusals } from './refusal.js';

/** Descriptions of the shards, by index (reference §6). */
export const SHARDS = ['Default', 'Combos', 'Crypto & Commodities', 'Tennis, Baseball, Basketball'] as const;

export const shardIndexes: readonly number[] = SHARDS.map((_, index) => index);

/** How the stand-in behaves where the real exchange was seen to behave in two ways, or now and then. */
export interface KalshiSwitches {
  /** A post-only order that would cross: refused with 400, or accepted and cancelled (reference §8.2). */
  postOnlyCross: 'refuse' | 'cancel';
  /** Cancel-all also cancels what is placed in the minute after it (reference §8.5). */
  cancelAllHitsNextMinute: boolean;
  /** Killed fill-or-kill orders appear among the orders; their client ids are burnt either way. */
  listsKilledOrders: boolean;
  /** Private reads show the state of this long ago, ms. */
  readLagMs: number;
}

/** Pauses of the exchange and of its shards. */
export class VenueState {
  exchangeActive = true;
  readonly #pausedShards = new Set<number>();

  /** @param shard every shard when absent */
  setTrading(active: boolean, shard?: number): void {
    for (const index of shard === undefined ? shardIndexes : [shard]) {
      if (active) this.#pausedShards.delete(index);
      else this.#pausedShards.add(index);
    }
  }

  isTrading(shard: number): boolean {
    return this.exchangeActive && !this.#pausedShards.has(shard);
  }

  /** @throws Refusal while nothing at all works. */
  requireExchange(): void {
    if (!this.exchangeActive) throw refusals.exchangePaused();
  }

  /** @throws Refusal while orders cannot be placed or amended; cancels still work then (reference §6.1). */
  requireTrading({ series }: KalshiListing): void {
    this.requireExchange();
    if (!this.isTrading(series.exchangeIndex)) throw refusals.tradingPaused();
  }

  /** Body of `GET /exchange/status`; the top level describes shard 0. */
  json() {
    const statuses = SHARDS.map((description, exchange_index) => ({
      exchange_index,
      description,
      exchange_active: this.exchangeActive,
      trading_active: this.isTrading(exchange_index),
      intra_exchange_transfers_active: this.exchangeActive,
    }));
    return {
      exchange_active: this.exchangeActive,
      trading_active: this.isTrading(0),
      intra_exchange_transfers_active: this.exchangeActive,
      exchange_index_statuses: statuses,
    };
  }
}
