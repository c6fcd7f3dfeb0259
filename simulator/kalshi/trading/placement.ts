import { type Price, type Quantity, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { LiveMarket } from '../../engine/live-market.js';
import type { KalshiListing } from '../../world/kalshi-listing.js';
import type { Account } from './account.js';
import type { KalshiOrder } from './order.js';
import { refusals } from './refusal.js';
import type { OpenInterest } from './reservation.js';
import type { TradingFloor } from './trading-floor.js';

const MODES = { good_till_canceled: 'rest', immediate_or_cancel: 'immediate', fill_or_kill: 'all-or-nothing' } as const;
const SELF_TRADE = { taker_at_cross: 'stop', maker: 'cancel-resting' } as const;

export function wouldCross({ book }: LiveMarket, side: Side, price: Price): boolean {
  const best = side === 'bid' ? book.bestAsk() : book.bestBid();
  return best !== undefined && (side === 'bid' ? price >= best.price : price <= best.price);
}

/**
 * Checks an order against the cash of its shard, as if it rested beside the others.
 * @param without an order that it replaces
 * @throws Refusal `insufficient_balance`, or `user_not_found` where the account never had money.
 */
export function requireFunds(
  floor: TradingFloor,
  account: Account,
  listing: KalshiListing,
  candidate: OpenInterest,
  without?: KalshiOrder,
): void {
  const { cash, reserved } = account.funds(listing.series.exchangeIndex);
  const elsewhere = reserved - account.reserved(listing.ticker);
  if (cash < elsewhere + floor.ledger.needed(account, listing, candidate, without))
    throw refusals.insufficientBalance();
}

/**
 * Lets an order match and rest; what cannot rest is cancelled.
 * @param count what of it goes to the book
 * @throws Refusal for a fill-or-kill order that the book cannot fill. It is cancelled then.
 */
export function workOrder(
  floor: TradingFloor,
  account: Account,
  order: KalshiOrder,
  market: LiveMarket,
  count: Quantity,
): void {
  const { ledger, clock } = floor;
  const { side, timeInForce, selfTrade, listing } = order.terms;
  const placed = market.book.place({
    id: order.id,
    owner: account.id,
    side,
    price: order.state.price,
    quantity: count,
    mode: MODES[timeInForce],
    selfTrade: SELF_TRADE[selfTrade],
  });
  const now = clock.now();
  if (placed.refused !== null) {
    order.update(now, { status: 'canceled', remaining: ZERO_QUANTITY, killed: true });
    throw refusals.notFillable();
  }
  for (const { id } of placed.selfCancelled) {
    const own = account.orders.get(id);
    if (own) ledger.cancel(account, own, 'SelfTradeCancel', now);
  }
  if (placed.resting > 0) {
    account.setResting(order, true);
    ledger.refresh(account, listing, now);
    if (placed.fills.length === 0) ledger.tell(account, order);
  } else if (order.state.status === 'resting') {
    const capped = count < order.state.remaining + filledOf(placed.fills) ? 'ReduceOnlyCancel' : null;
    ledger.cancel(account, order, timeInForce === 'good_till_canceled' ? 'SelfTradeCancel' : capped, now);
  }
  ledger.triggerReached();
}

const filledOf = (fills: readonly { readonly quantity: Quantity }[]): number =>
  fills.reduce((total, fill) => total + fill.quantity, 0);
