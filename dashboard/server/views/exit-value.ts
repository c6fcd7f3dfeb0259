import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import type { ContractSide } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { takerFeeOf } from '@pm-arbitrage/core/fees/taker-fee.js';
import {
  addUsd,
  complement,
  minQuantity,
  notional,
  type Price,
  type Quantity,
  subQuantity,
  subUsd,
  type Usd,
  ZERO_QUANTITY,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';

/** The best price at which a contract can be sold into a book; null: nobody bids. */
export function bestBid({ bids, asks }: PriceUpdate, side: ContractSide): Price | null {
  const level = side === 'yes' ? bids[0] : asks[0];
  if (level === undefined) return null;
  return side === 'yes' ? level[0] : complement(level[0]);
}

/**
 * What selling contracts into a book would bring now, each level a fill of its own, fees off, rounded against us; null
 * where the levels that are known do not take them all, or the book is broken.
 */
export function exitValue(book: PriceUpdate, side: ContractSide, count: Quantity, model: FeeModel): Usd | null {
  if (book.status !== 'live') return null;
  const fee = takerFeeOf(model);
  let [left, value] = [count, ZERO_USD];
  for (const [at, resting] of side === 'yes' ? book.bids : book.asks) {
    if (left === ZERO_QUANTITY) break;
    const taken = minQuantity(left, resting);
    const got = side === 'yes' ? at : complement(at);
    value = addUsd(value, subUsd(notional(taken, got, 'down'), fee(taken, got)));
    left = subQuantity(left, taken);
  }
  return left === ZERO_QUANTITY ? value : null;
}
