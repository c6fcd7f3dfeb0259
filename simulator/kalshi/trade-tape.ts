import type { LiveMarket } from '../engine/live-market.js';
import type { Trade } from '../engine/market-event.js';
import { contracts, dollars, rfc3339 } from './fixed-point.js';

const KEPT_TRADES = 20_000;

export interface TapeEntry {
  readonly ticker: string;
  readonly trade: Trade;
}

/** The most recent public trades, oldest first. */
export class TradeTape {
  #entries: TapeEntry[] = [];

  record(market: LiveMarket, trade: Trade): void {
    if (market.listing.venue !== 'kalshi') return;
    this.#entries.push({ ticker: market.listing.kalshi.ticker, trade });
    if (this.#entries.length > 2 * KEPT_TRADES) this.#entries = this.#entries.slice(-KEPT_TRADES);
  }

  *newestFirst(): Generator<TapeEntry> {
    for (let index = this.#entries.length - 1; index >= 0; index--) yield this.#entries[index] as TapeEntry;
  }
}

/** Public trade of reference §7.5. */
export function tradeJson({ ticker, trade }: TapeEntry) {
  const side = trade.takerSide === 'bid' ? 'yes' : 'no';
  return {
    trade_id: trade.id,
    ticker,
    count_fp: contracts(trade.quantity),
    yes_price_dollars: dollars(trade.price),
    no_price_dollars: dollars(10_000 - trade.price),
    taker_outcome_side: side,
    taker_book_side: trade.takerSide,
    taker_side: side,
    created_time: rfc3339(trade.at),
    is_block_trade: false,
  };
}
