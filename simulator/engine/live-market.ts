import {
  addQuantity,
  price,
  type Price,
  type Quantity,
  quantity,
  ZERO_QUANTITY,
} from '@pm-arbitrage/core/money/money.js';
import { uuidOf } from '../world/identifiers.js';
import { type KalshiListing, kalshiListing, type PriceRange } from '../world/kalshi-listing.js';
import { type PolymarketListing, polymarketListing } from '../world/polymarket-listing.js';
import type { Question, Venue } from '../world/question.js';
import type { World } from '../world/world.js';
import type { MarketEvent, Trade } from './market-event.js';
import { type Fill, OrderBook } from './order-book.js';

type Listing =
  | { readonly venue: 'kalshi'; readonly kalshi: KalshiListing }
  | { readonly venue: 'polymarket'; readonly polymarket: PolymarketListing };

/** A market with its book and what happened in it since this process listed it. */
export class LiveMarket {
  readonly venue: Venue;
  readonly question: Question;
  readonly outcome: number;
  readonly number: number;
  readonly listing: Listing;
  readonly book: OrderBook;
  /** Between opening and close. */
  open = false;
  /** Taken out of trading by the venue while it is open. */
  paused = false;
  lastTrade: Trade | null = null;
  /** Contracts traded here. */
  volume: Quantity = ZERO_QUANTITY;
  /** Unix milliseconds of the last change of the book. */
  changedAt: number;
  /** Positions in YES contracts by owner, 1/1,000,000; they add to zero. */
  readonly positions = new Map<string, number>();
  #openInterest = 0;
  #tick: Price;
  #trades = 0;
  readonly #emit: (event: MarketEvent) => void;
  readonly #now: () => number;
  readonly #halted: (market: LiveMarket) => boolean;
  readonly #seed: number;

  constructor(
    world: World,
    venue: Venue,
    question: Question,
    outcome: number,
    /** Unix milliseconds of the current step. */
    now: () => number,
    emit: (event: MarketEvent) => void,
    /** Whether the venue has halted trading as a whole. */
    halted: (market: LiveMarket) => boolean = () => false,
  ) {
    this.venue = venue;
    this.question = question;
    this.outcome = outcome;
    this.#seed = world.seed;
    this.#now = now;
    this.#emit = emit;
    this.#halted = halted;
    this.changedAt = now();
    if (venue === 'kalshi') {
      const kalshi = kalshiListing(world, question, outcome);
      this.listing = { venue, kalshi };
      this.number = kalshi.number;
      this.#tick = price(100);
    } else {
      const polymarket = polymarketListing(world, question, outcome);
      this.listing = { venue, polymarket };
      this.number = polymarket.number;
      this.#tick = polymarket.tick;
    }
    this.book = new OrderBook({
      level: (side, at, size, change, order) => {
        this.changedAt = this.#now();
        const best = (side === 'bid' ? this.book.bids : this.book.asks).best();
        const touchMoved = best === undefined || best.price === at || isBetter(side, at, best.price);
        const event = { type: 'level', market: this, at: this.changedAt, side, price: at, size, change } as const;
        this.#emit({ ...event, touchMoved, order });
      },
      fill: (fill) => this.#onFill(fill),
    });
  }

  /** Whether orders match now. */
  get trading(): boolean {
    return this.open && !this.paused && !this.#halted(this);
  }

  /** Contracts outstanding from trades seen here: the sum of the long positions. */
  get openInterest(): Quantity {
    return quantity(this.#openInterest);
  }

  /** Polymarket's tick in force. */
  get tick(): Price {
    return this.#tick;
  }

  /** The grid step at a price; Kalshi's depends on the price, Polymarket's is one number. */
  stepAt(at: number): number {
    if (this.listing.venue === 'polymarket') return this.#tick;
    return stepIn(this.listing.kalshi.priceRanges, at);
  }

  refineTick(after: Price): void {
    const before = this.#tick;
    if (after >= before) return;
    this.#tick = after;
    this.#emit({ type: 'tick', market: this, at: this.#now(), before, after });
  }

  #onFill(fill: Fill): void {
    this.#trades++;
    const trade: Trade = {
      id: uuidOf(this.#seed, 'trade', this.venue, this.number, this.#now(), this.#trades),
      price: fill.price,
      quantity: fill.quantity,
      takerSide: fill.takerSide,
      at: this.#now(),
      maker: fill.maker,
      taker: fill.taker,
    };
    this.lastTrade = trade;
    this.volume = addQuantity(this.volume, fill.quantity);
    const signed = fill.takerSide === 'bid' ? fill.quantity : -fill.quantity;
    this.#move(fill.taker.owner, signed);
    this.#move(fill.maker.owner, -signed);
    this.#emit({ type: 'trade', market: this, at: trade.at, trade });
  }

  #move(owner: string, by: number): void {
    const before = this.positions.get(owner) ?? 0;
    const after = before + by;
    this.positions.set(owner, after);
    this.#openInterest += Math.max(0, after) - Math.max(0, before);
  }
}

const isBetter = (side: 'bid' | 'ask', a: Price, b: Price) => (side === 'bid' ? a > b : a < b);

function stepIn(ranges: readonly PriceRange[], at: number): number {
  return ranges.find((range) => at >= range.start && at < range.end)?.step ?? 100;
}
