import type { Channel } from '@pm-arbitrage/core/bus/channel.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { Queries } from '@pm-arbitrage/core/db/database.js';
import type { Emit } from '@pm-arbitrage/core/db/outbox.js';
import { trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { TradeResult, TradeState } from '@pm-arbitrage/core/domain/trade.js';
import { holdsPosition, isFinal, nextStates } from '@pm-arbitrage/core/domain/trade-states.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { eq } from 'drizzle-orm';
import { cashOf, type LegRow, type TradeRow } from './trade-rows.js';

/** Where a trade goes, and why. */
export interface NextState {
  readonly state: TradeState;
  readonly reason: string;
  /** From tick to trade, where that has just been measured, ms. */
  readonly tickToTradeMs?: number | undefined;
}

/**
 * Moves a trade to its next state at `now`, Unix ms, and totals it from its legs and, once it is over, its cash lines.
 * @throws CodedError where that state does not follow from its own
 */
export async function moveTrade(
  queries: Queries,
  trade: TradeRow,
  legs: readonly LegRow[],
  { state, reason, tickToTradeMs: measured }: NextState,
  now: number,
): Promise<TradeResult> {
  if (trade.state !== state && !nextStates[trade.state].includes(state)) {
    throw new CodedError('trade.transition', `trade ${trade.id} cannot go from ${trade.state} to ${state}`);
  }
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

/** Tells what became of a trade, in the transaction that wrote it. */
export function emitResult(emit: Emit, result: TradeResult, because?: Envelope<unknown>): void {
  const channel: Channel<TradeResult> = channels.tradeResults;
  emit(channel, result, because ? { because } : {});
}
