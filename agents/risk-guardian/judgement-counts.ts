import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { hopTimer } from '@pm-arbitrage/core/metrics/hop-timer.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { Registry } from 'prom-client';

/** What the guardian answered, as metrics. */
export class JudgementCounts {
  readonly #approvals;
  readonly #rejections;
  readonly #timed;

  constructor(registry: Registry) {
    this.#approvals = counterOf(registry, told.approvals);
    this.#rejections = counterOf(registry, told.rejections);
    this.#timed = hopTimer(registry, 'request-to-approval');
  }

  /** @param at when the approval was committed, Unix ms */
  approved({ strategy, requestedAt }: Pick<TradeRequest, 'strategy' | 'requestedAt'>, at: number): void {
    this.#approvals.inc({ strategy });
    this.#timed(requestedAt, at);
  }

  rejected(rule: string): void {
    this.#rejections.inc({ rule });
  }
}
