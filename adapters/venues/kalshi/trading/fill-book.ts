import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { addQuantity, type Quantity, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { ExchangeFill } from './exchange-fill.js';

interface Waiter {
  readonly needed: Quantity;
  readonly settle: (enough: boolean) => void;
}

interface OrderFills {
  readonly fills: Map<string, ExchangeFill>;
  readonly waiters: Set<Waiter>;
  total: Quantity;
}

/** Orders whose fills are kept; older ones are read again when somebody asks. */
const KEPT_ORDERS = 10_000;

/** The executions of our orders that are known, from the socket and from REST, each once. */
export class FillBook {
  readonly #clock: Clock;
  readonly #told: (fill: ExchangeFill) => void;
  readonly #orders = new Map<string, OrderFills>();

  /** @param told every execution, once */
  constructor(clock: Clock, told: (fill: ExchangeFill) => void) {
    this.#clock = clock;
    this.#told = told;
  }

  /** @returns false when it was known. */
  add(fill: ExchangeFill): boolean {
    const order = this.#order(fill.orderId);
    if (order.fills.has(fill.tradeId)) return false;
    order.fills.set(fill.tradeId, fill);
    order.total = addQuantity(order.total, fill.quantity);
    for (const waiter of order.waiters) if (order.total >= waiter.needed) waiter.settle(true);
    this.#told(fill);
    return true;
  }

  /** Oldest first. */
  of(orderId: string): readonly ExchangeFill[] {
    const fills = this.#orders.get(orderId)?.fills.values() ?? [];
    return [...fills].toSorted((a, b) => a.at - b.at);
  }

  filled(orderId: string): Quantity {
    return this.#orders.get(orderId)?.total ?? ZERO_QUANTITY;
  }

  /** Resolves true as soon as that much of the order is known to be filled, false when the patience is over. */
  wait(orderId: string, needed: Quantity, patienceMs: number): Promise<boolean> {
    const order = this.#order(orderId);
    if (order.total >= needed) return Promise.resolve(true);
    return new Promise((resolve) => {
      let cancel: Cancel = () => {};
      const waiter: Waiter = {
        needed,
        settle: (enough) => {
          cancel();
          order.waiters.delete(waiter);
          resolve(enough);
        },
      };
      order.waiters.add(waiter);
      cancel = this.#clock.after(patienceMs, () => waiter.settle(false));
    });
  }

  #order(orderId: string): OrderFills {
    let order = this.#orders.get(orderId);
    if (!order) {
      order = { fills: new Map(), waiters: new Set(), total: ZERO_QUANTITY };
      this.#orders.set(orderId, order);
      if (this.#orders.size > KEPT_ORDERS) this.#forgetOldest();
    }
    return order;
  }

  #forgetOldest(): void {
    for (const [id, { waiters }] of this.#orders) {
      if (waiters.size > 0) continue;
      this.#orders.delete(id);
      return;
    }
  }
}
