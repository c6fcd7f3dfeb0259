import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Level } from '@pm-arbitrage/core/domain/price-update.js';
import { PRICE_SCALE, type Price, type Quantity } from '@pm-arbitrage/core/money/money.js';
import type { MarketDataSink } from '@pm-arbitrage/core/ports/market-data.js';
import type { Ladder } from '../book/ladder.js';
import { CROSSED_SETTLE_MS, PublishedBook, type PublishedBookOptions } from '../book/published-book.js';
import type { BooksStatistics } from '../kalshi/kalshi-books.js';
import { decodePolymarketFrame } from './decode-frame.js';
import type { BookEvent, LevelChange, PolymarketEvent, PriceChangeEvent, TouchEvent, TradeEvent } from './frame.js';

export interface PolymarketBooksOptions {
  /** Levels a side in a price update. Default 10. */
  readonly depth?: number;
  /** How long a book may stay crossed, ms. Default 2,000. */
  readonly crossedGraceMs?: number;
  /** How long our touch may differ from the venue's, ms: they differ for a moment right after updates. Default 1,000. */
  readonly touchGraceMs?: number;
  /** Epoch of books before their first interruption. Default 1. */
  readonly firstEpoch?: number;
  /** Follow tokens that `track` did not name, each as a market of its own under its token id. For recordings. */
  readonly untracked?: 'ignore' | 'by-token';
  /** A book was broken and needs a snapshot. */
  readonly needsSnapshot?: (conditionId: string, reason: 'crossed' | 'touch' | 'corrupt') => void;
  /** Every event that is not a book change or a trade: listings, resolutions, tick changes, pongs, refusals. */
  readonly other?: (event: PolymarketEvent, receivedAt: number) => void;
}

/** The two tokens of a market. */
export interface TokenPair {
  /** The market's native id. */
  readonly conditionId: string;
  readonly yesToken: string;
  readonly noToken: string;
}

interface MarketState extends TokenPair {
  readonly published: PublishedBook;
  /** The venue's time of the last snapshot; changes before it are in it already. */
  snapshotTime: number;
  touchTimer: Cancel | null;
  lastPrint: { token: string; time: number; price: number; size: number } | null;
}

interface TokenState {
  readonly market: MarketState;
  readonly yes: boolean;
}

/**
 * The pure half of the Polymarket feed: frames in, sink calls out, no socket. A market's two tokens share one book
 * (a YES bid at p is a NO ask at 1 − p), so it is kept once, in YES terms; sizes are absolute, changes are applied in
 * the order of arrival (reference polymarket.md §10).
 */
export class PolymarketBooks {
  readonly statistics: BooksStatistics = {
    frames: 0,
    refused: 0,
    gaps: 0,
    interruptions: 0,
    lastDataAt: null,
  };
  readonly #sink: MarketDataSink;
  readonly #clock: Clock;
  readonly #options: PolymarketBooksOptions;
  readonly #bookOptions: PublishedBookOptions;
  readonly #touchGraceMs: number;
  readonly #markets = new Map<string, MarketState>();
  readonly #tokens = new Map<string, TokenState>();

  constructor(sink: MarketDataSink, clock: Clock, options: PolymarketBooksOptions = {}) {
    this.#sink = sink;
    this.#clock = clock;
    this.#options = options;
    this.#touchGraceMs = options.touchGraceMs ?? 1_000;
    this.#bookOptions = {
      depth: options.depth ?? 10,
      crossedSettleMs: CROSSED_SETTLE_MS,
      crossedGraceMs: options.crossedGraceMs ?? 2_000,
      firstEpoch: options.firstEpoch ?? 1,
      publish: (update) => sink.price(update),
      stayedCrossed: (published) => this.#stayedCrossed(published),
    };
  }

  /** Follows a market. Its book is published from its first snapshot on. */
  track(pair: TokenPair): void {
    if (this.#markets.has(pair.conditionId)) return;
    const published = new PublishedBook(marketId('polymarket', pair.conditionId), this.#clock, this.#bookOptions);
    const market: MarketState = {
      ...pair,
      published,
      snapshotTime: 0,
      touchTimer: null,
      lastPrint: null,
    };
    this.#markets.set(pair.conditionId, market);
    this.#tokens.set(pair.yesToken, { market, yes: true });
    if (pair.noToken !== '') this.#tokens.set(pair.noToken, { market, yes: false });
  }

  /** Stops following a market; its book is void. */
  drop(conditionId: string): void {
    const market = this.#markets.get(conditionId);
    if (!market) return;
    this.#break(market, this.#clock.now());
    market.published.close();
    this.#markets.delete(conditionId);
    this.#tokens.delete(market.yesToken);
    this.#tokens.delete(market.noToken);
  }

  /** Takes one frame, as text or already parsed. @param receivedAt when the socket gave it, Unix ms. */
  frame(input: unknown, receivedAt: number): void {
    this.statistics.frames++;
    for (const event of decodePolymarketFrame(input)) this.decoded(event, receivedAt);
  }

  /** Takes one event that `decodePolymarketFrame` made. */
  decoded(event: PolymarketEvent, receivedAt: number): void {
    switch (event.kind) {
      case 'book':
        this.#snapshot(event, receivedAt);
        return;
      case 'price_change':
        this.#priceChange(event, receivedAt);
        return;
      case 'last_trade_price':
        this.#trade(event, receivedAt);
        return;
      case 'best_bid_ask':
        this.#touch(event, receivedAt);
        break;
      case 'invalid':
      case 'old-schema': {
        this.#refuse(event.kind === 'invalid' ? 'malformed' : 'old-schema', event.reason);
        const market = event.market === null ? undefined : this.#markets.get(event.market);
        if (market && (event.type === 'book' || event.type === 'price_change'))
          this.#corrupt(market, 'corrupt', receivedAt);
        break;
      }
      case 'unknown':
        this.#refuse('unknown-type', `ignored an event of the unknown type "${event.type}"`);
        break;
      default:
    }
    this.#options.other?.(event, receivedAt);
  }

  /** The connection behind these markets is gone, all of them when none are named: void until their next snapshots. */
  connectionLost(conditionIds: Iterable<string> = this.#markets.keys()): void {
    this.statistics.interruptions++;
    const now = this.#clock.now();
    for (const id of conditionIds) {
      const market = this.#markets.get(id);
      if (market) this.#break(market, now);
    }
  }

  /** Voids one book, so that the next snapshot starts a new epoch. */
  breakBook(conditionId: string): void {
    const market = this.#markets.get(conditionId);
    if (market) this.#break(market, this.#clock.now());
  }

  isLive(conditionId: string): boolean {
    return this.#markets.get(conditionId)?.published.status === 'live';
  }

  /** A market's book; undefined when it is not followed. For checks and decoding, not for changing. */
  published(conditionId: string): PublishedBook | undefined {
    return this.#markets.get(conditionId)?.published;
  }

  conditionIds(): IterableIterator<string> {
    return this.#markets.keys();
  }

  /** The market a token belongs to; undefined when it is not followed. */
  pairOf(token: string): TokenPair | undefined {
    return this.#tokens.get(token)?.market;
  }

  /** The tokens of a market; undefined when it is not followed. */
  tokensOf(conditionId: string): TokenPair | undefined {
    return this.#markets.get(conditionId);
  }

  /** How many books there are, and how many of them cannot be trusted now. */
  count(): { readonly books: number; readonly broken: number } {
    let broken = 0;
    for (const { published } of this.#markets.values()) if (published.status !== 'live') broken++;
    return { books: this.#markets.size, broken };
  }

  #snapshot(event: BookEvent, receivedAt: number): void {
    this.statistics.lastDataAt = receivedAt;
    const state = this.#token(event.token);
    if (!state) return;
    const { market, yes } = state;
    const live = market.published.status === 'live';
    // Both tokens' books come; the NO one says the same, so it only helps while the YES one is missing.
    if (live && (!yes || event.time < market.snapshotTime)) return;
    const { bids, asks } = market.published.book;
    bids.replace(yes ? event.bids : mirrored(event.asks));
    asks.replace(yes ? event.asks : mirrored(event.bids));
    market.snapshotTime = event.time;
    this.#settleTouch(market);
    market.published.replaced(event.time, receivedAt);
  }

  #priceChange(event: PriceChangeEvent, receivedAt: number): void {
    this.statistics.lastDataAt = receivedAt;
    const changes = event.changes;
    for (let index = 0; index < changes.length; index++) {
      const change = changes[index] as LevelChange;
      const state = this.#token(change.token);
      if (!state) continue;
      const { market, yes } = state;
      const { published } = market;
      if (published.status !== 'live' || event.time < market.snapshotTime) continue;
      if (yes) this.#apply(published, change.side, change.price, change.size);
      else if (!hasMirror(changes, change, market.yesToken)) {
        this.#apply(
          published,
          change.side === 'bids' ? 'asks' : 'bids',
          (PRICE_SCALE - change.price) as Price,
          change.size,
        );
      }
      // One update per market and frame, after its last change in it.
      if (!laterChange(changes, index, market)) {
        published.flush(event.time, receivedAt);
        this.#compareTouch(market, change, yes);
      }
    }
  }

  #apply(published: PublishedBook, side: 'bids' | 'asks', price: Price, size: Quantity): void {
    const ladder: Ladder = published.book[side];
    const position = ladder.set(price, size);
    if (position >= 0) published.stage(side, position);
  }

  #trade(event: TradeEvent, receivedAt: number): void {
    this.statistics.lastDataAt = receivedAt;
    const state = this.#token(event.token);
    if (!state) return;
    const { market, yes } = state;
    const price = (yes ? event.price : PRICE_SCALE - event.price) as Price;
    // A match of two buyers is told once per token; it is one trade.
    const last = market.lastPrint;
    const twin =
      last !== null &&
      last.token !== event.token &&
      last.time === event.time &&
      last.price === price &&
      last.size === event.size;
    market.lastPrint = twin ? null : { token: event.token, time: event.time, price, size: event.size };
    if (twin) return;
    this.#sink.print({
      market: market.published.market,
      tradeId: [event.transaction, event.token.slice(-12), event.time, event.price, event.size].join(':'),
      price,
      quantity: event.size,
      taker: yes === (event.side === 'buy') ? 'buy' : 'sell',
      venueTime: event.time,
      receivedAt,
    });
  }

  #touch(event: TouchEvent, receivedAt: number): void {
    const state = this.#token(event.token);
    this.statistics.lastDataAt = receivedAt;
    if (!state?.yes) return;
    this.#compare(state.market, event.bestBid, event.bestAsk);
  }

  /** Compares our touch with the one a change carries, in YES terms. */
  #compareTouch(market: MarketState, change: LevelChange, yes: boolean): void {
    if (yes) this.#compare(market, change.bestBid, change.bestAsk);
    else this.#compare(market, mirroredTouch(change.bestAsk), mirroredTouch(change.bestBid));
  }

  #compare(market: MarketState, bestBid: Price | null | undefined, bestAsk: Price | null | undefined): void {
    const { book, status } = market.published;
    if (status !== 'live') return;
    const same =
      (bestBid === undefined || (bestBid ?? undefined) === book.bids.best) &&
      (bestAsk === undefined || (bestAsk ?? undefined) === book.asks.best);
    if (same) {
      this.#settleTouch(market);
      return;
    }
    market.touchTimer ??= this.#clock.after(this.#touchGraceMs, () => {
      market.touchTimer = null;
      this.#refuse(
        'touch',
        `the best prices of ${market.conditionId} stayed different from the venue's; its book is asked for again`,
      );
      this.#corrupt(market, 'touch', this.#clock.now());
    });
  }

  #settleTouch(market: MarketState): void {
    market.touchTimer?.();
    market.touchTimer = null;
  }

  #stayedCrossed(published: PublishedBook): void {
    for (const market of this.#markets.values()) {
      if (market.published !== published) continue;
      this.#refuse('crossed', `${market.conditionId} stayed crossed; its book is asked for again`);
      this.#corrupt(market, 'crossed', this.#clock.now());
      return;
    }
  }

  #corrupt(market: MarketState, reason: 'crossed' | 'touch' | 'corrupt', receivedAt: number): void {
    if (market.published.status === 'broken') return;
    this.#break(market, receivedAt);
    this.#options.needsSnapshot?.(market.conditionId, reason);
  }

  #break(market: MarketState, receivedAt: number): void {
    this.#settleTouch(market);
    market.snapshotTime = 0;
    market.published.break(receivedAt);
  }

  #token(token: string): TokenState | undefined {
    const known = this.#tokens.get(token);
    if (known !== undefined || this.#options.untracked !== 'by-token') return known;
    this.track({ conditionId: token, yesToken: token, noToken: '' });
    return this.#tokens.get(token);
  }

  #refuse(kind: string, message: string): void {
    this.statistics.refused++;
    this.#sink.refused({ kind, message });
  }
}

const mirrored = (levels: readonly Level[]): Level[] =>
  levels.map(([price, size]) => [(PRICE_SCALE - price) as Price, size]);

const mirroredTouch = (touch: Price | null | undefined): Price | null | undefined =>
  typeof touch === 'number' ? ((PRICE_SCALE - touch) as Price) : touch;

/** Whether the frame tells the same change of the shared book for the YES token too. */
function hasMirror(changes: readonly LevelChange[], change: LevelChange, yesToken: string): boolean {
  for (const other of changes) {
    if (other.token === yesToken && other.price + change.price === PRICE_SCALE && other.side !== change.side)
      return true;
  }
  return false;
}

function laterChange(changes: readonly LevelChange[], index: number, market: TokenPair): boolean {
  for (let later = index + 1; later < changes.length; later++) {
    const { token } = changes[later] as LevelChange;
    if (token === market.yesToken || token === market.noToken) return true;
  }
  return false;
}
