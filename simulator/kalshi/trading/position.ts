import {
  mulDiv,
  notional,
  type Price,
  type Quantity,
  type Usd,
  usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';

/** What an account holds in one market: one signed number, because YES and NO net at once (reference §11). */
export interface Position {
  /** Contracts, 1/1,000,000: positive YES, negative NO. */
  readonly size: number;
  /** Paid for the open contracts, without fees. */
  readonly cost: Usd;
  /** Dollars that changed hands. */
  readonly traded: Usd;
  /** Proceeds less average cost of what was closed, without fees. */
  readonly realized: Usd;
  readonly fees: Usd;
  /** Contracts that changed hands, 1/1,000,000. */
  readonly volume: number;
  readonly settled: boolean;
  /** Unix milliseconds. */
  readonly updatedAt: number;
}

export const NO_POSITION: Position = {
  size: 0,
  cost: ZERO_USD,
  traded: ZERO_USD,
  realized: ZERO_USD,
  fees: ZERO_USD,
  volume: 0,
  settled: false,
  updatedAt: 0,
};

/** How much of an order on `side` closes a position: asks close YES, bids close NO. */
export const closable = (size: number, side: Side): number => Math.max(0, side === 'bid' ? -size : size);

/** A fill's effect before fees: the position after it and what it brought (negative when it cost). */
export function trade(
  before: Position,
  side: Side,
  at: Price,
  count: Quantity,
): { readonly position: Position; readonly revenue: Usd } {
  const closing = Math.min(count, closable(before.size, side)) as Quantity;
  const opening = (count - closing) as Quantity;
  // A bid buys YES at p and sells NO at 1 − p; an ask the other way round.
  const yes = at;
  const no = (10_000 - at) as Price;
  const [openPrice, closePrice] = side === 'bid' ? [yes, no] : [no, yes];
  const paid = notional(opening, openPrice, 'up');
  const received = notional(closing, closePrice, 'down');
  const held = Math.abs(before.size);
  const released = closing === held ? before.cost : (mulDiv(before.cost, closing, held, 'down') as Usd);
  return {
    revenue: usd(received - paid),
    position: {
      ...before,
      size: before.size + (side === 'bid' ? count : -count),
      cost: usd(before.cost - released + paid),
      traded: usd(before.traded + paid + received),
      realized: usd(before.realized + received - released),
      volume: before.volume + count,
    },
  };
}
