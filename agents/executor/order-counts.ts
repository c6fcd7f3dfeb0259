import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { Registry } from 'prom-client';
import type { OrderOutcome } from './journal.js';

/** What became of orders, as metrics. */
export class OrderCounts {
  readonly #orders;
  readonly #inDoubt;

  constructor(registry: Registry) {
    this.#orders = counterOf(registry, told.orders);
    this.#inDoubt = counterOf(registry, told.ordersInDoubt);
  }

  inDoubt({ platform }: Pick<OrderSpec, 'platform'>): void {
    this.#inDoubt.inc({ platform });
  }

  ended({ action, platform, quantity }: OrderSpec, { fills, state }: OrderOutcome): void {
    const filled = fills.reduce((total, fill) => total + (fill.finality === 'undone' ? 0 : fill.quantity), 0);
    const outcome = filled >= quantity ? 'filled' : filled > 0 ? 'partial' : state;
    this.#orders.inc({ platform, action, outcome });
  }
}
