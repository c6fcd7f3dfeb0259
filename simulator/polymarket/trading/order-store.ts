import type { TradingOrder } from './trading-order.js';

/** Every order ever accepted, and which of them wait in a book. */
export class OrderStore {
  readonly #orders = new Map<string, TradingOrder>();
  readonly #open = new Set<TradingOrder>();

  add(order: TradingOrder): void {
    this.#orders.set(order.id, order);
  }

  find(id: string): TradingOrder | undefined {
    return this.#orders.get(id);
  }

  all(): IterableIterator<TradingOrder> {
    return this.#orders.values();
  }

  /** Orders that wait, oldest first. */
  open(matching: (order: TradingOrder) => boolean = () => true): TradingOrder[] {
    return [...this.#open].filter(matching);
  }

  isOpen(order: TradingOrder): boolean {
    return this.#open.has(order);
  }

  setOpen(order: TradingOrder, open: boolean): void {
    if (open) this.#open.add(order);
    else this.#open.delete(order);
  }
}
