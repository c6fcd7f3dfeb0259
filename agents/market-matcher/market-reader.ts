import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { listingPrint } from './listing-print.js';
import { listingOfMarket } from './offline/listing-of-market.js';
import { readQuestion } from './reading/read-question.js';
import type { SettlementSide } from './settlement/settlement-side.js';

/** A market as it was read. */
export interface ReadMarket extends SettlementSide {
  readonly rulesHash: string;
  /** Of everything that a judgement rests on. */
  readonly print: string;
}

/** A market with what was read of it; null: it can no longer be traded. */
export interface Reading {
  readonly market: Market;
  readonly read: ReadMarket | null;
}

const ENDED: ReadonlySet<Market['status']> = new Set(['closed', 'determined', 'resolved']);

/** Reads the markets that are listed, one after another: a whole listing that comes at once waits in line. */
export class MarketReader {
  readonly #read = new Map<MarketId, ReadMarket>();
  readonly #waiting = new Map<MarketId, Market>();

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes a market as it is listed now. */
  take(market: Market): void {
    this.#waiting.set(market.id, market);
  }

  /** Reads the market that waits longest; null when none waits. */
  next(): Reading | null {
    const [id] = this.#waiting.keys();
    return id === undefined ? null : this.read(id);
  }

  /** Reads a market out of turn; null when it does not wait. What says the same as before is the same object. */
  read(id: MarketId): Reading | null {
    const market = this.#waiting.get(id);
    if (market === undefined) return null;
    const { status, rulesHash } = market;
    this.#waiting.delete(id);
    if (ENDED.has(status)) {
      this.#read.delete(id);
      return { market, read: null };
    }
    const listing = listingOfMarket(market);
    const print = listingPrint(listing);
    const before = this.#read.get(id);
    if (before?.print === print) return { market, read: before };
    const read = { listing, question: readQuestion(listing), rulesHash, print };
    this.#read.set(id, read);
    return { market, read };
  }
}
