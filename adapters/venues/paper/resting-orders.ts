import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Fill, OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { TradePrint } from '@pm-arbitrage/core/domain/trade-print.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { takerFee } from '@pm-arbitrage/core/fees/taker-fee.js';
import { complement, type Price, type Quantity, quantity, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { type PaperBook, sideHit } from './paper-book.js';
import { type PaperStore, reserveFor, type StoredOrder } from './paper-store.js';
import { priceFills } from './price-fills.js';

/** More than any level shows: the queue of a level that is out of view. */
const UNKNOWN_QUEUE = quantity(Number.MAX_SAFE_INTEGER);

/** The side and price at which a resting order would show in the YES book. */
export function restingPlace(spec: OrderSpec): { side: 'bids' | 'asks'; bookPrice: Price } {
  return {
    side: sideHit(spec.side, spec.action) === 'asks' ? 'bids' : 'asks',
    bookPrice: spec.side === 'yes' ? spec.limitPrice : complement(spec.limitPrice),
  };
}

/** Contracts ahead of an order that comes to rest now. What is not shown might be any number. */
export function queueAt(spec: OrderSpec, book: PaperBook | undefined): Quantity {
  const { side, bookPrice } = restingPlace(spec);
  return book?.shown(side, bookPrice) ?? UNKNOWN_QUEUE;
}

interface RestingParts {
  readonly clock: Clock;
  readonly store: PaperStore;
  readonly marketOf: (market: MarketId) => Market | undefined;
  readonly tell: (fill: Fill) => void;
}

/**
 * Paper orders that wait in the book. Only a print fills them, and only with what it traded beyond the queue that was
 * there; one print fills one contract once, whatever the number of our orders. Changes run one after the other.
 */
export class RestingOrders {
  readonly #parts: RestingParts;
  readonly #orders = new Map<string, StoredOrder>();
  readonly #expiries = new Map<string, Cancel>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: RestingParts) {
    this.#parts = parts;
  }

  add(order: StoredOrder): void {
    const { clientOrderId, expiresAt, timeInForce } = order.spec;
    this.#orders.set(clientOrderId, order);
    if (timeInForce !== 'gtd' || expiresAt === null) return;
    const { clock } = this.#parts;
    // Good till its date, and on that date still.
    const cancel = clock.after(
      expiresAt + 1 - clock.now(),
      () => void this.cancel(clientOrderId).catch(() => undefined),
    );
    this.#expiries.set(clientOrderId, cancel);
  }

  get ids(): readonly string[] {
    return [...this.#orders.keys()];
  }

  idsIn(market: MarketId): readonly string[] {
    return [...this.#orders.values()]
      .filter(({ spec }) => spec.market === market)
      .map(({ spec }) => spec.clientOrderId);
  }

  /** The queue ahead cannot be longer than what the level still shows; a level out of view shows nothing of its queue. */
  shrinkQueues(market: MarketId, book: PaperBook): void {
    for (const [id, order] of this.#orders) {
      if (order.spec.market !== market) continue;
      const shown = queueAt(order.spec, book);
      if (shown < order.queueAhead) this.#orders.set(id, { ...order, queueAhead: shown });
    }
  }

  /** A trade of others. Ours behind the same level share what it leaves, first come first served. */
  print(print: TradePrint): void {
    if (this.#orders.size === 0) return;
    void this.#next(async () => {
      let left: number = print.quantity;
      for (const { spec } of this.#hitBy(print)) left -= await this.#fill(spec.clientOrderId, print, left);
    }).catch(() => undefined);
  }

  cancel(clientOrderId: string): Promise<void> {
    return this.#next(async () => {
      const order = this.#orders.get(clientOrderId);
      if (!order) return;
      await this.#parts.store.advance(order, { ...order, state: 'cancelled', reserved: ZERO_USD }, []);
      this.#drop(clientOrderId);
    });
  }

  async idle(): Promise<void> {
    await this.#turn;
  }

  stop(): void {
    for (const cancel of this.#expiries.values()) cancel();
  }

  /** Orders whose level the print reached, best price first, then oldest first. */
  #hitBy(print: TradePrint): readonly StoredOrder[] {
    const hit = [...this.#orders.values()].filter(({ spec }) => {
      if (spec.market !== print.market) return false;
      if (spec.timeInForce === 'gtd' && spec.expiresAt !== null && print.receivedAt > spec.expiresAt) return false;
      const { side, bookPrice } = restingPlace(spec);
      return side === 'bids'
        ? print.taker === 'sell' && print.price <= bookPrice
        : print.taker === 'buy' && print.price >= bookPrice;
    });
    return hit.sort((a, b) => distance(b, print) - distance(a, print));
  }

  /** @returns what the order got. */
  async #fill(id: string, print: TradePrint, left: number): Promise<number> {
    const order = this.#orders.get(id);
    const market = this.#parts.marketOf(print.market);
    if (!order || !market || left <= 0) return 0;
    const ahead = print.price === restingPlace(order.spec).bookPrice ? order.queueAhead : 0;
    const got = quantity(Math.min(Math.max(0, left - ahead), order.spec.quantity - order.filled));
    const queueAhead = quantity(Math.max(0, order.queueAhead - left));
    if (got === 0) {
      this.#orders.set(id, { ...order, queueAhead });
      return 0;
    }
    const model = modelAt(market.fees, print.receivedAt);
    const executions = [{ price: order.spec.limitPrice, quantity: got, liquidity: 'maker' as const }];
    const from = { number: order.fills.length, accumulator: order.feeAccumulator };
    const { fills, accumulator } = priceFills(order.spec, executions, model, print.receivedAt, from);
    const filled = quantity(order.filled + got);
    const rest = quantity(order.spec.quantity - filled);
    const after: StoredOrder = {
      ...order,
      state: rest === 0 ? 'filled' : 'resting',
      filled,
      queueAhead,
      feeAccumulator: accumulator,
      fills: [...order.fills, ...fills],
      reserved: rest === 0 ? ZERO_USD : reserveFor(order.spec, rest, takerFee(model, rest, order.spec.limitPrice)),
    };
    await this.#parts.store.advance(order, after, fills);
    if (rest === 0) this.#drop(id);
    else this.#orders.set(id, after);
    for (const fill of fills) this.#parts.tell(fill);
    return got;
  }

  #drop(id: string): void {
    this.#orders.delete(id);
    this.#expiries.get(id)?.();
    this.#expiries.delete(id);
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => undefined);
    return run;
  }
}

const distance = ({ spec }: StoredOrder, print: TradePrint): number =>
  Math.abs(restingPlace(spec).bookPrice - print.price);
