import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Level } from '@pm-arbitrage/core/domain/price-update.js';
import { PRICE_SCALE, type Price } from '@pm-arbitrage/core/money/money.js';
import type { MarketDataSink } from '@pm-arbitrage/core/ports/market-data.js';
import { BELOW_ZERO } from '../book/ladder.js';
import { CROSSED_SETTLE_MS, PublishedBook, type PublishedBookOptions } from '../book/published-book.js';
import { decodeKalshiFrame } from './decode-frame.js';
import { DeltaScanner } from './delta-scanner.js';
import type { DeltaFrame, KalshiFrame, SnapshotFrame, TradeFrame } from './frame.js';
import { SequenceTracker } from './sequence-tracker.js';

/** Why books of a subscription have to be asked for again. */
export type ResyncReason = 'gap' | 'crossed' | 'corrupt';

export interface KalshiBooksOptions {
  /** Levels a side in a price update. Default 10. */
  readonly depth?: number;
  /** How long a book may stay crossed, ms. Default 2,000: real streams cross for about a millisecond. */
  readonly crossedGraceMs?: number;
  /** Epoch of books before their first interruption; give a restarted process a higher one. Default 1. */
  readonly firstEpoch?: number;
  /**
   * What a jump of `seq` means. `break`: a lost frame, the books of that sid are void until new snapshots. `report`:
   * counted only, for recordings of one market that were cut out of a wider subscription. Default `break`.
   */
  readonly gaps?: 'break' | 'report';
  /** Whether a market is followed: what still arrives for one that was dropped must not revive it. Default: all are. */
  readonly follows?: (ticker: string) => boolean;
  /** These books were broken and need snapshots. */
  readonly needsSnapshots?: (sid: number, tickers: readonly string[], reason: ResyncReason) => void;
  /** Every frame that is not a book change or a trade: acknowledgements, errors, lifecycle, tickers. */
  readonly other?: (frame: KalshiFrame, receivedAt: number) => void;
}

/** Counts since construction. */
export interface BooksStatistics {
  frames: number;
  refused: number;
  gaps: number;
  interruptions: number;
  /** Unix ms of the last book or trade frame; null before the first. */
  lastDataAt: number | null;
}

interface MarketState {
  readonly ticker: string;
  readonly published: PublishedBook;
  sid: number;
  /** Deltas that came while the book waited for its snapshot. */
  held: DeltaFrame[];
}

/** Deltas held for one market that waits for its snapshot; beyond it the snapshot is late enough to ask again. */
const MAX_HELD = 20_000;

/**
 * The pure half of the Kalshi feed: frames in, sink calls out, no socket. Live feeds and replays share it. Keeps every
 * market's book in YES terms, checks the sequence of each subscription, and voids what a lost frame may have touched.
 */
export class KalshiBooks {
  readonly statistics: BooksStatistics = {
    frames: 0,
    refused: 0,
    gaps: 0,
    interruptions: 0,
    lastDataAt: null,
  };
  readonly #sink: MarketDataSink;
  readonly #clock: Clock;
  readonly #options: KalshiBooksOptions;
  readonly #bookOptions: PublishedBookOptions;
  readonly #breakOnGap: boolean;
  readonly #markets = new Map<string, MarketState>();
  readonly #sequences = new SequenceTracker();
  readonly #scanner = new DeltaScanner();
  /** Frames come in runs of one market; this saves the map lookup. */
  #last: MarketState | null = null;

  constructor(sink: MarketDataSink, clock: Clock, options: KalshiBooksOptions = {}) {
    this.#sink = sink;
    this.#clock = clock;
    this.#options = options;
    this.#breakOnGap = options.gaps !== 'report';
    this.#bookOptions = {
      depth: options.depth ?? 10,
      crossedSettleMs: CROSSED_SETTLE_MS,
      crossedGraceMs: options.crossedGraceMs ?? 2_000,
      firstEpoch: options.firstEpoch ?? 1,
      publish: (update) => sink.price(update),
      stayedCrossed: (published) => this.#stayedCrossed(published),
    };
  }

  /**
   * Takes one frame, as text or already parsed.
   * @param receivedAt when the socket gave it, Unix ms.
   */
  frame(input: unknown, receivedAt: number): void {
    this.statistics.frames++;
    if (typeof input === 'string') {
      const delta = this.#scanner;
      if (delta.scan(input)) {
        this.#delta(
          delta.sid,
          delta.seq,
          delta.ticker,
          delta.side === 'yes',
          delta.price,
          delta.change,
          delta.venueTime,
          receivedAt,
        );
        return;
      }
    }
    this.decoded(decodeKalshiFrame(input), receivedAt);
  }

  /** Takes one frame that `decodeKalshiFrame` made. */
  decoded(frame: KalshiFrame, receivedAt: number): void {
    switch (frame.kind) {
      case 'delta':
        this.#delta(
          frame.sid,
          frame.seq,
          frame.ticker,
          frame.side === 'yes',
          frame.price,
          frame.change,
          frame.venueTime,
          receivedAt,
        );
        return;
      case 'snapshot':
        this.#snapshot(frame, receivedAt);
        return;
      case 'trade':
        if (frame.seq !== null) this.#step(frame.sid, frame.seq, receivedAt);
        this.#trade(frame, receivedAt);
        return;
      case 'subscribed':
        this.#sequences.forget(frame.sid);
        break;
      case 'ticker':
        break;
      default:
        if (frame.sid !== null && frame.seq !== null) this.#step(frame.sid, frame.seq, receivedAt);
        if (frame.kind === 'invalid' || frame.kind === 'old-schema') {
          this.#refuse(frame.kind === 'invalid' ? 'malformed' : 'old-schema', frame.reason);
          const state = frame.ticker === null ? undefined : this.#markets.get(frame.ticker);
          // What a book frame would have changed is unknown now, and without a ticker even in which market.
          if (frame.type?.startsWith('orderbook')) {
            if (state) this.#corrupt(state, receivedAt);
            else if (frame.ticker === null && frame.sid !== null) this.#gap(frame.sid, frame.seq ?? -1, receivedAt);
          }
        } else if (frame.kind === 'unknown') {
          this.#refuse('unknown-type', `ignored a frame of the unknown type "${frame.type}"`);
        }
    }
    this.#options.other?.(frame, receivedAt);
  }

  /** A whole book from REST, both sides on their own leg. The place in the stream is not known, so held deltas go. */
  restSnapshot(ticker: string, yes: readonly Level[], no: readonly Level[], receivedAt: number): void {
    this.statistics.lastDataAt = receivedAt;
    const state = this.#state(ticker);
    state.held = [];
    this.#fill(state, yes, no);
    state.published.replaced(null, receivedAt);
  }

  /** The socket is gone: every book is void until its snapshot on the next connection. */
  connectionLost(): void {
    this.statistics.interruptions++;
    this.#sequences.clear();
    for (const state of this.#markets.values()) this.#break(state, this.#clock.now());
  }

  /** A subscription is dead or suspect: its books are void until their snapshots. */
  breakAll(tickers: Iterable<string>, receivedAt: number): void {
    for (const ticker of tickers) {
      const state = this.#markets.get(ticker);
      if (state) this.#break(state, receivedAt);
    }
  }

  /** Stops following a market; its book is void. */
  drop(ticker: string): void {
    const state = this.#markets.get(ticker);
    if (!state) return;
    state.published.break(this.#clock.now());
    state.published.close();
    this.#markets.delete(ticker);
    this.#last = null;
  }

  /** Whether the book of a market can be trusted now. */
  isLive(ticker: string): boolean {
    return this.#markets.get(ticker)?.published.status === 'live';
  }

  /** A market's book; undefined when none was ever seen. For checks and decoding, not for changing. */
  published(ticker: string): PublishedBook | undefined {
    return this.#markets.get(ticker)?.published;
  }

  tickers(): IterableIterator<string> {
    return this.#markets.keys();
  }

  /** How many books there are, and how many of them cannot be trusted now. */
  count(): { readonly books: number; readonly broken: number } {
    let broken = 0;
    for (const { published } of this.#markets.values()) if (published.status !== 'live') broken++;
    return { books: this.#markets.size, broken };
  }

  #delta(
    sid: number,
    seq: number,
    ticker: string,
    yes: boolean,
    price: Price,
    change: number,
    venueTime: number | null,
    receivedAt: number,
  ): void {
    this.statistics.lastDataAt = receivedAt;
    if (this.#sequences.step(sid, seq) === 'jump') this.#gap(sid, seq, receivedAt);
    let state = this.#last;
    if (state === null || state.ticker !== ticker) {
      const known = this.#markets.get(ticker);
      // A stream begins with a snapshot: a change before it belongs to a market that was dropped or cut out.
      if (known === undefined) return;
      state = known;
      this.#last = state;
    }
    const published = state.published;
    if (published.status !== 'live') {
      this.#hold(
        state,
        { kind: 'delta', sid, seq, ticker, side: yes ? 'yes' : 'no', price, change, venueTime },
        receivedAt,
      );
      return;
    }
    if (yes) {
      const position = published.book.bids.add(price, change);
      if (position >= 0) published.bidChanged(position, venueTime, receivedAt);
      else if (position === BELOW_ZERO) this.#belowZero(state, sid, price, receivedAt);
    } else {
      const position = published.book.asks.add((PRICE_SCALE - price) as Price, change);
      if (position >= 0) published.askChanged(position, venueTime, receivedAt);
      else if (position === BELOW_ZERO) this.#belowZero(state, sid, price, receivedAt);
    }
  }

  #snapshot(frame: SnapshotFrame, receivedAt: number): void {
    const last = this.#sequences.last(frame.sid);
    // An answer to get_snapshot is documented to take the next number only by inference: an older one is no gap.
    const outOfBand = frame.id !== null && last !== null && frame.seq <= last;
    if (!outOfBand) this.#step(frame.sid, frame.seq, receivedAt);
    this.statistics.lastDataAt = receivedAt;
    if (this.#options.follows?.(frame.ticker) === false) return;
    const state = this.#state(frame.ticker);
    state.sid = frame.sid;
    this.#fill(state, frame.yes, frame.no);
    const held = state.held;
    state.held = [];
    for (const delta of held) {
      if (delta.sid !== frame.sid || delta.seq <= frame.seq) continue;
      const { book } = state.published;
      const position =
        delta.side === 'yes'
          ? book.bids.add(delta.price, delta.change)
          : book.asks.add((PRICE_SCALE - delta.price) as Price, delta.change);
      if (position === BELOW_ZERO) {
        this.#belowZero(state, frame.sid, delta.price, receivedAt);
        return;
      }
    }
    state.published.replaced(frame.venueTime, receivedAt);
  }

  #trade(frame: TradeFrame, receivedAt: number): void {
    this.statistics.lastDataAt = receivedAt;
    this.#sink.print({
      market: marketId('kalshi', frame.ticker),
      tradeId: frame.tradeId,
      price: frame.price,
      quantity: frame.quantity,
      taker: frame.taker === 'yes' ? 'buy' : 'sell',
      venueTime: frame.venueTime,
      receivedAt,
    });
  }

  #fill(state: MarketState, yes: readonly Level[], no: readonly Level[]): void {
    const { bids, asks } = state.published.book;
    bids.replace(yes);
    asks.clear();
    for (const [price, quantity] of no) asks.set((PRICE_SCALE - price) as Price, quantity);
  }

  #step(sid: number, seq: number, receivedAt: number): void {
    if (this.#sequences.step(sid, seq) === 'jump') this.#gap(sid, seq, receivedAt);
  }

  #gap(sid: number, seq: number, receivedAt: number): void {
    this.statistics.gaps++;
    this.#sink.refused({
      kind: 'gap',
      message: `the sequence of subscription ${sid} jumped to ${seq}`,
    });
    if (!this.#breakOnGap) return;
    const lost: string[] = [];
    for (const state of this.#markets.values()) {
      if (state.sid !== sid) continue;
      this.#break(state, receivedAt);
      lost.push(state.ticker);
    }
    if (lost.length === 0) return;
    this.statistics.interruptions++;
    this.#options.needsSnapshots?.(sid, lost, 'gap');
  }

  #hold(state: MarketState, delta: DeltaFrame, receivedAt: number): void {
    state.sid = delta.sid;
    if (state.held.push(delta) <= MAX_HELD) return;
    state.held = [];
    this.#refuse('stale', `${state.ticker} still waits for its snapshot after ${MAX_HELD} changes`);
    this.#options.needsSnapshots?.(delta.sid, [state.ticker], 'corrupt');
    state.published.break(receivedAt);
  }

  #belowZero(state: MarketState, sid: number, price: Price, receivedAt: number): void {
    this.#refuse('corrupt', `${state.ticker} lost more at ${price} of 10,000 than was there (subscription ${sid})`);
    if (this.#breakOnGap) this.#corrupt(state, receivedAt);
  }

  #stayedCrossed(published: PublishedBook): void {
    for (const state of this.#markets.values()) {
      if (state.published !== published) continue;
      this.#refuse('crossed', `${state.ticker} stayed crossed; its book is asked for again`);
      this.#break(state, this.#clock.now());
      this.#options.needsSnapshots?.(state.sid, [state.ticker], 'crossed');
      return;
    }
  }

  #corrupt(state: MarketState, receivedAt: number): void {
    if (!this.#break(state, receivedAt)) return;
    this.#options.needsSnapshots?.(state.sid, [state.ticker], 'corrupt');
  }

  /** @returns whether the book was not broken already. */
  #break(state: MarketState, receivedAt: number): boolean {
    const fresh = state.published.status !== 'broken';
    state.held = [];
    state.published.break(receivedAt);
    return fresh;
  }

  #state(ticker: string): MarketState {
    let state = this.#markets.get(ticker);
    if (!state) {
      const published = new PublishedBook(marketId('kalshi', ticker), this.#clock, this.#bookOptions);
      state = { ticker, published, sid: -1, held: [] };
      this.#markets.set(ticker, state);
    }
    return state;
  }

  #refuse(kind: string, message: string): void {
    this.statistics.refused++;
    this.#sink.refused({ kind, message });
  }
}
