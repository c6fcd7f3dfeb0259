import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import { PRICE_SCALE, price, QUANTITY_SCALE, quantity } from '@pm-arbitrage/core/money/money.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '../world/normal.js';
import type { MakerHabits, MakerLag, WeekParameters } from './week-parameters.js';

/** Moves of the fair value below this are not worth a new quote, dollars. */
const WORTH_MOVING = 0.003;
/** Sizes of levels spread so far, deviation of the logarithm. */
const SIZE_SPREAD = 0.8;

type Units = [at: number, size: number];

export interface Quoted {
  readonly update: PriceUpdate;
  readonly prints: readonly TradePrint[];
}

export const drawLagMs = (random: Random, { median, spread }: MakerLag): number =>
  Math.round(1_000 * median * Math.exp(spread * gaussian(random)));

/**
 * The book of one market as its makers keep it: around what they believe, which follows the world after a delay. What
 * others take stays gone until the makers quote anew.
 */
export class Maker {
  readonly market: Market;
  readonly #habits: MakerHabits;
  readonly #random: Random;
  readonly #step: number;
  #bids: Units[] = [];
  #asks: Units[] = [];
  #believed: number | null = null;
  #dueAt: number | null = null;
  #sequence = 0;
  #printed = 0;

  constructor(market: Market, habits: MakerHabits, random: Random) {
    this.market = market;
    this.#habits = habits;
    this.#random = random;
    this.#step = Math.max(...market.priceRanges.map(({ step }) => step));
  }

  /** Notices what the market is worth now; without a lag the new quote comes at once. */
  watch(worth: number, now: number): void {
    if (this.#dueAt !== null) return;
    const isThin = (this.#bids[0]?.[1] ?? 0) === 0 || (this.#asks[0]?.[1] ?? 0) === 0;
    const moved = this.#believed === null || Math.abs(worth - this.#believed) >= WORTH_MOVING;
    if (moved || isThin) this.#dueAt = this.#believed === null ? now : now + drawLagMs(this.#random, this.#habits.lag);
  }

  /** Quotes anew at once, whatever was planned. */
  hurry(now: number): void {
    this.#dueAt = now;
  }

  /** When it will quote anew, Unix ms; null: it sees no reason. */
  get dueAt(): number | null {
    return this.#dueAt;
  }

  /**
   * Quotes around a worth. Where the new quote passes what rested before, somebody took that: a print tells of it, so that
   * whoever rested there too is filled, and does not get away by the maker's speed.
   */
  quote(worth: number, now: number): Quoted {
    const { halfSpread, levels, noise } = this.#habits;
    const before = { bid: this.#bids[0]?.[0] ?? null, ask: this.#asks[0]?.[0] ?? null };
    const isFirst = this.#believed === null;
    this.#believed = worth;
    this.#dueAt = null;
    const middle = worth + noise * gaussian(this.#random);
    const bid = Math.min(PRICE_SCALE - 2 * this.#step, this.#grid(middle - halfSpread));
    const ask = Math.max(bid + this.#step, 2 * this.#step, this.#grid(middle + halfSpread));
    this.#bids = this.#side(bid, -1, levels);
    this.#asks = this.#side(ask, 1, levels);
    const prints: TradePrint[] = [];
    if (!isFirst && before.bid !== null && ask <= before.bid) prints.push(this.#print(ask, this.#size(), 'sell', now));
    if (!isFirst && before.ask !== null && bid >= before.ask) prints.push(this.#print(bid, this.#size(), 'buy', now));
    return { update: this.#update(now), prints };
  }

  /** Somebody buys or sells so many contracts (in units) at any price down to a limit; null where nothing is there. */
  trade(taker: 'buy' | 'sell', size: number, now: number, deepest: number = Number.POSITIVE_INFINITY): Quoted | null {
    const levels = taker === 'buy' ? this.#asks : this.#bids;
    const best = levels[0]?.[0];
    if (best === undefined) return null;
    const prints: TradePrint[] = [];
    let left = size;
    while (left > 0 && levels[0] !== undefined && Math.abs(levels[0][0] - best) <= deepest) {
      const [at, there] = levels[0];
      const taken = Math.min(left, there);
      prints.push(this.#print(at, taken, taker, now));
      left -= taken;
      if (taken === there) levels.shift();
      else levels[0][1] = there - taken;
    }
    return { update: this.#update(now), prints };
  }

  /** The size of a trade of others, in units. */
  drawTrade({ size, spread }: WeekParameters['print']): number {
    return this.#lots(size * Math.exp(spread * gaussian(this.#random)));
  }

  #side(best: number, direction: 1 | -1, count: number): Units[] {
    const side: Units[] = [];
    for (let level = 0; level < count; level++) {
      const at = best + direction * level * this.#step;
      if (at <= 0 || at >= PRICE_SCALE) break;
      side.push([at, level === 0 ? this.#size() : this.#size(this.#habits.deepSize)]);
    }
    return side;
  }

  #size(median = this.#habits.topSize): number {
    return this.#lots(median * Math.exp(SIZE_SPREAD * gaussian(this.#random)));
  }

  /** Whole contracts, at least one. */
  #lots(contracts: number): number {
    return Math.max(1, Math.round(contracts)) * QUANTITY_SCALE;
  }

  #grid(dollars: number): number {
    return Math.round((dollars * PRICE_SCALE) / this.#step) * this.#step;
  }

  #print(at: number, size: number, taker: 'buy' | 'sell', now: number): TradePrint {
    return {
      market: this.market.id,
      tradeId: `${this.market.id}/${++this.#printed}`,
      price: price(at),
      quantity: quantity(size),
      taker,
      venueTime: now,
      receivedAt: now,
    };
  }

  #update(now: number): PriceUpdate {
    const levels = (side: readonly Units[]): Level[] => side.map(([at, size]) => [price(at), quantity(size)]);
    return {
      market: this.market.id,
      epoch: 1,
      sequence: ++this.#sequence,
      status: 'live',
      bids: levels(this.#bids),
      asks: levels(this.#asks),
      venueTime: now,
      receivedAt: now,
    };
  }
}
