import { sleep, type Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Fill, OrderSpec, VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import type { MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { takerFee } from '@pm-arbitrage/core/fees/taker-fee.js';
import {
  type Quantity,
  quantity,
  subQuantity,
  type Usd,
  ZERO_QUANTITY,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import type {
  OpenOrder,
  OrderRef,
  PlaceOutcome,
  PreparedOrder,
  TradingStatus,
  TradingVenue,
  VenueBalance,
  VenueFill,
  VenuePosition,
  VenueSettlement,
} from '@pm-arbitrage/core/ports/trading-venue.js';
import { matchOrder, type Take } from './match-order.js';
import { PaperBook } from './paper-book.js';
import { asVenueOrder, paperOrderId, PaperShortfall, PaperStore, reserveFor, type StoredOrder } from './paper-store.js';
import { type Execution, priceFills } from './price-fills.js';
import { queueAt, RestingOrders } from './resting-orders.js';

/** An order whose expiry has passed by this much has been refused or is stored. */
const ARRIVAL_GRACE_MS = 1_000;

export interface PaperBrokerOptions {
  readonly platform: Platform;
  readonly database: Database;
  readonly clock: Clock;
  /** First deposit; an account that exists keeps its own. */
  readonly deposit: Usd;
  /** Time an order takes to reach the book, ms. */
  readonly latencyMs: number;
  /** Draws the time of each order instead; `latencyMs` is then what it usually is. */
  readonly drawLatencyMs?: () => number;
  readonly marketOf: (market: MarketId) => Market | undefined;
}

/**
 * A venue that trades on paper behind the port of the live ones. It fills against the live book and real prints only:
 * an order arrives late by the latency, walks the depth that is there by then, and what it took stays gone; a resting
 * order waits behind the queue it found. Its books are durable, so a killed process finds every order again.
 */
export class PaperBroker implements TradingVenue {
  readonly platform: Platform;
  /** First deposit of the account, also when an earlier life made it. */
  readonly deposited: Usd;
  readonly #options: PaperBrokerOptions;
  readonly #store: PaperStore;
  readonly #books = new Map<MarketId, PaperBook>();
  readonly #resting: RestingOrders;
  readonly #listeners: ((fill: Fill) => void)[] = [];

  private constructor(options: PaperBrokerOptions, store: PaperStore, deposited: Usd) {
    this.deposited = deposited;
    this.platform = options.platform;
    this.#options = options;
    this.#store = store;
    this.#resting = new RestingOrders({ ...options, store, tell: (fill) => this.#tell(fill) });
  }

  /** Opens the account and takes resting orders up again. */
  static async open(options: PaperBrokerOptions): Promise<PaperBroker> {
    const store = new PaperStore(options.database, options.platform);
    const broker = new PaperBroker(options, store, await store.open(options.deposit));
    for (const order of await store.resting()) broker.#resting.add(order);
    return broker;
  }

  /** The next price of a market of this venue. */
  price(update: PriceUpdate): void {
    let book = this.#books.get(update.market);
    if (book) book.update(update);
    else this.#books.set(update.market, (book = new PaperBook(update)));
    this.#resting.shrinkQueues(update.market, book);
  }

  /** A trade of others: the only thing that fills a resting order. */
  print(print: TradePrint): void {
    this.#resting.print(print);
  }

  async prepare(spec: OrderSpec): Promise<PreparedOrder> {
    if (this.#options.marketOf(spec.market) === undefined) {
      throw new CodedError(
        'paper.unknown-market',
        `${spec.market} is not listed at ${this.platform}; nothing can be ordered there`,
      );
    }
    return { spec, venueOrderId: paperOrderId(spec), send: () => this.#send(spec) };
  }

  async connect(): Promise<void> {}

  async lookup({ clientOrderId }: Pick<OrderRef, 'clientOrderId'>): Promise<VenueOrder | null> {
    const order = await this.#store.order(clientOrderId);
    return order ? asVenueOrder(order) : null;
  }

  /** An order arrives after the latency or, past its expiry, is refused: nothing has to be sent to be sure. */
  async ruleOut({ clientOrderId, spec }: OrderRef & { readonly spec: OrderSpec }): Promise<boolean> {
    const cannotArrive = this.#options.clock.now() > (spec.expiresAt ?? 0) + ARRIVAL_GRACE_MS;
    return cannotArrive && (await this.#store.order(clientOrderId)) === null;
  }

  async cancel(order: Pick<OrderRef, 'clientOrderId'>): Promise<VenueOrder | null> {
    await this.#resting.cancel(order.clientOrderId);
    return this.lookup(order);
  }

  async cancelAll(): Promise<number> {
    const { ids } = this.#resting;
    for (const id of ids) await this.#resting.cancel(id);
    return ids.length;
  }

  async openOrders(): Promise<readonly OpenOrder[]> {
    const resting = await this.#store.resting();
    return resting.map(({ spec, filled }) => ({
      venueOrderId: paperOrderId(spec),
      clientOrderId: spec.clientOrderId,
      market: spec.market,
      remaining: subQuantity(spec.quantity, filled),
    }));
  }

  async fillsSince(since: number): Promise<readonly VenueFill[]> {
    return (await this.#store.fillsSince(since)).map((fill) => ({ ...fill, venueOrderId: paperOrderId(fill) }));
  }

  async status(): Promise<TradingStatus> {
    return { orders: 'open', reason: '', clockSkewMs: 0 };
  }

  balance(): Promise<VenueBalance> {
    return this.#store.balance();
  }

  positions(): Promise<readonly VenuePosition[]> {
    return this.#store.positions();
  }

  latencyMs(): number {
    return this.#options.latencyMs;
  }

  mergePairs(market: MarketId, pairs: Quantity): Promise<void> {
    return this.#store.merge(market, pairs);
  }

  /** Paper markets pay by themselves. */
  async redeem(): Promise<void> {}

  async settlements(markets: readonly MarketId[]): Promise<readonly VenueSettlement[]> {
    const paid: VenueSettlement[] = [];
    for (const id of markets) {
      const market = this.#options.marketOf(id);
      if (market?.status !== 'resolved' || market.yesPayout === null) continue;
      for (const order of this.#resting.idsIn(id)) await this.#resting.cancel(order);
      await this.#store.settle(id, market.yesPayout);
      paid.push({ market: id, yesPayout: market.yesPayout, at: market.updatedAt });
    }
    return paid;
  }

  onFill(listener: (fill: Fill) => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    this.#resting.stop();
    await this.#resting.idle();
  }

  async #send(spec: OrderSpec): Promise<PlaceOutcome> {
    const { clock, drawLatencyMs, latencyMs } = this.#options;
    const wait = drawLatencyMs?.() ?? latencyMs;
    if (wait > 0) await sleep(clock, wait);
    const known = await this.#store.order(spec.clientOrderId);
    if (known) return { kind: 'accepted', order: asVenueOrder(known) };
    const market = this.#options.marketOf(spec.market);
    const now = clock.now();
    const closed = this.#closedReason(market, spec, now);
    if (closed !== null) return { kind: 'rejected', code: 'market-closed', message: closed };
    const book = this.#books.get(spec.market);
    const match = matchOrder(spec, book);
    if (match.kind === 'refused') return { kind: 'rejected', code: match.code, message: match.message };
    const { takes } = match;
    const model = modelAt((market as Market).fees, now);
    // Taken before the commit, so that two orders in flight cannot fill against the same contracts.
    for (const take of takes) book?.take(take.side, take.bookPrice, take.taken);
    const order = this.#booked(spec, takes, match.rest, model, now);
    const giveBack = () => {
      for (const take of takes) book?.take(take.side, take.bookPrice, -take.taken);
    };
    try {
      const stored = await this.#store.accept(order, now);
      if (stored !== order) {
        // The same id was on its way twice and the other one got here first.
        giveBack();
        return { kind: 'accepted', order: asVenueOrder(stored) };
      }
    } catch (error) {
      // Of another error nobody knows whether the order was stored: what it took stays taken.
      if (!(error instanceof PaperShortfall)) throw error;
      giveBack();
      return { kind: 'rejected', code: 'insufficient-balance', message: error.message };
    }
    if (order.state === 'resting') this.#resting.add(order);
    for (const fill of order.fills) this.#tell(fill);
    return { kind: 'accepted', order: asVenueOrder(order) };
  }

  #closedReason(market: Market | undefined, spec: OrderSpec, now: number): string | null {
    if (market?.status !== 'open') return `${spec.market} is ${market?.status ?? 'unknown'}, not open`;
    if (now >= market.closeTime) return `${spec.market} closed`;
    return spec.expiresAt !== null && now > spec.expiresAt ? 'the order arrived after its expiry' : null;
  }

  #booked(spec: OrderSpec, takes: readonly Take[], rest: Quantity, model: FeeModel, now: number): StoredOrder {
    const executions = takes.map(({ price, taken }): Execution => ({ price, quantity: taken, liquidity: 'taker' }));
    const { fills, accumulator } = priceFills(spec, executions, model, now, { number: 0, accumulator: ZERO_USD });
    const rests = rest > 0 && (spec.timeInForce === 'gtc' || spec.timeInForce === 'gtd');
    const filled = quantity(spec.quantity - rest);
    return {
      spec,
      state: rest === 0 ? 'filled' : rests ? 'resting' : 'cancelled',
      filled,
      reserved: rests ? reserveFor(spec, rest, takerFee(model, rest, spec.limitPrice)) : ZERO_USD,
      queueAhead: rests ? queueAt(spec, this.#books.get(spec.market)) : ZERO_QUANTITY,
      feeAccumulator: accumulator,
      fills,
    };
  }

  #tell(fill: Fill): void {
    for (const listener of this.#listeners) listener(fill);
  }
}
