import type { Database } from '@pm-arbitrage/core/db/database.js';
import { opportunities, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { isComplete, isFinal } from '@pm-arbitrage/core/domain/trade-states.js';
import { type TradeRequest, type TradeResult, tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { addUsd, ZERO_QUANTITY, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { OwnRecord, OwnTrade } from './strategy.js';

/** How long after its expiry a request that nobody answered is given up, ms: offers may be lost. */
const FORGET_AFTER_MS = 10_000;

/** The trades of one strategy that are not over, and how those came out that were. */
export class OwnTrades {
  readonly #trades = new Map<string, OwnTrade>();
  /** Requests that nobody answered yet, with their expiry. */
  readonly #unanswered = new Map<string, number>();
  readonly #counted = new Map<string, 'tried' | 'whole'>();
  #tried: number;
  #whole: number;

  private constructor(open: readonly OwnTrade[], record: OwnRecord) {
    for (const trade of open) this.#trades.set(trade.tradeId, trade);
    this.#tried = record.tried;
    this.#whole = record.whole;
  }

  /** Reads what earlier lives left. */
  static async load(database: Database, mode: LedgerMode, strategy: string): Promise<OwnTrades> {
    const mine = and(eq(trades.mode, mode), eq(trades.strategy, strategy));
    const open = tradeStates.filter((state) => !isFinal(state));
    const rows = await database.queries
      .select({ trade: trades, opportunity: opportunities.opportunity })
      .from(trades)
      .leftJoin(opportunities, eq(opportunities.id, trades.opportunityId))
      .where(and(mine, inArray(trades.state, open)));
    const legs = await database.queries
      .select({ leg: tradeLegs })
      .from(tradeLegs)
      .innerJoin(trades, eq(trades.id, tradeLegs.tradeId))
      .where(and(mine, inArray(trades.state, open)))
      .orderBy(tradeLegs.tradeId, tradeLegs.legIndex);
    const [counts] = await database.queries
      .select({
        tried: sql<string>`count(*)`,
        whole: sql<string>`count(*) filter (where ${trades.state} in ('complete', 'hedged', 'settled'))`,
      })
      .from(trades)
      .where(and(mine, isNotNull(trades.tickToTradeMs)));
    return new OwnTrades(
      rows.map(({ trade, opportunity }) => ({
        tradeId: trade.id,
        coverId: trade.coverId,
        kind: trade.kind,
        state: trade.state,
        execution: trade.execution,
        legs: legs
          .filter(({ leg }) => leg.tradeId === trade.id)
          .map(({ leg: { market, side, filled, cost, fee } }) => ({ market, side, filled, paid: addUsd(cost, fee) })),
        requestedAt: trade.requestedAt,
        opportunity,
        closes: null,
      })),
      { tried: Number(counts?.tried ?? 0), whole: Number(counts?.whole ?? 0) },
    );
  }

  get all(): readonly OwnTrade[] {
    return [...this.#trades.values()];
  }

  get record(): OwnRecord {
    return { tried: this.#tried, whole: this.#whole };
  }

  get(tradeId: string): OwnTrade | undefined {
    return this.#trades.get(tradeId);
  }

  requested({ tradeId, opportunity, execution, closes, requestedAt, expiresAt }: TradeRequest): void {
    this.#unanswered.set(tradeId, expiresAt);
    this.#trades.set(tradeId, {
      tradeId,
      coverId: opportunity.coverId,
      kind: opportunity.kind,
      state: 'requested',
      execution,
      legs: opportunity.legs.map(({ market, side }) => ({ market, side, filled: ZERO_QUANTITY, paid: ZERO_USD })),
      requestedAt,
      opportunity,
      closes,
    });
  }

  rejected(tradeId: string): void {
    this.#trades.delete(tradeId);
    this.#unanswered.delete(tradeId);
  }

  /** Takes what became of a trade. */
  result({ tradeId, state, legs, tickToTradeMs }: TradeResult): void {
    this.#unanswered.delete(tradeId);
    if (tickToTradeMs !== null) this.#count(tradeId, isComplete(state) || state === 'settled');
    const known = this.#trades.get(tradeId);
    if (isFinal(state)) this.#trades.delete(tradeId);
    else if (known !== undefined) {
      const held = legs.map(({ market, side, filled, cost, fee }) => ({
        market,
        side,
        filled,
        paid: addUsd(cost, fee),
      }));
      this.#trades.set(tradeId, { ...known, state, legs: held });
    }
    if (isFinal(state)) this.#counted.delete(tradeId);
  }

  /** Gives up requests that nobody answered: an offer may be lost, and nothing is owed for it. */
  forget(now: number): void {
    for (const [tradeId, expiresAt] of this.#unanswered) if (now > expiresAt + FORGET_AFTER_MS) this.rejected(tradeId);
  }

  #count(tradeId: string, whole: boolean): void {
    const before = this.#counted.get(tradeId);
    if (before === undefined) this.#tried++;
    if (whole && before !== 'whole') this.#whole++;
    this.#counted.set(tradeId, whole ? 'whole' : (before ?? 'tried'));
  }
}
