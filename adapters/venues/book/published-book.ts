import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { Book } from './book.js';

/** Where a book stands: nothing known yet, trustworthy, or cut off from its stream. */
export type BookStatus = 'waiting' | 'live' | 'broken';

export interface PublishedBookOptions {
  /** Levels a side in a price update. */
  readonly depth: number;
  /** How long a book must stay crossed before it is told as it is, ms: shorter moments are updates on their way. */
  readonly crossedSettleMs: number;
  /** How long a book may stay crossed before it counts as corrupt, ms. */
  readonly crossedGraceMs: number;
  /** The epoch before the first interruption. */
  readonly firstEpoch: number;
  readonly publish: (update: PriceUpdate) => void;
  /** A book stayed crossed for longer than the grace time. The owner breaks it and asks the venue for a new one. */
  readonly stayedCrossed: (book: PublishedBook) => void;
}

/** Real streams cross for about a millisecond; nobody's update is on its way for a hundred. */
export const CROSSED_SETTLE_MS = 100;

const NO_LEVELS: readonly Level[] = [];

const sameLevels = (a: readonly Level[], b: readonly Level[]): boolean =>
  a.length === b.length && a.every((level, index) => level[0] === b[index]?.[0] && level[1] === b[index]?.[1]);

/**
 * A book and the price updates that tell about it. Publishes only when a top level changed, reuses the list of the
 * side that did not, and keeps a crossed moment to itself: to a reader it would look like free money that is not there.
 * A crossing that lasts is told: both sides do rest there, and whoever takes them gets YES and NO for less than a dollar.
 */
export class PublishedBook {
  readonly market: MarketId;
  readonly book = new Book();
  readonly #options: PublishedBookOptions;
  readonly #clock: Clock;
  readonly #depth: number;
  #status: BookStatus = 'waiting';
  #epoch: number;
  #sequence = 0;
  #bids: readonly Level[] = NO_LEVELS;
  #asks: readonly Level[] = NO_LEVELS;
  /** Sides that changed while the book was crossed and still have to be told. */
  #bidsDue = false;
  #asksDue = false;
  #crossedTimer: Cancel | null = null;
  /** The present crossing has lasted long enough to be told. */
  #crossingTold = false;
  #venueTime: number | null = null;
  #receivedAt = 0;

  constructor(market: MarketId, clock: Clock, options: PublishedBookOptions) {
    this.market = market;
    this.#clock = clock;
    this.#options = options;
    this.#depth = options.depth;
    this.#epoch = options.firstEpoch;
  }

  get status(): BookStatus {
    return this.#status;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Whether the book is in a crossed moment. */
  get crossed(): boolean {
    return this.#crossedTimer !== null;
  }

  /** After the whole book was replaced by a snapshot: live from here on. Says nothing when it was live and is the same. */
  replaced(venueTime: number | null, receivedAt: number): void {
    const wasLive = this.#status === 'live';
    this.#status = 'live';
    if (!wasLive || !sameLevels(this.#bids, this.book.bids.top(this.#depth))) this.#bidsDue = true;
    if (!wasLive || !sameLevels(this.#asks, this.book.asks.top(this.#depth))) this.#asksDue = true;
    this.#changed(venueTime, receivedAt);
  }

  /** After a bid changed; `position` is the ladder's answer, the number of better levels. */
  bidChanged(position: number, venueTime: number | null, receivedAt: number): void {
    if (position < this.#depth) this.#bidsDue = true;
    this.#changed(venueTime, receivedAt);
  }

  /** After an ask changed; `position` is the ladder's answer, the number of better levels. */
  askChanged(position: number, venueTime: number | null, receivedAt: number): void {
    if (position < this.#depth) this.#asksDue = true;
    this.#changed(venueTime, receivedAt);
  }

  /** Marks a side whose change is told with the next `flush`: one frame may change several levels. */
  stage(side: 'bids' | 'asks', position: number): void {
    if (position >= this.#depth) return;
    if (side === 'bids') this.#bidsDue = true;
    else this.#asksDue = true;
  }

  /** Tells what was staged. */
  flush(venueTime: number | null, receivedAt: number): void {
    this.#changed(venueTime, receivedAt);
  }

  /** The stream was interrupted: empties the book, starts a new epoch and says so. Once per interruption. */
  break(receivedAt: number): void {
    if (this.#status === 'broken') return;
    const told = this.#status === 'live';
    this.#uncross();
    this.#status = 'broken';
    this.#epoch++;
    this.#sequence = 0;
    this.book.clear();
    this.#bids = NO_LEVELS;
    this.#asks = NO_LEVELS;
    this.#bidsDue = false;
    this.#asksDue = false;
    if (told) this.#publish('broken', null, receivedAt);
  }

  /** Drops its timer; for a book that is no longer followed. */
  close(): void {
    this.#uncross();
  }

  #changed(venueTime: number | null, receivedAt: number): void {
    this.#sequence++;
    this.#venueTime = venueTime;
    this.#receivedAt = receivedAt;
    if (this.book.crossed) {
      if (this.#crossedTimer === null) this.#awaitUncrossing();
      if (!this.#crossingTold) return;
    } else if (this.#crossedTimer !== null) {
      this.#uncross();
    }
    this.#tell();
  }

  #tell(): void {
    if (!this.#bidsDue && !this.#asksDue) return;
    if (this.#bidsDue) {
      this.#bids = this.book.bids.top(this.#depth);
      this.#bidsDue = false;
    }
    if (this.#asksDue) {
      this.#asks = this.book.asks.top(this.#depth);
      this.#asksDue = false;
    }
    this.#publish('live', this.#venueTime, this.#receivedAt);
  }

  #awaitUncrossing(): void {
    const { crossedSettleMs, crossedGraceMs } = this.#options;
    this.#crossedTimer = this.#clock.after(crossedSettleMs, () => {
      this.#crossingTold = true;
      this.#crossedTimer = this.#clock.after(crossedGraceMs - crossedSettleMs, () => {
        this.#crossedTimer = null;
        this.#options.stayedCrossed(this);
      });
      this.#tell();
    });
  }

  #publish(status: 'live' | 'broken', venueTime: number | null, receivedAt: number): void {
    this.#options.publish({
      market: this.market,
      epoch: this.#epoch,
      sequence: this.#sequence,
      status,
      bids: this.#bids,
      asks: this.#asks,
      venueTime,
      receivedAt,
    });
  }

  #uncross(): void {
    this.#crossedTimer?.();
    this.#crossedTimer = null;
    this.#crossingTold = false;
  }
}
