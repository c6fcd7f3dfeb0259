import { sql } from 'drizzle-orm';
import {
  bigserial,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Execution } from '../../domain/execution.js';
import type { Finality, OrderSpec, OrderState } from '../../domain/order.js';
import type { ContractSide, MarketId, Platform } from '../../domain/platform.js';
import type { TradeKind } from '../../domain/trade-kind.js';
import type { SignedApproval, TradeState } from '../../domain/trade.js';
import { priceColumn, quantityColumn, timeColumn, usdColumn } from './columns.js';

/** `paper` and `live` never share a row that is summed. */
export type LedgerMode = 'paper' | 'live';

/** One row a trade, from request to settlement. The guardian inserts it, the executor moves it on. */
export const trades = pgTable(
  'trades',
  {
    id: text('id').primaryKey(),
    mode: text('mode').$type<LedgerMode>().notNull(),
    strategy: text('strategy').notNull(),
    coverId: text('cover_id').notNull(),
    kind: text('kind').$type<TradeKind>().notNull(),
    basis: text('basis').notNull(),
    state: text('state').$type<TradeState>().notNull(),
    reason: text('reason').notNull(),
    opportunityId: text('opportunity_id').notNull(),
    trace: text('trace').notNull(),
    quantity: quantityColumn('quantity').notNull(),
    floor: priceColumn('floor').notNull(),
    /** Reserved until the trade is executed: the approval's maximum. */
    maxCost: usdColumn('max_cost').notNull(),
    expectedProfit: usdColumn('expected_profit').notNull(),
    cost: usdColumn('cost').notNull(),
    fees: usdColumn('fees').notNull(),
    payout: usdColumn('payout').notNull(),
    pnl: usdColumn('pnl').notNull(),
    execution: jsonb('execution').$type<Execution>().notNull().default({ style: 'at-once' }),
    /** Its strategy takes back what rests of it. */
    withdrawnAt: timeColumn('withdrawn_at'),
    resolutionTime: timeColumn('resolution_time').notNull(),
    tickAt: timeColumn('tick_at').notNull(),
    tickToTradeMs: doublePrecision('tick_to_trade_ms'),
    requestedAt: timeColumn('requested_at').notNull(),
    executedAt: timeColumn('executed_at'),
    settledAt: timeColumn('settled_at'),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (table) => [
    index('trades_state').on(table.state),
    index('trades_requested_at').on(table.requestedAt),
    index('trades_cover').on(table.coverId, table.requestedAt),
    index('trades_settled_at').on(table.mode, table.settledAt),
  ],
);

/** What each trade may spend where, for exposure limits: one row a leg of an approved trade. */
export const tradeLegs = pgTable(
  'trade_legs',
  {
    tradeId: text('trade_id')
      .notNull()
      .references(() => trades.id),
    legIndex: integer('leg_index').notNull(),
    market: text('market').$type<MarketId>().notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    event: text('event').notNull(),
    side: text('side').$type<ContractSide>().notNull(),
    limitPrice: priceColumn('limit_price').notNull(),
    quantity: quantityColumn('quantity').notNull(),
    maxCost: usdColumn('max_cost').notNull(),
    /** Held now, of what the fills brought: contracts, their cost, their fees. */
    filled: quantityColumn('filled').notNull(),
    cost: usdColumn('cost').notNull(),
    fee: usdColumn('fee').notNull(),
    /** Paid by the venue for this leg; null until it is. */
    payout: usdColumn('payout'),
  },
  (table) => [primaryKey({ columns: [table.tradeId, table.legIndex] }), index('trade_legs_market').on(table.market)],
);

/** What the guardian signed. Used once: `usedAt` is set in the transaction that commits the intents. */
export const approvals = pgTable('approvals', {
  id: text('id').primaryKey(),
  tradeId: text('trade_id')
    .notNull()
    .unique()
    .references(() => trades.id),
  signed: jsonb('signed').$type<SignedApproval>().notNull(),
  expiresAt: timeColumn('expires_at').notNull(),
  usedAt: timeColumn('used_at'),
});

/** An order we are about to send, committed before it leaves, with the ids it will have. */
export const intents = pgTable(
  'intents',
  {
    clientOrderId: text('client_order_id').primaryKey(),
    tradeId: text('trade_id')
      .notNull()
      .references(() => trades.id),
    legIndex: integer('leg_index').notNull(),
    /** Why the order exists: the leg itself, or the exit that finishes or unwinds it. */
    purpose: text('purpose').$type<'leg' | 'finish' | 'unwind'>().notNull(),
    venueOrderId: text('venue_order_id'),
    spec: jsonb('spec').$type<OrderSpec>().notNull(),
    /** Lease token of the executor that wrote it. */
    fencingToken: integer('fencing_token').notNull(),
    createdAt: timeColumn('created_at').notNull(),
  },
  (table) => [index('intents_trade').on(table.tradeId)],
);

/** What became of each intent at the venue. */
export const orders = pgTable(
  'orders',
  {
    clientOrderId: text('client_order_id')
      .primaryKey()
      .references(() => intents.clientOrderId),
    tradeId: text('trade_id').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    venueOrderId: text('venue_order_id'),
    state: text('state').$type<OrderState>().notNull(),
    filled: quantityColumn('filled').notNull(),
    reason: text('reason').notNull(),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (table) => [index('orders_state').on(table.state), index('orders_trade').on(table.tradeId)],
);

export const fills = pgTable(
  'fills',
  {
    platform: text('platform').$type<Platform>().notNull(),
    fillId: text('fill_id').notNull(),
    clientOrderId: text('client_order_id')
      .notNull()
      .references(() => intents.clientOrderId),
    tradeId: text('trade_id').notNull(),
    legIndex: integer('leg_index').notNull(),
    market: text('market').$type<MarketId>().notNull(),
    side: text('side').$type<ContractSide>().notNull(),
    action: text('action').$type<'buy' | 'sell'>().notNull(),
    quantity: quantityColumn('quantity').notNull(),
    price: priceColumn('price').notNull(),
    notional: usdColumn('notional').notNull(),
    fee: usdColumn('fee').notNull(),
    liquidity: text('liquidity').$type<'taker' | 'maker'>().notNull(),
    finality: text('finality').$type<Finality>().notNull(),
    at: timeColumn('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.fillId] }),
    index('fills_trade').on(table.tradeId),
    index('fills_at').on(table.at),
    check('fills_quantity_positive', sql`${table.quantity} > 0`),
  ],
);

/**
 * What the paper broker would have made of a live order against the book that was known when it left: a row for each
 * order that was to fill at once. Nothing is traded with it.
 */
export const paperTwins = pgTable(
  'paper_twins',
  {
    clientOrderId: text('client_order_id')
      .primaryKey()
      .references(() => intents.clientOrderId),
    filled: quantityColumn('filled').notNull(),
    notional: usdColumn('notional').notNull(),
    fee: usdColumn('fee').notNull(),
    /** Why paper would have filled nothing; empty otherwise. */
    refusal: text('refusal').notNull(),
    at: timeColumn('at').notNull(),
  },
  (table) => [index('paper_twins_at').on(table.at)],
);

/** Contracts held, by market and side, over all trades. */
export const positions = pgTable(
  'positions',
  {
    mode: text('mode').$type<LedgerMode>().notNull(),
    market: text('market').$type<MarketId>().notNull(),
    side: text('side').$type<ContractSide>().notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    quantity: quantityColumn('quantity').notNull(),
    /** Paid for what is held, without fees. */
    cost: usdColumn('cost').notNull(),
    updatedAt: timeColumn('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.mode, table.market, table.side] }),
    check('positions_not_negative', sql`${table.quantity} >= 0`),
  ],
);

/**
 * Double entry: the amounts of one `entry` sum to zero. Accounts: `cash:<platform>`, `contracts:<platform>`, `payouts`,
 * `fees:<platform>`, `pnl:<strategy>`, `equity` (deposits).
 */
export const ledger = pgTable(
  'ledger',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    mode: text('mode').$type<LedgerMode>().notNull(),
    /** Groups the postings of one fact; deterministic, so that a fact is posted once. */
    entry: text('entry').notNull(),
    account: text('account').notNull(),
    amount: usdColumn('amount').notNull(),
    tradeId: text('trade_id'),
    at: timeColumn('at').notNull(),
  },
  (table) => [
    uniqueIndex('ledger_entry_account').on(table.mode, table.entry, table.account),
    index('ledger_account').on(table.account),
  ],
);
