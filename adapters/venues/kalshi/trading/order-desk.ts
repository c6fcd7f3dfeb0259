import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { OrderSpec, OrderState, VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Quantity } from '@pm-arbitrage/core/money/money.js';
import type { OrderRef } from '@pm-arbitrage/core/ports/trading-venue.js';
import { asFill, type ExchangeFill, fromRest } from './exchange-fill.js';
import type { FillBook } from './fill-book.js';
import type { KalshiRest } from './kalshi-rest.js';
import type { KnownOrders } from './known-orders.js';
import { readPages } from './read-pages.js';
import {
  dataTimestampSchema,
  fillsSchema,
  orderAnswerSchema,
  ordersSchema,
  readWire,
  type RestFill,
  type WireOrder,
} from './wire.js';

/** An order to look up; the spec where the caller has it, because Kalshi's book does not tell sell YES from buy NO. */
export type OrderQuestion = OrderRef & { readonly spec?: OrderSpec };

const STATES: ReadonlyMap<string, OrderState> = new Map([
  ['resting', 'resting'],
  ['canceled', 'cancelled'],
  ['executed', 'filled'],
]);
/** How much older than an order its listing may be dated, for clocks that are read in whole seconds, s. */
const LISTING_SLACK_S = 120;

/** Reads orders and fills over REST, and says only what is consistent. */
export class OrderDesk {
  readonly #rest: KalshiRest;
  readonly #known: KnownOrders;
  readonly #fills: FillBook;
  readonly #clock: Clock;

  constructor(parts: {
    readonly rest: KalshiRest;
    readonly known: KnownOrders;
    readonly fills: FillBook;
    readonly clock: Clock;
  }) {
    this.#rest = parts.rest;
    this.#known = parts.known;
    this.#fills = parts.fills;
    this.#clock = parts.clock;
  }

  /** Unix ms at the venue up to which its reads of orders and fills are complete (kalshi.md §6). */
  async readsAsOf(): Promise<number> {
    const path = '/exchange/user_data_timestamp';
    return readWire(dataTimestampSchema, await this.#rest.read({ path }), `GET ${path}`).as_of_time;
  }

  /**
   * The order by its own id where that is known, else out of the listing of its market, because Kalshi cannot be asked
   * by client id. Null: not listed now.
   */
  async find({ clientOrderId, market, venueOrderId }: OrderRef): Promise<WireOrder | null> {
    const known = this.#known.of(clientOrderId);
    const id = venueOrderId ?? known.venueOrderId;
    const byId = id === null ? null : await this.#byId(id);
    if (byId !== null) return this.#same(byId, clientOrderId);
    const query: Record<string, string> = { ticker: nativeIdOf(market) };
    if (known.signedAt !== null) query['min_ts'] = String(Math.floor(known.signedAt / 1000) - LISTING_SLACK_S);
    for await (const { orders } of readPages(this.#rest, '/portfolio/orders', query, ordersSchema)) {
      const found = orders.find((order) => order.client_order_id === clientOrderId);
      if (found) return this.#same(found, clientOrderId);
    }
    return null;
  }

  /**
   * The order with its fills. Its end is believed only when the fills listed are all it counts, and the reads are newer
   * than our request: REST lags, and until then the order is in doubt.
   */
  async lookup(question: OrderQuestion): Promise<VenueOrder | null> {
    const { clientOrderId } = question;
    const { signedAt } = this.#known.of(clientOrderId);
    // Read first: what is listed afterwards is at least as new.
    const asOf = signedAt === null ? null : await this.readsAsOf();
    const order = await this.find(question);
    if (order === null) return null;
    await this.#readFills(order.order_id, order.ticker);
    const listed = this.#fills.filled(order.order_id);
    const stale = signedAt !== null && asOf !== null && asOf < signedAt;
    const state = STATES.get(order.status) ?? 'in-doubt';
    const ended = state === 'filled' || state === 'cancelled';
    const consistent = listed === order.fill_count_fp && (state !== 'filled' || order.remaining_count_fp === 0);
    return this.venueOrder(question, order.order_id, ended && (stale || !consistent) ? 'in-doubt' : state);
  }

  /** An order with the fills that are known of it. @throws CodedError when they cannot be told buys or sells. */
  async venueOrder(question: OrderQuestion, orderId: string, state: OrderState): Promise<VenueOrder> {
    const { clientOrderId } = question;
    const executions = this.#fills.of(orderId);
    const spec = question.spec ?? (await this.#known.specOf(clientOrderId));
    if (spec === null && executions.length > 0)
      throw new CodedError(
        'kalshi.unknown-order',
        `order ${clientOrderId} (${orderId}) is filled, but what it was meant to do is not known: Kalshi lists selling ` +
          'YES and buying NO alike; ask with its spec, or give KalshiTrading a specOf that knows it',
      );
    return {
      clientOrderId,
      venueOrderId: orderId,
      state,
      filled: this.#fills.filled(orderId),
      fills: spec === null ? [] : executions.map((fill) => ({ ...asFill(fill, spec), clientOrderId })),
    };
  }

  /** Reads the fills of an order until that much is known; false when the patience ends first. */
  async readFillsUntil(orderId: string, ticker: string, needed: Quantity, patienceMs: number): Promise<boolean> {
    const deadline = this.#clock.monotonic() + patienceMs;
    for (let pause = 50; ; pause = Math.min(400, pause * 2)) {
      await this.#readFills(orderId, ticker);
      if (this.#fills.filled(orderId) >= needed) return true;
      const left = deadline - this.#clock.monotonic();
      if (left <= 0) return false;
      // The socket may bring them while REST lags.
      if (await this.#fills.wait(orderId, needed, Math.min(pause, left))) return true;
    }
  }

  /** Fills of the account, as listed: newest first. @param since Unix ms */
  async fillsSince(since: number): Promise<ExchangeFill[]> {
    const query = { min_ts: String(Math.max(0, Math.floor(since / 1000))) };
    const found: ExchangeFill[] = [];
    for await (const { fills } of readPages(this.#rest, '/portfolio/fills', query, fillsSchema))
      for (const fill of fills) found.push(this.#take(fill));
    return found.filter(({ at }) => at >= since);
  }

  /** Every resting order of the account. */
  async resting(filter: Readonly<Record<string, string>> = {}): Promise<WireOrder[]> {
    const found: WireOrder[] = [];
    const query = { status: 'resting', ...filter };
    for await (const { orders } of readPages(this.#rest, '/portfolio/orders', query, ordersSchema)) {
      for (const order of orders) {
        if (typeof order.client_order_id === 'string' && order.client_order_id !== '')
          this.#known.met(order.client_order_id, order.order_id);
        if (order.status !== 'canceled' && order.status !== 'executed') found.push(order);
      }
    }
    return found;
  }

  /** The client id under which an order was placed; null when it was placed without one. */
  async clientIdAt(orderId: string): Promise<string | null> {
    const order = await this.#byId(orderId);
    const id = order?.client_order_id ?? '';
    if (id === '') return null;
    this.#known.met(id, orderId);
    return id;
  }

  async #byId(id: string): Promise<WireOrder | null> {
    const path = `/portfolio/orders/${id}`;
    const answer = await this.#rest.get({ path, template: '/portfolio/orders/{order_id}', accepts: [404] });
    return answer.status === 404 ? null : readWire(orderAnswerSchema, answer.body, `GET ${path}`).order;
  }

  /** An answer that speaks of another order was seen in May 2026 (kalshi.md §8.5). */
  #same(order: WireOrder, clientOrderId: string): WireOrder {
    if (order.client_order_id !== clientOrderId)
      throw new CodedError(
        'kalshi.other-order',
        `Kalshi answered with order ${order.order_id} of client id ${order.client_order_id ?? 'none'} when asked for ` +
          `${clientOrderId}; nothing is concluded from it, it is asked again`,
      );
    this.#known.met(clientOrderId, order.order_id);
    return order;
  }

  async #readFills(orderId: string, ticker: string): Promise<void> {
    for await (const { fills } of readPages(this.#rest, '/portfolio/fills', { order_id: orderId, ticker }, fillsSchema))
      for (const fill of fills) if (fill.order_id === orderId) this.#take(fill);
  }

  #take(fill: RestFill): ExchangeFill {
    const execution = fromRest(fill, this.#clock.now());
    this.#fills.add(execution);
    return execution;
  }
}
