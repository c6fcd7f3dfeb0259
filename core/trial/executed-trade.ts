import { sumUsd, type Usd, usd } from '../money/money.js';
import type { TradeHistory } from '../queries/trade-history.js';

/** How a trade of which at least one order was filled was executed. */
export interface ExecutedTrade {
  /** Paid for everything it bought less what selling brought back, fees included. */
  readonly paid: Usd;
  /** Every leg holds, or held until it was paid, what was approved. */
  readonly whole: boolean;
  /** Whole, and within what the guardian let it cost, fees included. */
  readonly insideLimit: boolean;
  /** It needed an order beyond its legs, or was left with legs that differ. */
  readonly everOneSided: boolean;
  /**
   * From the approval to the last acknowledgement, ms: the guardian writes the time of its approval as `requested_at`, and
   * the executor measures `tick_to_trade_ms` when all orders are answered. Null for one that a later life took up.
   */
  readonly approvedToAcknowledgedMs: number | null;
}

/** Null where nothing was filled that was not taken back. Pure. */
export function executedTrade({ fills, intents, legs, trade }: TradeHistory): ExecutedTrade | null {
  const standing = fills.filter(({ finality }) => finality !== 'undone');
  if (standing.length === 0) return null;
  const paid = sumUsd(
    standing.map(({ action, fee, notional }) => usd(fee + (action === 'buy' ? notional : -notional))),
  );
  const whole = legs.every(({ filled }) => filled === trade.quantity);
  const even = legs.every(({ filled }) => filled === legs[0]?.filled);
  const { maxCost, requestedAt, state, tickAt, tickToTradeMs } = trade;
  return {
    paid,
    whole,
    insideLimit: whole && paid <= maxCost,
    everOneSided: !even || state === 'naked' || intents.some(({ purpose }) => purpose !== 'leg'),
    approvedToAcknowledgedMs: tickToTradeMs === null ? null : tickAt + tickToTradeMs - requestedAt,
  };
}
