import type { Price, Quantity, Usd } from '@pm-arbitrage/core/money/money.js';
import { usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { Side } from '../../engine/book-side.js';
import type { KalshiListing } from '../../world/kalshi-listing.js';
import type { KalshiOrder } from './order.js';
import type { OrderGroup } from './order-group.js';
import { NO_POSITION, type Position } from './position.js';
import { refusals } from './refusal.js';
import type { UsageTier } from './tiers.js';
import { Versioned } from './versioned.js';

/** Cash of one shard. What can be spent is cash less what resting orders reserve. */
export interface Funds {
  readonly cash: Usd;
  readonly reserved: Usd;
}

export interface AccountFill {
  /** The public trade's id. */
  readonly tradeId: string;
  readonly order: KalshiOrder;
  readonly side: Side;
  /** YES leg. */
  readonly price: Price;
  readonly quantity: Quantity;
  readonly isTaker: boolean;
  readonly fee: Usd;
  readonly at: number;
}

export interface Settlement {
  readonly listing: KalshiListing;
  readonly result: 'yes' | 'no';
  /** The position that was settled. */
  readonly position: Position;
  readonly revenue: Usd;
  readonly at: number;
}

export interface Transfer {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly amount: Usd;
  readonly createdAt: number;
  readonly status: Versioned<'pending' | 'complete'>;
}

/** Everything the exchange knows of one customer. */
export class Account {
  readonly id: string;
  readonly userId: string;
  readonly tier: UsageTier;
  readonly orders = new Map<string, KalshiOrder>();
  /** Every client id that was ever used: it is never free again (reference §8.6). */
  readonly byClientId = new Map<string, KalshiOrder>();
  /** Orders that wait in a book, by ticker. */
  readonly resting = new Map<string, Set<KalshiOrder>>();
  readonly positions = new Map<string, { readonly listing: KalshiListing; readonly state: Versioned<Position> }>();
  readonly fills: AccountFill[] = [];
  readonly settlements: Settlement[] = [];
  readonly transfers: Transfer[] = [];
  readonly groups = new Map<string, OrderGroup>();
  readonly #funds = new Map<number, Versioned<Funds>>();
  readonly #reserved = new Map<string, { readonly shard: number; readonly amount: Usd }>();

  constructor(id: string, userId: string, tier: UsageTier, cash: Readonly<Record<number, Usd>>) {
    this.id = id;
    this.userId = userId;
    this.tier = tier;
    for (const [shard, amount] of Object.entries(cash)) {
      this.#funds.set(Number(shard), new Versioned<Funds>(-Infinity, { cash: amount, reserved: ZERO_USD }));
    }
  }

  /** Shards that ever had money, ascending. */
  get shards(): number[] {
    return [...this.#funds.keys()].sort((a, b) => a - b);
  }

  /** Undefined on a shard that had no money at that time. */
  fundsAsOf(shard: number, at: number): Funds | undefined {
    return this.#funds.get(shard)?.asOf(at);
  }

  /** @throws Refusal `user_not_found` on a shard that never had money (reference §6.2). */
  funds(shard: number): Funds {
    const funds = this.#funds.get(shard);
    if (!funds) throw refusals.userNotFound();
    return funds.now;
  }

  /** Changes the cash of a shard, opening it at the first deposit. */
  move(shard: number, by: Usd, at: number): void {
    const funds = this.#funds.get(shard);
    if (funds) funds.set(at, { ...funds.now, cash: usd(funds.now.cash + by) });
    else this.#funds.set(shard, new Versioned<Funds>(at, { cash: by, reserved: ZERO_USD }));
  }

  /** What the orders in one market hold back from now on. */
  reserve(ticker: string, shard: number, amount: Usd, at: number): void {
    const before = this.reserved(ticker);
    this.#reserved.set(ticker, { shard, amount });
    const funds = this.#funds.get(shard);
    if (funds && before !== amount) {
      funds.set(at, { ...funds.now, reserved: usd(funds.now.reserved - before + amount) });
    }
  }

  reserved(ticker: string): Usd {
    return this.#reserved.get(ticker)?.amount ?? ZERO_USD;
  }

  position(ticker: string): Position {
    return this.positions.get(ticker)?.state.now ?? NO_POSITION;
  }

  setPosition(listing: KalshiListing, position: Position, at: number): void {
    const known = this.positions.get(listing.ticker);
    const dated = { ...position, updatedAt: at };
    if (known) known.state.set(at, dated);
    else this.positions.set(listing.ticker, { listing, state: new Versioned(at, dated) });
  }

  /** Orders in the book of a market. */
  restingIn(ticker: string): readonly KalshiOrder[] {
    return [...(this.resting.get(ticker) ?? [])];
  }

  allResting(): KalshiOrder[] {
    return [...this.resting.values()].flatMap((orders) => [...orders]);
  }

  rests(order: KalshiOrder): boolean {
    return this.resting.get(order.ticker)?.has(order) === true;
  }

  setResting(order: KalshiOrder, rests: boolean): void {
    const orders = this.resting.get(order.ticker) ?? new Set();
    if (rests) orders.add(order);
    else orders.delete(order);
    this.resting.set(order.ticker, orders);
  }

  /** @throws Refusal when the id was used before. */
  claimClientId(clientId: string, order: KalshiOrder): void {
    if (this.byClientId.has(clientId)) throw refusals.orderAlreadyExists();
    this.byClientId.set(clientId, order);
  }
}
