import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { formatPrice, type Price, PRICE_SCALE, price } from '@pm-arbitrage/core/money/money.js';

export interface SentinelLimits {
  /** How far apart the two prices of one question may be. */
  readonly gap: Price;
  /** For how long, ms: prices that lag come together, those of different questions do not. */
  readonly holdMs: number;
}

interface Watched {
  readonly match: Match;
  /** Since when the prices are too far apart, Unix ms; null: they are not. */
  apartSince: number | null;
}

/** Middle of a book in YES terms; null where one side is empty or the book is not live. */
function middleOf({ status, bids, asks }: PriceUpdate): number | null {
  const bid = bids[0]?.[0];
  const ask = asks[0]?.[0];
  return status !== 'live' || bid === undefined || ask === undefined ? null : (bid + ask) / 2;
}

/**
 * Watches the prices of matches that trade. Two markets of one question may be apart for seconds, which is what is
 * traded; two that never come together are not the same question, whatever their rules seem to say.
 */
export class PriceSentinel {
  readonly #limits: SentinelLimits;
  readonly #middles = new Map<MarketId, number>();
  readonly #watched = new Map<string, Watched>();
  readonly #idsOf = new Map<MarketId, Set<string>>();

  constructor(limits: SentinelLimits) {
    this.#limits = limits;
  }

  /** Takes a match as it stands now. */
  match(match: Match): void {
    const sides = [match.kalshi, match.polymarket];
    if (match.status !== 'active') {
      this.#watched.delete(match.id);
      for (const side of sides) this.#idsOf.get(side)?.delete(match.id);
      return;
    }
    this.#watched.set(match.id, { match, apartSince: this.#watched.get(match.id)?.apartSince ?? null });
    for (const side of sides) this.#idsOf.set(side, (this.#idsOf.get(side) ?? new Set<string>()).add(match.id));
  }

  price(update: PriceUpdate, now: number): void {
    const ids = this.#idsOf.get(update.market);
    if (ids === undefined || ids.size === 0) return;
    const middle = middleOf(update);
    if (middle === null) this.#middles.delete(update.market);
    else this.#middles.set(update.market, middle);
    for (const id of ids) {
      const watched = this.#watched.get(id) as Watched;
      const gap = this.#gapOf(watched.match);
      // Unknown is not apart: the time begins again.
      watched.apartSince = gap !== null && gap > this.#limits.gap ? (watched.apartSince ?? now) : null;
    }
  }

  /** Matches whose prices have been too far apart for too long, with the words for a person. */
  lasting(now: number): readonly { readonly id: string; readonly reason: string }[] {
    const found: { id: string; reason: string }[] = [];
    for (const [id, { match, apartSince }] of this.#watched) {
      if (apartSince === null || now - apartSince < this.#limits.holdMs) continue;
      const gap = price(Math.round(this.#gapOf(match) ?? 0));
      const minutes = Math.round((now - apartSince) / 60_000);
      found.push({
        id,
        reason: `the prices have been $${formatPrice(gap)} apart for ${minutes} min and do not converge`,
      });
    }
    return found;
  }

  #gapOf({ kalshi, polymarket, polarity }: Match): number | null {
    const here = this.#middles.get(kalshi);
    const there = this.#middles.get(polymarket);
    if (here === undefined || there === undefined) return null;
    return Math.abs(here - (polarity === 'same' ? there : PRICE_SCALE - there));
  }
}
