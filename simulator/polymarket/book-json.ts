import { createHash } from 'node:crypto';
import type { LiveMarket } from '../engine/live-market.js';
import type { PolymarketListing } from '../world/polymarket-listing.js';
import { priceText, sizeText } from './decimal-text.js';
import { MINIMUM_ORDER_SHARES } from './gamma-json.js';

interface WireLevel {
  readonly price: string;
  readonly size: string;
}

export interface BookJson {
  readonly market: string;
  readonly asset_id: string;
  readonly timestamp: string;
  readonly hash: string;
  /** Ascending, the best last. */
  readonly bids: readonly WireLevel[];
  /** Descending, the best last. */
  readonly asks: readonly WireLevel[];
  readonly min_order_size: string;
  readonly tick_size: string;
  readonly neg_risk: boolean;
  readonly last_trade_price: string;
  /** Only in books of the second generation. */
  readonly version?: 'v2';
}

/** The book of one token (reference §4.1); the NO token shows the market's one book mirrored. */
export function bookJson(listing: PolymarketListing, live: LiveMarket | undefined, side: 0 | 1): BookJson {
  const bids = live?.book.bids.levels ?? [];
  const asks = live?.book.asks.levels ?? [];
  const level = ({ price, size }: { price: number; size: number }): WireLevel => ({
    price: priceText(side === 0 ? price : 10_000 - price),
    size: sizeText(size),
  });
  const last = live?.lastTrade?.price;
  return withHash({
    market: listing.conditionId,
    asset_id: listing.tokens[side],
    timestamp: String(live?.changedAt ?? 0),
    hash: '',
    bids: (side === 0 ? bids : asks).map(level).reverse(),
    asks: (side === 0 ? asks : bids).map(level).reverse(),
    min_order_size: String(MINIMUM_ORDER_SHARES),
    tick_size: priceText(live?.tick ?? listing.tick),
    neg_risk: listing.negRisk,
    last_trade_price: last === undefined ? '' : priceText(side === 0 ? last : 10_000 - last),
    ...(listing.version === 'v2' ? { version: listing.version } : {}),
  });
}

/** Fills in the hash: SHA-1 of the compact JSON with keys in the order above and `hash` empty. */
export function withHash(book: BookJson): BookJson {
  const hash = createHash('sha1')
    .update(JSON.stringify({ ...book, hash: '' }))
    .digest('hex');
  return { ...book, hash };
}
