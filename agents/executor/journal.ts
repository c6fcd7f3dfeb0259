import type { Channel } from '@pm-arbitrage/core/bus/channel.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { assertLease, type Lease } from '@pm-arbitrage/core/db/lease.js';
import type { Emit, Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { fills, intents, ledger, orders, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import {
  type Fill,
  type Finality,
  isOrderFinal,
  type OrderSpec,
  type OrderState,
  orderStates,
} from '@pm-arbitrage/core/domain/order.js';
import type { MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import {
  type Approval,
  type TradeResult,
  type TradeState,
  tradeStates,
  type TradeWithdrawal,
} from '@pm-arbitrage/core/domain/trade.js';
import { holdsPosition, isFinal, isInFlight, nextStates } from '@pm-arbitrage/core/domain/trade-states.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { PRICE_SCALE, type Quantity, quantity, usd, type Usd, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import { and, asc, eq, inArray, isNull, like, ne, or, sql } from 'drizzle-orm';
import { bookFills, bookRealisation, bookSettlement } from './book-fill.js';
import { bookNetting, restoreNetted, tradesWithPairs } from './net-pairs.js';
import { LockRefused, lockTrade, type NewIntent } from './lock-trade.js';
import { trueUpFees } from './true-up-fees.js';

/** Why a trade waits whose venue may still take a fill back. */
export const AWAITS_FINAL_FILLS = 'waits for its fills to be final';

/** Why a trade waits whose order rests in the book. */
export const RESTS = 'rests in the book';
/** Why a trade waits whose other legs are to be had at a profit. */
export const AWAITS_HEDGE = 'waits for its hedge';

export type TradeRow = typeof trades.$inferSelect;
export type LegRow = typeof tradeLegs.$inferSelect;
export type IntentRow = typeof intents.$inferSelect;

/** What is certain about an order now. */
export interface OrderOutcome {
  readonly clientOrderId: string;
  /** Absent where the venue never gave one. */
  readonly venueOrderId?: string;
  readonly state: OrderState;
  readonly reason: string;
  readonly fills: readonly Fill[];
}

/**
 * The executor's diary: every step is committed here before the next one happens, under the lease, together with the
 * message that reports it. What a restarted executor does is decided by these rows and the venue alone.
 */
export class Journal {
  readonly #database: Database;
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #lease: () => Lease;

  constructor(options: { database: Database; outbox: Outbox; clock: Clock; lease: () => Lease }) {
    this.#database = options.database;
    this.#outbox = options.outbox;
    this.#clock = options.clock;
    this.#lease = options.lease;
  }

  /** Uses the approval up and commits the intents. @throws LockRefused, FencedError */
  lock(approval: Approval, newIntents: readonly NewIntent[]): Promise<void> {
    return lockTrade(this.#database, this.#lease(), approval, newIntents, this.#clock.now());
  }

  /** Commits further orders of a trade that is exiting. @throws FencedError */
  addExit(tradeId: string, newIntents: readonly NewIntent[]): Promise<void> {
    return this.#write((queries) => this.#addIntents(queries, tradeId, newIntents));
  }

  /**
   * Records what orders came to and moves the trade on. Fills that are known already are not booked again. `judge` sees
   * the legs with these fills and may name a better state than `next` in the same transaction. @throws FencedError
   */
  record(
    tradeId: string,
    outcomes: readonly OrderOutcome[],
    next: { state: TradeState; reason: string; tickToTradeMs?: number },
    because?: Envelope<unknown>,
    judge: (legs: readonly LegRow[], from: TradeState) => TradeState | null = () => null,
  ): Promise<TradeResult> {
    return this.#write(async (queries, emit) => {
      const now = this.#clock.now();
      const trade = await tradeOf(queries, tradeId);
      for (const { clientOrderId, venueOrderId, fills: reported, reason, state } of outcomes) {
        await queries
          .update(orders)
          .set({
            state,
            filled: contractsIn(reported),
            reason,
            updatedAt: now,
            ...(venueOrderId ? { venueOrderId } : {}),
          })
          .where(eq(orders.clientOrderId, clientOrderId));
      }
      const everything = outcomes.flatMap((outcome) => outcome.fills);
      const legs = await bookFills(queries, trade, await legsOf(queries, tradeId), everything);
      if (await hasProvisionalFills(queries, tradeId)) {
        // Whether the legs are equal shows when the venue has settled: until then nothing is judged and nothing sold.
        const state = trade.state === 'locked' ? 'executing' : trade.state;
        const result = await this.#move(queries, trade, legs, state, AWAITS_FINAL_FILLS, next.tickToTradeMs);
        if (trade.reason !== AWAITS_FINAL_FILLS) emitResult(emit, result, because);
        return result;
      }
      const judged = judge(legs, trade.state);
      const reasons = outcomes.map((outcome) => outcome.reason).filter(Boolean);
      const reason = judged === null ? next.reason : reasons.join('; ');
      const result = await this.#move(queries, trade, legs, judged ?? next.state, reason, next.tickToTradeMs);
      emitResult(emit, result, because);
      return result;
    });
  }

  /**
   * Takes an order up again of which its venue reports a fill late, or took one back, and with it the trade that seemed
   * over. A settled trade stays settled: what changes after that shows in the comparison with the venue.
   * @throws FencedError
   */
  reopen(tradeId: string, clientOrderId: string, reason: string): Promise<void> {
    return this.#write(async (queries, emit) => {
      const trade = await tradeOf(queries, tradeId);
      if (!isInFlight(trade.state) && !nextStates[trade.state].includes('exiting')) return;
      await queries
        .update(orders)
        .set({ state: 'in-doubt', reason, updatedAt: this.#clock.now() })
        .where(eq(orders.clientOrderId, clientOrderId));
      if (isInFlight(trade.state)) return;
      emitResult(emit, await this.#move(queries, trade, await legsOf(queries, tradeId), 'exiting', reason));
    });
  }

  /**
   * Notes that a strategy takes back what rests of its trade. @returns whether there is anything to take back
   * @throws FencedError
   */
  withdraw({ tradeId, strategy }: Pick<TradeWithdrawal, 'tradeId' | 'strategy'>): Promise<boolean> {
    return this.#write(async (queries) => {
      const now = this.#clock.now();
      const rows = await queries
        .update(trades)
        .set({ withdrawnAt: now, updatedAt: now })
        .where(
          and(
            eq(trades.id, tradeId),
            eq(trades.strategy, strategy),
            isNull(trades.withdrawnAt),
            inArray(
              trades.state,
              tradeStates.filter((state) => state === 'approved' || isInFlight(state)),
            ),
          ),
        )
        .returning({ id: trades.id });
      return rows.length > 0;
    });
  }

  /** How many exit orders a trade has had: numbers the next ones, so their ids are new. */
  async countExits(tradeId: string): Promise<number> {
    const rows = await this.#database.queries
      .select({ id: intents.clientOrderId })
      .from(intents)
      .where(and(eq(intents.tradeId, tradeId), ne(intents.purpose, 'leg')));
    return rows.length;
  }

  /**
   * Ends a trade of which no order has left. Does nothing unless it is still in the state in which the caller knows
   * that: a trade that moved on may have orders out. @throws FencedError
   */
  callOff(
    tradeId: string,
    from: 'approved' | 'locked',
    state: 'aborted' | 'expired',
    reason: string,
    because?: Envelope<unknown>,
  ): Promise<void> {
    return this.#write(async (queries, emit) => {
      const trade = await tradeOf(queries, tradeId);
      if (trade.state !== from) return;
      await queries
        .update(orders)
        .set({ state: 'cancelled', reason: 'never sent', updatedAt: this.#clock.now() })
        .where(and(eq(orders.tradeId, tradeId), eq(orders.state, 'pending')));
      emitResult(emit, await this.#move(queries, trade, await legsOf(queries, tradeId), state, reason), because);
    });
  }

  /** Books what a resolved market paid to one trade; the last leg settles the trade. @throws FencedError */
  settle(tradeId: string, market: MarketId, yesPayout: number): Promise<TradeResult | null> {
    return this.#write(async (queries, emit) => {
      const trade = await tradeOf(queries, tradeId);
      // What is still being made equal is paid once that has come to its end.
      if (isInFlight(trade.state)) return null;
      await restoreNetted(queries, trade.mode, market, this.#clock.now());
      return this.#pay(queries, emit, trade, market, yesPayout);
    });
  }

  /**
   * Books pairs of YES and NO that the venue has turned back into a dollar each: to the trades that hold both sides,
   * which are paid by that, and what is left across trades. @throws FencedError
   */
  release(mode: LedgerMode, market: MarketId, pairs: Quantity): Promise<void> {
    return this.#write(async (queries, emit) => {
      let left: number = pairs;
      for (const holder of await tradesWithPairs(queries, mode, market)) {
        if (holder.pairs > left) continue;
        left -= holder.pairs;
        // Which side gets the dollar is all one: the trade holds as many of both.
        await this.#pay(queries, emit, await tradeOf(queries, holder.tradeId), market, PRICE_SCALE);
      }
      if (left > 0) await bookNetting(queries, mode, market, quantity(left), this.#clock.now());
    });
  }

  /** Books a difference in cash that the rounding of fees explains. @returns whether it did. @throws FencedError */
  trueUp(mode: LedgerMode, platform: Platform, excess: Usd): Promise<boolean> {
    return this.#write((queries) => trueUpFees(queries, mode, platform, excess, this.#clock.now()));
  }

  async #pay(
    queries: Queries,
    emit: Emit,
    trade: TradeRow,
    market: MarketId,
    yesPayout: number,
  ): Promise<TradeResult | null> {
    const now = this.#clock.now();
    if (!(await bookSettlement(queries, trade, market, yesPayout, now))) return null;
    const legs = await legsOf(queries, trade.id);
    if (legs.some((leg) => leg.payout === null && leg.filled > 0)) return null;
    await bookRealisation(queries, trade, legs, now);
    const result = await this.#move(queries, trade, legs, 'settled', trade.reason);
    emitResult(emit, result);
    return result;
  }

  #write<T>(work: (queries: Queries, emit: Emit) => Promise<T>): Promise<T> {
    return this.#outbox.commit(async (queries, emit) => {
      await assertLease(queries, this.#lease());
      return work(queries, emit);
    });
  }

  async #addIntents(queries: Queries, tradeId: string, newIntents: readonly NewIntent[]): Promise<void> {
    const createdAt = this.#clock.now();
    const fencingToken = this.#lease().token;
    await queries.insert(intents).values(
      newIntents.map(({ spec, purpose, venueOrderId }) => ({
        clientOrderId: spec.clientOrderId,
        tradeId,
        legIndex: spec.legIndex,
        purpose,
        venueOrderId,
        spec,
        fencingToken,
        createdAt,
      })),
    );
    await queries.insert(orders).values(
      newIntents.map(({ spec, venueOrderId }) => ({
        clientOrderId: spec.clientOrderId,
        tradeId,
        platform: spec.platform,
        venueOrderId,
        state: 'pending' as const,
        filled: ZERO_QUANTITY,
        reason: '',
        updatedAt: createdAt,
      })),
    );
  }

  /** Moves a trade to its next state and totals it from its legs and, once it is over, its cash lines. */
  async #move(
    queries: Queries,
    trade: TradeRow,
    legs: readonly LegRow[],
    state: TradeState,
    reason: string,
    measured?: number,
  ): Promise<TradeResult> {
    if (trade.state !== state && !nextStates[trade.state].includes(state)) {
      throw new CodedError('trade.transition', `trade ${trade.id} cannot go from ${trade.state} to ${state}`);
    }
    const now = this.#clock.now();
    const cost = usd(legs.reduce((total, leg) => total + leg.cost, 0));
    const fees = usd(legs.reduce((total, leg) => total + leg.fee, 0));
    const payout = usd(legs.reduce((total, leg) => total + (leg.payout ?? 0), 0));
    const closed = isFinal(state);
    const pnl = closed ? await cashOf(queries, trade.id) : usd(0);
    const settledAt = closed ? now : null;
    const executedAt = trade.executedAt ?? (holdsPosition(state) ? now : null);
    const tickToTradeMs = trade.tickToTradeMs ?? measured ?? null;
    await queries
      .update(trades)
      .set({ state, reason, cost, fees, payout, pnl, settledAt, executedAt, tickToTradeMs, updatedAt: now })
      .where(eq(trades.id, trade.id));
    return {
      tradeId: trade.id,
      strategy: trade.strategy,
      coverId: trade.coverId,
      kind: trade.kind,
      state,
      reason,
      legs: legs.map(({ market, platform, side, filled, cost: paid, fee }) => ({
        market,
        platform,
        side,
        filled,
        cost: paid,
        fee,
      })),
      cost,
      fees,
      payout,
      pnl,
      tickToTradeMs,
      at: now,
    };
  }
}

export async function tradeOf(queries: Queries, id: string): Promise<TradeRow> {
  const rows = await queries.select().from(trades).where(eq(trades.id, id)).for('update');
  const trade = rows[0];
  if (!trade) throw new LockRefused('executor.unknown-trade', `no trade ${id}; the guardian never committed it`);
  return trade;
}

/** An order whose fate is open, with the id its venue gave it where that is known. */
export interface OpenIntent {
  readonly spec: OrderSpec;
  readonly venueOrderId: string | null;
  readonly state: OrderState;
  /** As it was recorded last. */
  readonly filled: Quantity;
}

/**
 * A trade with those of its orders that are not certain yet, oldest first: they may not have been answered, or a fill of
 * theirs is not final. Null for a trade that was never committed.
 */
export async function tradeWithIntents(
  queries: Queries,
  id: string,
): Promise<{ trade: TradeRow; sent: readonly OpenIntent[] } | null> {
  const rows = await queries.select().from(trades).where(eq(trades.id, id));
  const trade = rows[0];
  if (!trade) return null;
  const provisional = queries
    .select({ id: fills.clientOrderId })
    .from(fills)
    .where(and(eq(fills.tradeId, id), eq(fills.finality, 'provisional')));
  const sent = await queries
    .select({ spec: intents.spec, venueOrderId: orders.venueOrderId, state: orders.state, filled: orders.filled })
    .from(intents)
    .innerJoin(orders, eq(orders.clientOrderId, intents.clientOrderId))
    .where(
      and(eq(intents.tradeId, id), or(inArray(orders.state, undecided), inArray(orders.clientOrderId, provisional))),
    )
    .orderBy(asc(intents.createdAt));
  return { trade, sent };
}

const undecided = orderStates.filter((state) => !isOrderFinal(state));

/** The trade that an order belongs to, and what is known of one fill of it; null when the order is not ours. */
export async function knownFill(
  queries: Queries,
  { clientOrderId, platform, fillId }: Pick<Fill, 'clientOrderId' | 'platform' | 'fillId'>,
): Promise<{ tradeId: string; finality: Finality | null } | null> {
  const rows = await queries
    .select({ tradeId: intents.tradeId, finality: fills.finality })
    .from(intents)
    .leftJoin(fills, and(eq(fills.platform, platform), eq(fills.fillId, fillId)))
    .where(eq(intents.clientOrderId, clientOrderId));
  return rows[0] ?? null;
}

export const legsOf = (queries: Queries, tradeId: string): Promise<LegRow[]> =>
  queries.select().from(tradeLegs).where(eq(tradeLegs.tradeId, tradeId)).orderBy(tradeLegs.legIndex);

/** Everything a trade brought and cost in cash: its profit, once nothing is held any more. */
async function cashOf(queries: Queries, tradeId: string): Promise<Usd> {
  const rows = await queries
    .select({ total: sql<string | null>`sum(${ledger.amount})` })
    .from(ledger)
    .where(and(eq(ledger.tradeId, tradeId), like(ledger.account, 'cash:%')));
  return usd(Number(rows[0]?.total ?? 0));
}

async function hasProvisionalFills(queries: Queries, tradeId: string): Promise<boolean> {
  const rows = await queries
    .select({ id: fills.fillId })
    .from(fills)
    .where(and(eq(fills.tradeId, tradeId), eq(fills.finality, 'provisional')))
    .limit(1);
  return rows.length > 0;
}

const contractsIn = (reported: readonly Fill[]) =>
  quantity(reported.reduce((total, fill) => total + (fill.finality === 'undone' ? 0 : fill.quantity), 0));

function emitResult(emit: Emit, result: TradeResult, because?: Envelope<unknown>): void {
  const channel: Channel<TradeResult> = channels.tradeResults;
  emit(channel, result, because ? { because } : {});
}
