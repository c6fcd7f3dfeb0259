import { type Cancel, type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { quantity, subQuantity, usd } from '@pm-arbitrage/core/money/money.js';
import type { LiveMarket } from '../../engine/live-market.js';
import type { MarketEvent } from '../../engine/market-event.js';
import type { Fill, NewOrder } from '../../engine/order-book.js';
import type { OrderEffect } from '../../faults/fault.js';
import type { PolymarketCatalogue } from '../catalogue.js';
import { type Refusal, refuse } from './admission.js';
import { type Walk, walkBook } from './book-walk.js';
import { fillDollars } from './fill-amounts.js';
import { fundsProblem, minimumProblem, needOf, unfunded } from './funding.js';
import type { Funds } from './funds.js';
import type { TradingOptions } from './options.js';
import type { OrderStore } from './order-store.js';
import type { Settlement } from './settlement.js';
import type { TradeFactory } from './trade-factory.js';
import type { TradeRecord } from './trade-record.js';
import type { TradingEvents } from './trading-events.js';
import type { OrderStatus, TradingOrder } from './trading-order.js';
import { pullQuotes } from './pull-quotes.js';

/** What a placement came to. */
export interface Placed {
  readonly order: TradingOrder;
  readonly status: 'live' | 'matched' | 'delayed';
  readonly trades: readonly TradeRecord[];
}

interface DeskOptions {
  readonly clock: Clock;
  readonly catalogue: PolymarketCatalogue;
  readonly orders: OrderStore;
  readonly funds: Funds;
  readonly events: TradingEvents;
  readonly settlement: Settlement;
  readonly factory: TradeFactory;
  readonly options: TradingOptions;
}

/** A GTD order dies this long before it says (reference §7). */
const GTD_MARGIN_MS = 60_000;

const NOT_READY = refuse('the market is not yet ready to process new orders');

/** Works the orders of accounts in the markets' books and keeps them covered by money. */
export class Desk {
  readonly #options: DeskOptions;
  readonly trades: TradeRecord[] = [];
  readonly #expiries = new Map<string, Cancel>();
  /** Orders whose fills come back from the book and need not be picked from its events. */
  #placing: string | null = null;
  readonly #dirty = new Set<string>();
  readonly #stop: Cancel;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#stop = options.catalogue.exchange.listen((event) => this.#onMarket(event));
  }

  close(): void {
    this.#stop();
    for (const cancel of this.#expiries.values()) cancel();
  }

  /** Works an admitted order, after the market's delay where it would trade at once (reference §7). */
  async place(order: TradingOrder, effect: OrderEffect | null): Promise<Placed | Refusal> {
    const { clock, catalogue, options, orders } = this.#options;
    const market = this.#market(order);
    if (!market || effect?.effect === 'pause-market') return NOT_READY;
    const marketable = this.#walk(order, market).shares > 0;
    const waitsMs = catalogue.delaySeconds(order.listing) * 1_000;
    const heldMs = order.listing.question.category === 'crypto' ? options.itodeDelayMs : 0;
    if (!marketable || order.postOnly || waitsMs + heldMs === 0) return this.#work(order, market, effect);

    const problem = this.#problem(order, market, this.#walk(order, market));
    if (problem) return problem;
    orders.add(order);
    if (waitsMs > 0) {
      clock.after(waitsMs, () => this.#afterDelay(order, effect));
      return { order, status: 'delayed', trades: [] };
    }
    await sleep(clock, heldMs);
    return this.#afterDelay(order, effect);
  }

  /** Takes an order out of the book. */
  cancel(order: TradingOrder, status: OrderStatus = 'CANCELED'): void {
    const { orders, catalogue } = this.#options;
    if (!orders.isOpen(order)) return;
    catalogue.live(order.listing)?.book.cancel(order.id);
    this.#finish(order, status);
    this.#announce(order, 'CANCELLATION');
  }

  /** A stranger takes what is left of an order at its limit, and everything that stands before it. */
  fillByStranger(order: TradingOrder): void {
    const market = this.#market(order);
    if (!market) return;
    const { book } = market;
    const side = order.bookSide === 'bid' ? book.bids : book.asks;
    const better = side.levels
      .filter(({ price }) => (order.bookSide === 'bid' ? price > order.bookPrice : price < order.bookPrice))
      .reduce((sum, level) => sum + level.size, 0);
    const through = better + book.queueAhead(order.id) + order.remaining;
    book.place({
      id: `race-${order.id}`,
      owner: 'stranger',
      side: order.bookSide === 'bid' ? 'ask' : 'bid',
      price: order.bookPrice,
      quantity: quantity(through),
      mode: 'immediate',
    });
  }

  /** Cancels what a wallet's money does not cover any more. */
  recheck(funder: string): void {
    for (const order of unfunded(funder, this.#options.orders, this.#options.funds)) this.cancel(order);
  }

  #recheckDirty(): void {
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    for (const funder of dirty) this.recheck(funder);
  }

  #afterDelay(order: TradingOrder, effect: OrderEffect | null): Placed | Refusal {
    const market = this.#market(order);
    const outcome = market ? this.#work(order, market, effect) : NOT_READY;
    if ('error' in outcome) {
      order.change({ status: 'INVALID' }, this.#options.clock.now());
      this.#announce(order, 'CANCELLATION');
    }
    return outcome;
  }

  #work(order: TradingOrder, market: LiveMarket, effect: OrderEffect | null): Placed | Refusal {
    const { clock, orders } = this.#options;
    if (effect?.effect === 'partial') {
      pullQuotes(market.book, order, effect.share, (id) => orders.find(id) !== undefined);
    }
    const walk = this.#walk(order, market);
    const problem = this.#problem(order, market, walk);
    if (problem) return problem;

    orders.add(order);
    order.change({ status: 'LIVE' }, clock.now());
    this.#announce(order, 'PLACEMENT');
    this.#placing = order.id;
    const { fills } = market.book.place({
      id: order.id,
      owner: order.account.funder,
      side: order.bookSide,
      price: order.bookPrice,
      quantity: order.terms.budget === null ? order.terms.shares : walk.shares,
      mode: modeOf(order),
    });
    this.#placing = null;
    if (!order.isMarket) orders.setOpen(order, true);
    const trades = this.#match(market, fills, effect?.effect === 'ghost-fill');
    if (order.isMarket) this.#finish(order, 'MATCHED');
    else if (order.type === 'GTD' && orders.isOpen(order)) this.#expireLater(order);
    this.#recheckDirty();
    return { order, status: trades.length > 0 ? 'matched' : 'live', trades };
  }

  #problem(order: TradingOrder, market: LiveMarket, walk: Walk): Refusal | null {
    const { orders, funds, options } = this.#options;
    if (!market.trading) return NOT_READY;
    if (order.postOnly && walk.shares > 0) return refuse('invalid post-only order: order crosses book');
    const error =
      minimumProblem(order, walk) ?? fundsProblem(order, needOf(order, walk, options.feeRounding), orders, funds);
    if (error !== null) return refuse(error);
    if (order.type === 'FOK' && !walk.complete) {
      return refuse("order couldn't be fully filled. FOK orders are fully filled or killed.");
    }
    if (order.type === 'FAK' && walk.shares === 0) {
      return refuse(
        'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.',
      );
    }
    return null;
  }

  #walk(order: TradingOrder, market: LiveMarket): Walk {
    const { budget, shares } = order.terms;
    return walkBook(market.book, {
      side: order.bookSide,
      limit: order.bookPrice,
      ...(budget === null ? { shares } : { budget }),
      ownPrice: (price) => order.ownPrice(price),
    });
  }

  #onMarket(event: MarketEvent): void {
    const { orders } = this.#options;
    if (event.market.listing.venue !== 'polymarket') return;
    if (event.type === 'trade') {
      const { maker, taker } = event.trade;
      if (taker.id === this.#placing || !(orders.find(maker.id) ?? orders.find(taker.id))) return;
      this.#match(event.market, [event.trade], false);
    } else if (event.type === 'level' && this.#dirty.size > 0) {
      // Not before: while the book announces a fill, the maker is still in it.
      this.#recheckDirty();
    } else if (event.type === 'closed') {
      const { number } = event.market;
      for (const order of orders.open(({ listing }) => listing.number === number)) {
        this.cancel(order, 'CANCELED_MARKET_RESOLVED');
      }
    }
  }

  /** Books the fills of one taker. */
  #match(market: LiveMarket, fills: readonly Fill[], ghost: boolean): TradeRecord[] {
    if (market.listing.venue !== 'polymarket') return [];
    const { factory, settlement, clock } = this.#options;
    const trades = factory.trades(market.listing.polymarket, fills, clock.now());
    for (const trade of trades) {
      this.trades.push(trade);
      if (trade.taker.order) this.#book(trade.taker.order, trade, trade.shares, trade.fee);
      for (const maker of trade.makers) if (maker.order) this.#book(maker.order, trade, maker.shares, 0);
      settlement.begin(trade, ghost);
      for (const order of [trade.taker.order, ...trade.makers.map((maker) => maker.order)]) {
        if (order) this.#announce(order, 'UPDATE');
      }
    }
    return trades;
  }

  #book(order: TradingOrder, trade: TradeRecord, shares: number, fee: number): void {
    const { matched, tradeIds, fees } = order.state;
    const total = quantity(matched + shares);
    order.change(
      { matched: total, tradeIds: [...tradeIds, trade.id], fees: usd(fees + fee) },
      this.#options.clock.now(),
    );
    if (!order.isMarket && subQuantity(order.terms.shares, total) <= 0) this.#finish(order, 'MATCHED');
    this.#dirty.add(order.account.funder);
  }

  #finish(order: TradingOrder, status: OrderStatus): void {
    this.#options.orders.setOpen(order, false);
    order.change({ status }, this.#options.clock.now());
    this.#expiries.get(order.id)?.();
    this.#expiries.delete(order.id);
  }

  #expireLater(order: TradingOrder): void {
    const { clock } = this.#options;
    const delay = order.expiration * 1_000 - GTD_MARGIN_MS - clock.now();
    this.#expiries.set(
      order.id,
      clock.after(delay, () => this.cancel(order)),
    );
  }

  #announce(order: TradingOrder, kind: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION'): void {
    this.#options.events.emit({ type: 'order', kind, order, at: this.#options.clock.now() });
  }

  #market(order: TradingOrder): LiveMarket | null {
    const market = this.#options.catalogue.live(order.listing);
    return market?.trading && !order.listing.isPlaceholder ? market : null;
  }
}

function modeOf(order: TradingOrder): NewOrder['mode'] {
  if (order.isMarket) return 'immediate';
  return order.postOnly ? 'post-only' : 'rest';
}

/** Micro-dollars that changed hands in the trades of a taker, before fees. */
export const dollarsOf = (trades: readonly TradeRecord[]): number =>
  trades
    .flatMap(({ taker, makers }) => makers.map((maker) => fillDollars(taker, maker).taker))
    .reduce((sum, dollars) => sum + Math.abs(dollars), 0);
