import type { JsonOutcome, JsonRequest, JsonResponse } from '../../http/json-server.js';
import { json } from '../../http/json-server.js';
import { contracts } from '../fixed-point.js';
import { type RateLimiter, tooManyRequests, type WriteRoute } from '../rate-limiter.js';
import { CHEAP_COST, DEFAULT_COST } from '../token-bucket.js';
import type { Account } from './account.js';
import { Fields } from './fields.js';
import type { OrderChanges } from './order-changes.js';
import type { OrderEntry } from './order-entry.js';
import type { OrderFaults } from './order-faults.js';
import { type OrderInput, readClientOrderId, readOrder, requireMainAccount } from './order-input.js';
import { canceledJson, placedJson } from './order-json.js';
import { Refusal, refusals } from './refusal.js';
import type { Routing, TradingFloor } from './trading-floor.js';

const ORDERS = '/portfolio/events/orders';

interface OrderRoutesOptions {
  readonly floor: TradingFloor;
  readonly limiter: RateLimiter;
  readonly entry: OrderEntry;
  readonly changes: OrderChanges;
  readonly faults: OrderFaults;
}

/** Order writes below /portfolio/events/orders (reference §8). */
export class OrderRoutes {
  readonly #floor: TradingFloor;
  readonly #limiter: RateLimiter;
  readonly #entry: OrderEntry;
  readonly #changes: OrderChanges;
  readonly #faults: OrderFaults;

  constructor({ floor, limiter, entry, changes, faults }: OrderRoutesOptions) {
    this.#floor = floor;
    this.#limiter = limiter;
    this.#entry = entry;
    this.#changes = changes;
    this.#faults = faults;
  }

  /** @returns null for anything that is no order write. @throws Refusal */
  handle(account: Account, path: string, request: JsonRequest): JsonOutcome | null {
    if (!path.startsWith(ORDERS)) return null;
    const [id = '', action = ''] = path.slice(ORDERS.length + 1).split('/');
    switch (`${request.method} ${id === '' || id === 'batched' ? id : ':id'}${action === '' ? '' : `/${action}`}`) {
      case 'POST ':
        return this.#create(account, request);
      case 'DELETE ':
        return this.#cancelAll(account, request);
      case 'POST batched':
        return this.#createMany(account, request);
      case 'DELETE batched':
        return this.#cancelMany(account, request);
      case 'DELETE :id':
        return this.#cancel(account, id, request);
      case 'POST :id/amend':
        return this.#amend(account, id, request);
      case 'POST :id/decrease':
        return this.#decrease(account, id, request);
      default:
        return null;
    }
  }

  #create(account: Account, request: JsonRequest): JsonOutcome {
    const fields = this.#parse(account, request);
    if (!this.#limiter.write(account, routeOf(routingIn(fields, 'ticker')), DEFAULT_COST)) return tooManyRequests();
    const input = readOrder(fields);
    return this.#faults.apply(request, [input.ticker], (share) => {
      try {
        return json(this.#place(account, input, share), 201);
      } catch (error) {
        return refused(error).response();
      }
    });
  }

  #createMany(account: Account, request: JsonRequest): JsonOutcome {
    const items = this.#items(account, request);
    if (!this.#limiter.write(account, 0, items.length * DEFAULT_COST)) return tooManyRequests();
    const tickers = items.map((item) => new Fields(item).text('ticker'));
    return this.#faults.apply(request, tickers, (share) => {
      const orders = items.map((item) => {
        const fields = new Fields(item);
        try {
          return this.#place(account, readOrder(fields), share);
        } catch (error) {
          return { client_order_id: fields.optionalText('client_order_id'), error: refused(error).item() };
        }
      });
      return json({ orders }, 201);
    });
  }

  #place(account: Account, input: OrderInput, share: number | null) {
    return placedJson(this.#entry.create(account, input, share), this.#floor.clock.now());
  }

  #cancel(account: Account, id: string, { query }: JsonRequest): JsonResponse {
    const routing = routingOfQuery(query);
    if (!this.#limiter.write(account, routeOf(routing), CHEAP_COST)) return tooManyRequests();
    const { order, reducedBy } = this.#changes.cancel(account, id, routing);
    return json(canceledJson(order, reducedBy, this.#floor.clock.now()));
  }

  #cancelMany(account: Account, request: JsonRequest): JsonResponse {
    const items = this.#items(account, request);
    if (!this.#limiter.write(account, 0, items.length * CHEAP_COST)) return tooManyRequests();
    const orders = items.map((item) => {
      const fields = new Fields(item);
      const id = fields.text('order_id');
      try {
        requireMainAccount(fields);
        const { order, reducedBy } = this.#changes.cancel(account, id, routingIn(fields, 'market_ticker'));
        return canceledJson(order, reducedBy, this.#floor.clock.now());
      } catch (error) {
        return { order_id: id, reduced_by: '0.00', error: refused(error).item() };
      }
    });
    return json({ orders });
  }

  #cancelAll(account: Account, { query }: JsonRequest): JsonResponse {
    if (!this.#limiter.write(account, 0, CHEAP_COST)) return tooManyRequests();
    if (Number(query.get('subaccount') ?? 0) !== 0) throw refusals.userNotFound();
    this.#changes.cancelAll(account);
    this.#entry.noteCancelAll(account);
    return { status: 204, body: undefined };
  }

  #amend(account: Account, id: string, request: JsonRequest): JsonResponse {
    const fields = this.#parse(account, request);
    const routing = routingIn(fields, 'ticker');
    if (!this.#limiter.write(account, routeOf(routing), DEFAULT_COST)) return tooManyRequests();
    const order = this.#changes.amend(account, id, {
      ticker: fields.text('ticker'),
      side: fields.oneOf('side', ['bid', 'ask']),
      price: fields.dollars('price'),
      count: fields.count('count'),
      clientOrderId: readClientOrderId(fields, 'client_order_id'),
      updatedClientOrderId: readClientOrderId(fields, 'updated_client_order_id'),
      exchangeIndex: routing.exchangeIndex,
    });
    return json(placedJson(order, this.#floor.clock.now()));
  }

  #decrease(account: Account, id: string, request: JsonRequest): JsonResponse {
    const fields = this.#parse(account, request);
    const routing = routingIn(fields, 'market_ticker');
    if (!this.#limiter.write(account, routeOf(routing), DEFAULT_COST)) return tooManyRequests();
    if (fields.has('reduce_by') === fields.has('reduce_to')) {
      throw refusals.invalidParameters('exactly one of reduce_by and reduce_to is needed');
    }
    const size = fields.has('reduce_by') ? { by: fields.count('reduce_by') } : { to: fields.count('reduce_to') };
    const order = this.#changes.decrease(account, id, routing, size);
    const { clientOrderId, remaining } = order.state;
    return json({
      order_id: id,
      client_order_id: clientOrderId,
      remaining_count: contracts(remaining),
      ts_ms: this.#floor.clock.now(),
    });
  }

  #items(account: Account, request: JsonRequest): readonly unknown[] {
    const items = this.#parse(account, request).list('orders');
    if (items.length === 0) throw refusals.badRequest('orders must not be empty');
    return items;
  }

  /** A body that cannot be read still costs what a write costs. @throws Refusal */
  #parse(account: Account, { body }: JsonRequest): Fields {
    try {
      return Fields.parse(body);
    } catch (error) {
      this.#limiter.write(account, 0, DEFAULT_COST);
      throw error;
    }
  }
}

const routingIn = (fields: Fields, ticker: 'ticker' | 'market_ticker'): Routing => ({
  ticker: fields.optionalText(ticker),
  exchangeIndex: fields.optionalInteger('exchange_index'),
});

const routingOfQuery = (query: URLSearchParams): Routing => {
  const index = query.get('exchange_index');
  return { ticker: query.get('market_ticker'), exchangeIndex: index === null ? null : Number(index) };
};

/** Reference §4: a write that the exchange has to route is charged to every shard. */
function routeOf({ ticker, exchangeIndex }: Routing): WriteRoute {
  if (exchangeIndex !== null && exchangeIndex >= 0) return exchangeIndex;
  return ticker === null && exchangeIndex === null ? 0 : 'every';
}

/** @throws whatever is no refusal */
function refused(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
