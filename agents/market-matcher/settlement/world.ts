import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { ONE_DOLLAR_PRICE, type Price, price } from '@pm-arbitrage/core/money/money.js';

/** One side pays its full dollar, the other nothing: a set of both answers loses it whole. */
export const WHOLE = ONE_DOLLAR_PRICE;
/** One side pays by its result, the other half: a set keeps at least the half. */
export const HALF = price(5_000);

/** A world that nobody has accepted yet. `probability` null: unbounded. */
export const worldApart = (
  cause: SettlementWorld['cause'],
  probability: number | null,
  loss: Price,
  what: string,
): SettlementWorld => ({ cause, what, probability, loss, acceptedBy: null });
