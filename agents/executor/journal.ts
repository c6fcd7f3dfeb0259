import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Database, Queries } from '@pm-arbitrage/core/db/database.js';
import { assertLease, type Lease } from '@pm-arbitrage/core/db/lease.js';
import type { Emit, Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { intents, orders, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { Fill, OrderState } from '@pm-arbitrage/core/domain/order.js';
import type { MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import {
  type Approval,
  type TradeResult,
  type TradeState,
  tradeStates,
  type TradeWithdrawal,
} from '@pm-arbitrage/core/domain/trade.js';
import { isInFlight, nextStates } from '@pm-arbitrage/core/domain/trade-states.js';
import { PRICE_SCALE, type Quantity, quantity, type Usd } from '@pm-arbitrage/core/money/money.js';
import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import { addIntents } from './add-intents.js';
import { bookFills, bookRealisation, bookSettlement } from './book-fill.js';
import { lockTrade, type NewIntent } from './lock-trade.js';
import { emitResult, moveTrade, type NextState } from './move-trade.js';
import { bookNetting, lockHeld, restoreNetted, tradesWithPairs } from './net-pairs.js';
import { hasProvisionalFills, type LegRow, legsOf, tradeOf, type TradeRow } from './trade-rows.js';
import { trueUpFees } from './true-up-fees.js';
import { AWAITS_FINAL_FILLS } from './waits.js';

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
    return this.#write((queries) =>
      addIntents(queries, tradeId, newIntents, { now: this.#clock.now(), fencingToken: this.#lease().token }),
    );
  }

  /**
   * Records what orders came to and moves the trade on. Fills that are known already are not booked again. `judge` sees
   * the legs with these fills and may name a better state than `next` in the same transaction. @throws FencedError
   */
  record(
    tradeId: string,
    outcomes: readonly OrderOutcome[],
    next: NextState,
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
        const result = await moveTrade(queries, trade, legs, { ...next, state, reason: AWAITS_FINAL_FILLS }, now);
        if (trade.reason !== AWAITS_FINAL_FILLS) emitResult(emit, result, because);
        return result;
      }
      const judged = judge(legs, trade.state);
      const reasons = outcomes.map((outcome) => outcome.reason).filter(Boolean);
      const reason = judged === null ? next.reason : reasons.join('; ');
      const result = await moveTrade(queries, trade, legs, { ...next, state: judged ?? next.state, reason }, now);
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
      const now = this.#clock.now();
      await queries
        .update(orders)
        .set({ state: 'in-doubt', reason, updatedAt: now })
        .where(eq(orders.clientOrderId, clientOrderId));
      if (isInFlight(trade.state)) return;
      const exiting = { state: 'exiting', reason } as const;
      emitResult(emit, await moveTrade(queries, trade, await legsOf(queries, tradeId), exiting, now));
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
      const now = this.#clock.now();
      await queries
        .update(orders)
        .set({ state: 'cancelled', reason: 'never sent', updatedAt: now })
        .where(and(eq(orders.tradeId, tradeId), eq(orders.state, 'pending')));
      emitResult(
        emit,
        await moveTrade(queries, trade, await legsOf(queries, tradeId), { state, reason }, now),
        because,
      );
    });
  }

  /** Books what a resolved market paid to one trade; the last leg settles the trade. @throws FencedError */
  settle(
    tradeId: string,
    { mode, market, yesPayout }: { readonly mode: LedgerMode; readonly market: MarketId; readonly yesPayout: number },
  ): Promise<TradeResult | null> {
    return this.#write(async (queries, emit) => {
      await lockHeld(queries, mode, market);
      const trade = await tradeOf(queries, tradeId);
      // What is still being made equal is paid once that has come to its end.
      if (isInFlight(trade.state)) return null;
      await restoreNetted(queries, trade.mode, market, this.#clock.now());
      return this.#pay(queries, emit, trade, market, yesPayout);
    });
  }

  /**
   * Books pairs of YES and NO that the venue has turned back into a dollar each: to the trades that hold both sides,
   * which are paid by that, and what is left across trades. @returns whether they were still there to be booked
   * @throws FencedError
   */
  release(mode: LedgerMode, market: MarketId, pairs: Quantity): Promise<boolean> {
    return this.#write(async (queries, emit) => {
      // The venue was asked before: meanwhile it may have paid the market, and then there is nothing to net.
      const held = await lockHeld(queries, mode, market);
      if (Math.min(held.yes, held.no) < pairs) return false;
      let left: number = pairs;
      for (const holder of await tradesWithPairs(queries, mode, market)) {
        if (holder.pairs > left) continue;
        left -= holder.pairs;
        // Which side gets the dollar is all one: the trade holds as many of both.
        await this.#pay(queries, emit, await tradeOf(queries, holder.tradeId), market, PRICE_SCALE);
      }
      if (left > 0) await bookNetting(queries, mode, market, quantity(left), this.#clock.now());
      return true;
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
    const result = await moveTrade(queries, trade, legs, { state: 'settled', reason: trade.reason }, now);
    emitResult(emit, result);
    return result;
  }

  #write<T>(work: (queries: Queries, emit: Emit) => Promise<T>): Promise<T> {
    return this.#outbox.commit(async (queries, emit) => {
      await assertLease(queries, this.#lease());
      return work(queries, emit);
    });
  }
}

const contractsIn = (reported: readonly Fill[]) =>
  quantity(reported.reduce((total, fill) => total + (fill.finality === 'undone' ? 0 : fill.quantity), 0));
