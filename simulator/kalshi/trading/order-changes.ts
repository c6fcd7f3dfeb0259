import { type Price, type Quantity, quantity, subQuantity, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { Account } from './account.js';
import type { KalshiOrder } from './order.js';
import { requireOnGrid } from './order-input.js';
import { requireFunds, workOrder, wouldCross } from './placement.js';
import { refusals } from './refusal.js';
import { fillAtLimit } from './stranger.js';
import { openMarket, restingOrder, type Routing, type TradingFloor } from './trading-floor.js';

export interface Amendment {
  readonly ticker: string;
  readonly side: Side;
  readonly price: Price;
  /** New total: filled and remaining together. */
  readonly count: Quantity;
  readonly clientOrderId: string | null;
  readonly updatedClientOrderId: string | null;
  readonly exchangeIndex: number | null;
}

/** Changes and cancels orders that rest (reference §8.3 to §8.5). */
export class OrderChanges {
  readonly #floor: TradingFloor;

  constructor(floor: TradingFloor) {
    this.#floor = floor;
  }

  /** @returns what was left of the order. @throws Refusal, also when a stranger fills it first. */
  cancel(account: Account, id: string, routing: Routing): { order: KalshiOrder; reducedBy: number } {
    const { ledger, faults, clock, newId } = this.#floor;
    const order = restingOrder(this.#floor, account, id, routing);
    const market = openMarket(this.#floor, order.terms.listing);
    if (market.trading && faults.takeCancelRace('kalshi')) {
      fillAtLimit(market, order, `stranger-${newId()}`);
      throw refusals.notFound();
    }
    return { order, reducedBy: ledger.cancel(account, order, null, clock.now()) };
  }

  /** Cancels everything on every shard. @throws Refusal while the exchange is paused. */
  cancelAll(account: Account): void {
    const { ledger, clock, state } = this.#floor;
    state.requireExchange();
    ledger.cancelWhere(() => true, null, clock.now(), account);
  }

  /** Makes an order smaller; it keeps its place. @throws Refusal */
  decrease(
    account: Account,
    id: string,
    routing: Routing,
    size: { readonly by: Quantity } | { readonly to: Quantity },
  ): KalshiOrder {
    const order = restingOrder(this.#floor, account, id, routing);
    const { remaining } = order.state;
    const to = 'to' in size ? size.to : subQuantity(remaining, size.by);
    if (to < 0 || to > remaining) throw refusals.invalidOrderSize('a decrease leaves between nothing and what remains');
    this.#shrink(account, order, to, 'Decrease');
    return order;
  }

  /** @throws Refusal; the order stays as it was then. */
  amend(account: Account, id: string, amendment: Amendment): KalshiOrder {
    const floor = this.#floor;
    const order = restingOrder(floor, account, id, amendment);
    const { listing, side, postOnly } = order.terms;
    floor.state.requireTrading(listing);
    const market = openMarket(floor, listing);
    if (market.paused) throw refusals.marketInactive();
    const { state } = order;
    const sameId = amendment.clientOrderId === null || amendment.clientOrderId === state.clientOrderId;
    if (amendment.ticker !== order.ticker || amendment.side !== side || !sameId) {
      throw refusals.invalidParameters('ticker, side and client_order_id must be those of the order');
    }
    if (amendment.count < state.filled || amendment.count === 0) throw refusals.invalidAmendQuantity();
    requireOnGrid(listing, amendment.price);
    const remaining = subQuantity(amendment.count, state.filled);
    const grows = amendment.price !== state.price || remaining > state.remaining;
    if (grows && remaining > 0) {
      const crosses = wouldCross(market, side, amendment.price);
      if (postOnly && crosses) throw refusals.invalidOrder('post only cross');
      const role = crosses ? 'taker' : 'maker';
      requireFunds(floor, account, listing, { side, price: amendment.price, remaining, role }, order);
    }
    this.#rename(account, order, amendment.updatedClientOrderId);
    if (!grows || remaining === 0) this.#shrink(account, order, remaining, 'Amend');
    else {
      account.setResting(order, false);
      market.book.cancel(order.id);
      const { price, count } = amendment;
      order.update(floor.clock.now(), { price, initial: count, remaining, reason: 'Amend' });
      workOrder(floor, account, order, market, remaining);
    }
    return order;
  }

  #rename(account: Account, order: KalshiOrder, clientOrderId: string | null): void {
    if (clientOrderId === null || clientOrderId === order.state.clientOrderId) return;
    account.claimClientId(clientOrderId, order);
    order.update(this.#floor.clock.now(), { clientOrderId });
  }

  #shrink(account: Account, order: KalshiOrder, to: Quantity, reason: 'Decrease' | 'Amend'): void {
    const { ledger, clock, catalogue } = this.#floor;
    const { remaining, filled } = order.state;
    if (to === ZERO_QUANTITY) {
      ledger.cancel(account, order, reason, clock.now());
      return;
    }
    catalogue.live(order.terms.listing)?.book.reduce(order.id, subQuantity(remaining, to));
    order.update(clock.now(), { initial: quantity(filled + to), remaining: to, reason });
    ledger.refresh(account, order.terms.listing, clock.now());
    ledger.tell(account, order);
  }
}
