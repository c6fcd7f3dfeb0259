import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { FaultBoard } from '../../faults/fault-board.js';
import type { JsonOutcome, JsonRequest, JsonResponse } from '../../http/json-server.js';
import { isFresh } from '../signature.js';
import { refusals } from './refusal.js';

/** A market that a fault paused trades again after this long. */
const PAUSE_MS = 5_000;

interface OrderFaultsOptions {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly pauseMarket: (ticker: string) => void;
  readonly resumeMarket: (ticker: string) => void;
  readonly errorBody: (status: number) => unknown;
}

/** Lets order placements go wrong as the fault board says. */
export class OrderFaults {
  readonly #options: OrderFaultsOptions;

  constructor(options: OrderFaultsOptions) {
    this.#options = options;
  }

  /**
   * @param tickers markets of the placement
   * @param place works it; its argument caps the share of each order that finds a counterparty
   */
  apply(request: JsonRequest, tickers: readonly string[], place: (share: number | null) => JsonResponse): JsonOutcome {
    const { clock, faults, errorBody } = this.#options;
    const fault = faults.takeOrderFault('kalshi');
    switch (fault?.effect) {
      case undefined:
      case 'ghost-fill': // Polymarket's alone
        return place(null);
      case 'lose-answer':
        place(null);
        return 'cut';
      case 'accept-late':
        clock.after(fault.delayMs, () => {
          const signedAt = Number(request.headers['kalshi-access-timestamp']);
          if (isFresh(signedAt, clock.now() + faults.skewMs('kalshi'))) place(null);
        });
        return 'cut';
      case 'reject':
        return refusals.insufficientBalance().response();
      case 'partial':
        return place(fault.share);
      case 'fail-before':
        return { status: fault.status, body: errorBody(fault.status) };
      case 'fail-after':
        place(null);
        return { status: fault.status, body: errorBody(fault.status) };
      case 'pause-market':
        this.#pause(tickers);
        return place(null);
    }
  }

  #pause(tickers: readonly string[]): void {
    const { clock, pauseMarket, resumeMarket } = this.#options;
    for (const ticker of new Set(tickers)) {
      pauseMarket(ticker);
      clock.after(PAUSE_MS, () => resumeMarket(ticker));
    }
  }
}
