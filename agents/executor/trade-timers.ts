import { isComplete } from '@pm-arbitrage/core/domain/trade-states.js';
import type { Approval, TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import { hopTimer } from '@pm-arbitrage/core/metrics/hop-timer.js';
import { histogramOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { Registry } from 'prom-client';

/** How long the executor's part of a trade takes, as metrics. Times are Unix ms. */
export class TradeTimers {
  readonly #sent;
  readonly #filled;
  readonly #tickToTrade;

  constructor(registry: Registry) {
    this.#sent = hopTimer(registry, 'approval-to-order');
    this.#filled = hopTimer(registry, 'order-to-filled');
    this.#tickToTrade = histogramOf(registry, told.tickToTrade);
  }

  /** The first order of a trade left, and the last of those sent with it was answered. */
  answered({ approvedAt, tickAt }: Approval, sentAt: number, answeredAt: number): void {
    this.#sent(approvedAt, sentAt);
    this.#tickToTrade.observe(Math.max(0, answeredAt - tickAt) / 1_000);
  }

  /** What the trade came to at once; one that rests or is made whole later is timed by nobody. */
  ended({ at, state }: TradeResult, sentAt: number): void {
    if (isComplete(state)) this.#filled(sentAt, at);
  }
}
