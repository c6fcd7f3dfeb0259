import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { paperAccounts, paperOrders, paperPositions } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Fill, OrderSpec, OrderState, VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import type { MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { VenueBalance, VenuePosition } from '@pm-arbitrage/core/ports/trading-venue.js';
import {
  addUsd,
  complement,
  notional,
  PRICE_SCALE,
  type Price,
  type Quantity,
  quantity,
  subUsd,
  type Usd,
  ZERO_QUANTITY,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import { and, asc, eq, gt, gte, sql } from 'drizzle-orm';

export interface StoredOrder {
  readonly spec: OrderSpec;
  readonly state: OrderState;
  readonly filled: Quantity;
  readonly reserved: Usd;
  readonly queueAhead: Quantity;
  readonly feeAccumulator: Usd;
  readonly fills: readonly Fill[];
}

/** Thrown inside the transaction when cash or contracts do not suffice; nothing is written. */
export class PaperShortfall extends Error {}

const filledBy = (fills: readonly Fill[]): Quantity =>
  quantity(fills.reduce((total, fill) => total + fill.quantity, 0));

/** The paper venue's own books in the database: cash, orders, contracts. One per platform. */
export class PaperStore {
  readonly #database: Database;
  readonly #platform: Platform;

  constructor(database: Database, platform: Platform) {
    this.#database = database;
    this.#platform = platform;
  }

  /** Opens the account with its first deposit. @returns what was deposited, also by an earlier life. */
  async open(deposit: Usd): Promise<Usd> {
    await this.#database.queries
      .insert(paperAccounts)
      .values({ platform: this.#platform, deposited: deposit, cash: deposit, reserved: ZERO_USD })
      .onConflictDoNothing();
    return (await this.#account(this.#database.queries)).deposited;
  }

  async balance(): Promise<VenueBalance> {
    const { cash, reserved } = await this.#account(this.#database.queries);
    return { available: subUsd(cash, reserved), reserved };
  }

  async positions(): Promise<readonly VenuePosition[]> {
    const rows = await this.#database.queries
      .select()
      .from(paperPositions)
      .where(and(eq(paperPositions.platform, this.#platform), gt(paperPositions.quantity, quantity(0))));
    return rows.map(({ market, side, quantity: held }) => ({ market, side, quantity: held }));
  }

  order(clientOrderId: string): Promise<StoredOrder | null> {
    return orderIn(this.#database.queries, clientOrderId);
  }

  async resting(): Promise<readonly StoredOrder[]> {
    const rows = await this.#database.queries
      .select()
      .from(paperOrders)
      .where(and(eq(paperOrders.platform, this.#platform), eq(paperOrders.state, 'resting')))
      .orderBy(asc(paperOrders.at), asc(paperOrders.clientOrderId));
    return rows.map((row) => ({ ...row, fills: row.fills as readonly Fill[] }));
  }

  /** Fills of all orders since a time, Unix ms, oldest first. */
  async fillsSince(since: number): Promise<readonly Fill[]> {
    const rows = await this.#database.queries
      .select({ fills: paperOrders.fills })
      .from(paperOrders)
      .where(eq(paperOrders.platform, this.#platform));
    return rows
      .flatMap(({ fills }) => fills as readonly Fill[])
      .filter(({ at }) => at >= since)
      .sort((a, b) => a.at - b.at);
  }

  /**
   * Accepts an order with the fills it got at once. The same id again is the same order: nothing is booked twice.
   * @returns what is stored under the id: `order` itself, or the one that was there before. @throws PaperShortfall
   */
  accept(order: StoredOrder, at: number): Promise<StoredOrder> {
    return this.#database.transaction(async (queries) => {
      const { spec, state, filled, reserved, queueAhead, feeAccumulator, fills } = order;
      const inserted = await queries
        .insert(paperOrders)
        .values({
          clientOrderId: spec.clientOrderId,
          platform: this.#platform,
          spec,
          state,
          filled,
          reserved,
          queueAhead,
          feeAccumulator,
          fills,
          at,
        })
        .onConflictDoNothing()
        .returning({ id: paperOrders.clientOrderId });
      if (inserted.length === 0) return (await orderIn(queries, spec.clientOrderId)) as StoredOrder;
      await this.#book(queries, fills, reserved);
      if (state === 'resting' && spec.action === 'sell') await this.#requireContracts(queries, spec);
      return order;
    });
  }

  /** Adds fills to a resting order and frees what it no longer needs. @throws PaperShortfall */
  advance(before: StoredOrder, after: StoredOrder, newFills: readonly Fill[]): Promise<void> {
    return this.#database.transaction(async (queries) => {
      const { state, filled, reserved, queueAhead, feeAccumulator, fills } = after;
      await queries
        .update(paperOrders)
        .set({ state, filled, reserved, queueAhead, feeAccumulator, fills })
        .where(eq(paperOrders.clientOrderId, before.spec.clientOrderId));
      await this.#book(queries, newFills, subUsd(reserved, before.reserved));
    });
  }

  /** Turns pairs of YES and NO into a dollar each, as many as are there of both, at most `pairs`. */
  merge(market: MarketId, pairs: Quantity): Promise<void> {
    return this.#database.transaction(async (queries) => {
      const held = await queries
        .select()
        .from(paperPositions)
        .where(and(eq(paperPositions.market, market), eq(paperPositions.settled, false)))
        .for('update');
      if (held.length < 2) return;
      const merged = quantity(Math.min(pairs, ...held.map((row) => row.quantity)));
      if (merged === 0) return;
      await queries
        .update(paperPositions)
        .set({ quantity: sql`${paperPositions.quantity} - ${merged}` })
        .where(eq(paperPositions.market, market));
      await this.#addCash(queries, notional(merged, PRICE_SCALE as Price, 'down'), ZERO_USD);
    });
  }

  /** Pays a resolved market. Paying it again pays nothing. */
  settle(market: MarketId, yesPayout: Price): Promise<void> {
    return this.#database.transaction(async (queries) => {
      const held = await queries
        .select()
        .from(paperPositions)
        .where(and(eq(paperPositions.market, market), eq(paperPositions.settled, false)))
        .for('update');
      let paid = ZERO_USD;
      for (const { side, quantity: count } of held) {
        paid = addUsd(paid, notional(count, side === 'yes' ? yesPayout : complement(yesPayout), 'down'));
      }
      if (held.length === 0) return;
      await queries
        .update(paperPositions)
        .set({ quantity: ZERO_QUANTITY, settled: true })
        .where(eq(paperPositions.market, market));
      await this.#addCash(queries, paid, ZERO_USD);
    });
  }

  async #account(queries: Queries) {
    const rows = await queries.select().from(paperAccounts).where(eq(paperAccounts.platform, this.#platform));
    const account = rows[0];
    if (!account) throw new Error(`the paper account of ${this.#platform} was not opened`);
    return account;
  }

  async #book(queries: Queries, fills: readonly Fill[], reservedChange: Usd): Promise<void> {
    let cash = ZERO_USD;
    for (const fill of fills) {
      cash =
        fill.action === 'buy'
          ? subUsd(cash, addUsd(fill.notional, fill.fee))
          : addUsd(cash, subUsd(fill.notional, fill.fee));
      await this.#addContracts(queries, fill);
    }
    await this.#addCash(queries, cash, reservedChange);
  }

  async #addCash(queries: Queries, cash: Usd, reserved: Usd): Promise<void> {
    const rows = await queries
      .update(paperAccounts)
      .set({ cash: sql`${paperAccounts.cash} + ${cash}`, reserved: sql`${paperAccounts.reserved} + ${reserved}` })
      .where(
        and(
          eq(paperAccounts.platform, this.#platform),
          sql`${paperAccounts.cash} + ${cash} - ${paperAccounts.reserved} - ${reserved} >= 0`,
        ),
      )
      .returning({ cash: paperAccounts.cash });
    if (rows.length === 0) throw new PaperShortfall(`the paper account of ${this.#platform} has too little cash`);
  }

  /** Everything that rests to be sold must be held: one contract cannot be offered twice. */
  async #requireContracts(queries: Queries, { market, side }: OrderSpec): Promise<void> {
    const held = await queries
      .select({ quantity: paperPositions.quantity })
      .from(paperPositions)
      .where(and(eq(paperPositions.market, market), eq(paperPositions.side, side)))
      .for('update');
    const resting = await queries
      .select({ spec: paperOrders.spec, filled: paperOrders.filled })
      .from(paperOrders)
      .where(and(eq(paperOrders.platform, this.#platform), eq(paperOrders.state, 'resting')));
    const offered = resting
      .filter(({ spec }) => spec.action === 'sell' && spec.market === market && spec.side === side)
      .reduce((total, { spec, filled }) => total + spec.quantity - filled, 0);
    if (offered > (held[0]?.quantity ?? 0))
      throw new PaperShortfall(`fewer ${side} contracts of ${market} than are offered`);
  }

  async #addContracts(queries: Queries, fill: Fill): Promise<void> {
    const { market, side, platform } = fill;
    if (fill.action === 'buy') {
      await queries
        .insert(paperPositions)
        .values({ market, side, platform, quantity: fill.quantity, settled: false })
        .onConflictDoUpdate({
          target: [paperPositions.market, paperPositions.side],
          set: { quantity: sql`${paperPositions.quantity} + ${fill.quantity}`, settled: false },
        });
      return;
    }
    const rows = await queries
      .update(paperPositions)
      .set({ quantity: sql`${paperPositions.quantity} - ${fill.quantity}` })
      .where(
        and(
          eq(paperPositions.market, market),
          eq(paperPositions.side, side),
          gte(paperPositions.quantity, fill.quantity),
        ),
      )
      .returning({ quantity: paperPositions.quantity });
    if (rows.length === 0) throw new PaperShortfall(`fewer ${side} contracts of ${market} than the order sells`);
  }
}

async function orderIn(queries: Queries, clientOrderId: string): Promise<StoredOrder | null> {
  const rows = await queries.select().from(paperOrders).where(eq(paperOrders.clientOrderId, clientOrderId));
  return rows[0] ? { ...rows[0], fills: rows[0].fills as readonly Fill[] } : null;
}

/** What a resting order must set aside: its rest at the limit, with the highest fee it could pay. */
export const reserveFor = (spec: OrderSpec, rest: Quantity, maxFee: Usd): Usd =>
  spec.action === 'buy' ? addUsd(notional(rest, spec.limitPrice, 'up'), maxFee) : ZERO_USD;

/** The paper venue's own name of an order. */
export const paperOrderId = ({ clientOrderId }: Pick<OrderSpec, 'clientOrderId'>) => `paper-${clientOrderId}`;

/** The order as a venue would report it. */
export const asVenueOrder = (order: StoredOrder): VenueOrder => ({
  clientOrderId: order.spec.clientOrderId,
  venueOrderId: paperOrderId(order.spec),
  state: order.state,
  filled: filledBy(order.fills),
  fills: [...order.fills],
});
