import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { Exchange } from '@pm-arbitrage/simulator/engine/exchange.js';
import type { LiveMarket } from '@pm-arbitrage/simulator/engine/live-market.js';

/** A match of an order of ours, as the matching engine saw it. */
export interface Execution {
  readonly platform: Platform;
  readonly live: LiveMarket;
  /** The venue's id of our order. */
  readonly orderId: string;
  /** Signed change of our position in YES contracts, 1/1,000,000. */
  readonly yesChange: number;
  /** YES price, 1/10,000 dollar. */
  readonly yesPrice: number;
  /** Unix ms of the run's clock. */
  readonly at: number;
}

/** Writes down what the orders of these owners execute. @returns a function that stops it */
export function followExecutions(
  exchange: Exchange,
  owners: ReadonlySet<string>,
  took: (execution: Execution) => void,
): () => void {
  return exchange.listen((event) => {
    if (event.type !== 'trade') return;
    const { market: live, trade } = event;
    const bought = trade.takerSide === 'bid' ? 1 : -1;
    for (const [party, sign] of [
      [trade.taker, bought],
      [trade.maker, -bought],
    ] as const) {
      if (!owners.has(party.owner)) continue;
      const { price: yesPrice, at } = trade;
      const { venue: platform } = live;
      took({ platform, live, orderId: party.id, yesChange: sign * trade.quantity, yesPrice, at });
    }
  });
}
