import type { Cancel } from '@pm-arbitrage/core/clock/clock.js';
import type { TradeRecord } from './trade-record.js';
import type { TradingOrder } from './trading-order.js';

/** What happened to an account; `at` is Unix ms. */
export type TradingEvent =
  | {
      readonly type: 'order';
      readonly kind: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION';
      readonly order: TradingOrder;
      readonly at: number;
    }
  | { readonly type: 'trade'; readonly trade: TradeRecord; readonly at: number };

/** Tells the private streams and the chain's watchers. */
export class TradingEvents {
  readonly #listeners = new Set<(event: TradingEvent) => void>();

  listen(listener: (event: TradingEvent) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: TradingEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
