import { type Quantity, quantity, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { Account } from './account.js';
import { KalshiOrder, type UpdateReason } from './order.js';
import type { OrderGroup } from './order-group.js';
import { type OrderInput, requireOnGrid } from './order-input.js';
import { requireFunds, workOrder, wouldCross } from './placement.js';
import { closable } from './position.js';
import { refusals } from './refusal.js';
import { takeBefore } from './stranger.js';
import { listingFor, openMarket, type TradingFloor } from './trading-floor.js';

/** How far a cancel-all reaches into the future, and how long it takes to catch a new order (reference §8.5). */
const CANCEL_ALL_REACH_MS = 60_000;
const CANCEL_ALL_CATCH_MS = 100;
/** Longest delay that every clock's timers can take. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Takes new orders to the book (reference §8.1 and §8.2). */
export class OrderEntry {
  readonly #floor: TradingFloor;
  readonly #cancelledAllAt = new Map<Account, number>();

  constructor(floor: TradingFloor) {
    this.#floor = floor;
  }

  /** Remembers when an account cancelled everything. */
  noteCancelAll(account: Account): void {
    this.#cancelledAllAt.set(account, this.#floor.clock.now());
  }

  /**
   * @param share at most this share of it finds a counterparty, because a stranger is quicker
   * @returns the order as it is after matching.
   * @throws Refusal when it was not accepted, or killed.
   */
  create(account: Account, input: OrderInput, share: number | null = null): KalshiOrder {
    const floor = this.#floor;
    const listing = listingFor(floor, input.ticker, input.exchangeIndex);
    floor.state.requireTrading(listing);
    const market = openMarket(floor, listing);
    if (market.paused) throw refusals.marketInactive();
    requireOnGrid(listing, input.price);
    account.funds(listing.series.exchangeIndex);
    if (input.clientOrderId !== null && account.byClientId.has(input.clientOrderId)) {
      throw refusals.orderAlreadyExists();
    }
    const now = floor.clock.now();
    if (input.expiresAt !== null && input.expiresAt <= now) throw refusals.invalidOrder('expiration_time is past');
    const group = groupFor(account, input, listing.series.exchangeIndex);
    const crosses = wouldCross(market, input.side, input.price);
    if (input.postOnly && crosses && floor.switches.postOnlyCross === 'refuse') {
      throw refusals.invalidOrder('post only cross');
    }
    const count = input.reduceOnly ? reducible(account, input) : input.count;
    const { side, price } = input;
    requireFunds(floor, account, listing, { side, price, remaining: count, role: crosses ? 'taker' : 'maker' });

    const id = floor.newId();
    const terms = { ...input, id, accountId: account.id, listing, createdAt: now };
    const order = new KalshiOrder(terms, input.clientOrderId ?? id, price, input.count);
    account.claimClientId(order.state.clientOrderId, order);
    account.orders.set(id, order);
    group?.orders.push(order);
    if (count === ZERO_QUANTITY) return this.#dead(account, order, 'ReduceOnlyCancel');
    if (input.postOnly && crosses) return this.#dead(account, order, 'PostOnlyCrossCancel');
    if (share !== null) takeBefore(market, { side, price, count, share }, `stranger-${floor.newId()}`);
    workOrder(floor, account, order, market, count);
    this.#planEnd(account, order);
    return order;
  }

  /** Accepted and cancelled at once. */
  #dead(account: Account, order: KalshiOrder, reason: UpdateReason): KalshiOrder {
    this.#floor.ledger.cancel(account, order, reason, this.#floor.clock.now());
    return order;
  }

  #planEnd(account: Account, order: KalshiOrder): void {
    const { clock, ledger, switches } = this.#floor;
    if (!account.rests(order)) return;
    const { expiresAt } = order.terms;
    if (expiresAt !== null) this.#expireAt(account, order, expiresAt);
    const cancelledAll = this.#cancelledAllAt.get(account) ?? -Infinity;
    if (switches.cancelAllHitsNextMinute && clock.now() < cancelledAll + CANCEL_ALL_REACH_MS) {
      clock.after(CANCEL_ALL_CATCH_MS, () => {
        if (account.rests(order)) ledger.cancel(account, order, null, clock.now());
      });
    }
  }

  #expireAt(account: Account, order: KalshiOrder, at: number): void {
    const { clock, ledger } = this.#floor;
    clock.after(Math.min(at - clock.now(), LONGEST_TIMER_MS), () => {
      if (!account.rests(order)) return;
      if (clock.now() < at) this.#expireAt(account, order, at);
      else ledger.cancel(account, order, 'ExpiryCancel', clock.now());
    });
  }
}

function groupFor(account: Account, { groupId }: OrderInput, shard: number): OrderGroup | null {
  if (groupId === null) return null;
  const group = account.groups.get(groupId);
  if (!group || group.shard !== shard) throw refusals.orderGroupNotFound();
  if (group.triggered) throw refusals.orderGroupExceeded();
  return group;
}

/** What of a reduce-only order the position leaves. */
const reducible = (account: Account, { ticker, side, count }: OrderInput): Quantity =>
  quantity(Math.min(count, closable(account.position(ticker).size, side)));
