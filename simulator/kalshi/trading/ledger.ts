import { type Usd, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { LiveMarket } from '../../engine/live-market.js';
import type { Party, Trade } from '../../engine/market-event.js';
import type { Side } from '../../engine/book-side.js';
import type { Exchange } from '../../engine/exchange.js';
import type { KalshiListing } from '../../world/kalshi-listing.js';
import { venueResult } from '../../world/question.js';
import type { Account, AccountFill } from './account.js';
import { bookFee, tradeFee } from './fees.js';
import type { KalshiOrder, UpdateReason } from './order.js';
import type { OrderGroup } from './order-group.js';
import { trade as tradePosition } from './position.js';
import { type OpenInterest, reservation } from './reservation.js';
import type { UserEvent } from './user-event.js';
import { fillMsg, marketPositionMsg, orderGroupMsg, userOrderMsg } from './user-frames.js';

/** Keeps every account's orders, positions and cash in step with what the engine does. */
export class Ledger {
  readonly #exchange: Exchange;
  readonly #accounts: ReadonlyMap<string, Account>;
  readonly #emit: (event: UserEvent) => void;
  #reached: { readonly account: Account; readonly group: OrderGroup; readonly at: number }[] = [];

  constructor(exchange: Exchange, accounts: ReadonlyMap<string, Account>, emit: (event: UserEvent) => void) {
    this.#exchange = exchange;
    this.#accounts = accounts;
    this.#emit = emit;
  }

  /** Books a trade with every account that is a side of it. */
  onTrade(market: LiveMarket, trade: Trade): void {
    if (market.listing.venue !== 'kalshi') return;
    const makerSide: Side = trade.takerSide === 'bid' ? 'ask' : 'bid';
    this.#book(trade.maker, makerSide, trade, market.listing.kalshi);
    this.#book(trade.taker, trade.takerSide, trade, market.listing.kalshi);
  }

  #book(party: Party, side: Side, trade: Trade, listing: KalshiListing): void {
    const account = this.#accounts.get(party.owner);
    const order = account?.orders.get(party.id);
    if (!account || !order) return;
    const { at, price, quantity: count } = trade;
    const isTaker = party === trade.taker;
    const { position, revenue } = tradePosition(account.position(listing.ticker), side, price, count);
    const model = tradeFee(listing.series, isTaker ? 'taker' : 'maker', count, price);
    const { fee, balanceChange, accumulator } = bookFee(revenue, model, order.state.accumulator);
    account.move(order.shard, balanceChange, at);
    account.setPosition(listing, { ...position, fees: usd(position.fees + fee) }, at);
    order.fill(at, { price, count, taker: isTaker, fee, accumulator });
    if (order.state.status === 'executed') account.setResting(order, false);
    this.refresh(account, listing, at);
    const fill: AccountFill = { tradeId: trade.id, order, side, price, quantity: count, isTaker, fee, at };
    account.fills.push(fill);
    const after = account.position(listing.ticker);
    const { ticker } = listing;
    this.#emit({ channel: 'fill', accountId: account.id, ticker, msg: fillMsg(fill, after) });
    this.tell(account, order);
    this.#emit({
      channel: 'market_positions',
      accountId: account.id,
      ticker,
      msg: marketPositionMsg(account, ticker, after),
    });
    const group = order.terms.groupId === null ? undefined : account.groups.get(order.terms.groupId);
    group?.matched(at, count);
    if (group?.isReached(at) !== true) return;
    // The book is in the middle of a match here and must not lose orders.
    this.#reached.push({ account, group, at });
    queueMicrotask(() => this.triggerReached());
  }

  /** Triggers the order groups whose limit the last matches reached. */
  triggerReached(): void {
    for (const { account, group, at } of this.#reached.splice(0)) this.trigger(account, group, at);
  }

  /** Cancels an order group's orders and refuses new ones until it is reset. */
  trigger(account: Account, group: OrderGroup, at: number): void {
    if (group.triggered) return;
    group.triggered = true;
    this.tellGroup(account, group, 'triggered', at);
    for (const order of group.orders) if (account.rests(order)) this.cancel(account, order, null, at);
  }

  tellGroup(account: Account, group: OrderGroup, event: Parameters<typeof orderGroupMsg>[0], at: number): void {
    const msg = orderGroupMsg(event, group.id, group.limit, at);
    this.#emit({ channel: 'order_group_updates', accountId: account.id, ticker: null, msg });
  }

  /** Sends an order's state on the private channel. */
  tell(account: Account, order: KalshiOrder): void {
    const msg = userOrderMsg(account, order);
    this.#emit({ channel: 'user_orders', accountId: account.id, ticker: order.ticker, msg });
  }

  /** Takes an order out of its book for good. @returns what was left of it, 1/1,000,000 contract. */
  cancel(account: Account, order: KalshiOrder, reason: UpdateReason | null, at: number): number {
    const left = order.state.remaining;
    account.setResting(order, false);
    order.cancel(at, reason);
    this.#exchange.market('kalshi', order.terms.listing.number)?.book.cancel(order.id);
    this.refresh(account, order.terms.listing, at);
    this.tell(account, order);
    return left;
  }

  /** Cancels an account's orders, and all accounts' when none is given, where `which` says so. */
  cancelWhere(which: (order: KalshiOrder) => boolean, reason: UpdateReason | null, at: number, only?: Account): void {
    for (const account of only ? [only] : this.#accounts.values()) {
      for (const order of account.allResting()) if (which(order)) this.cancel(account, order, reason, at);
    }
  }

  /** What the orders of an account in a market reserve; `candidate` as if it were one of them, `without` as if not. */
  needed(account: Account, listing: KalshiListing, candidate?: OpenInterest, without?: KalshiOrder): Usd {
    const orders: OpenInterest[] = account
      .restingIn(listing.ticker)
      .filter((order) => order !== without)
      .map(({ terms, state: { price, remaining } }) => ({ side: terms.side, price, remaining, role: 'maker' }));
    if (candidate) orders.push(candidate);
    return reservation(listing.series, account.position(listing.ticker).size, orders);
  }

  refresh(account: Account, listing: KalshiListing, at: number): void {
    account.reserve(listing.ticker, listing.series.exchangeIndex, this.needed(account, listing), at);
  }

  /** Pays out a market: one dollar to every contract of the side that is right (reference §12). */
  settle(market: LiveMarket, at: number): void {
    if (market.listing.venue !== 'kalshi') return;
    const listing = market.listing.kalshi;
    const result = venueResult(listing.question, 'kalshi', listing.outcome) ? 'yes' : 'no';
    for (const account of this.#accounts.values()) {
      const position = account.position(listing.ticker);
      if (!account.positions.has(listing.ticker)) continue;
      const wins = result === 'yes' ? position.size > 0 : position.size < 0;
      const revenue = wins ? usd(Math.abs(position.size)) : ZERO_USD;
      if (position.size !== 0) {
        account.move(listing.series.exchangeIndex, revenue, at);
        account.settlements.push({ listing, result, position, revenue, at });
      }
      const realized = usd(position.realized + revenue - position.cost);
      account.setPosition(listing, { ...position, size: 0, cost: ZERO_USD, realized, settled: true }, at);
      const msg = marketPositionMsg(account, listing.ticker, account.position(listing.ticker));
      this.#emit({ channel: 'market_positions', accountId: account.id, ticker: listing.ticker, msg });
    }
  }
}
