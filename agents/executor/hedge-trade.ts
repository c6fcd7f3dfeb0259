import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Price } from '@pm-arbitrage/core/money/money.js';
import type { PreparedOrder } from '@pm-arbitrage/core/ports/trading-venue.js';
import { type ExitParts, stateOfEvenLegs, unevenLegs } from './exit-trade.js';
import { legsOf } from './trade-rows.js';
import { AWAITS_HEDGE } from './waits.js';
import { planExit } from './plan-exit.js';

/**
 * One attempt to buy what is missing to a first leg, if the trade then earns. @returns null while that is not to be had:
 * the trade waits, and nothing was sent or written.
 */
export async function hedgeTrade(
  parts: ExitParts,
  tradeId: string,
  floor: Price,
  because?: Envelope<unknown>,
): Promise<TradeResult | null> {
  const { context, desk, journal } = parts;
  if (desk.halted() !== null) return null;
  const legs = await legsOf(context.database.queries, tradeId);
  const plan = planExit(unevenLegs(parts, legs), floor, context.clock.now(), { ways: 'finish', lossBound: 0 });
  if (plan.kind !== 'finish') return null;
  const attempt = await journal.countExits(tradeId);
  let orders: readonly PreparedOrder[];
  try {
    orders = await Promise.all(
      plan.orders.map((order) => {
        const leg = legs[order.legIndex] as (typeof legs)[number];
        return desk.prepare({ ...order, tradeId, leg, purpose: 'finish', attempt });
      }),
    );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    context.log.warn({ tradeId, error: error.message }, 'the hedge breaks a rule of its venue');
    return null;
  }
  await journal.addExit(
    tradeId,
    orders.map(({ spec, venueOrderId }) => ({ spec, venueOrderId, purpose: 'finish' as const })),
  );
  const outcomes = await Promise.all(
    orders.map(async (order) =>
      desk.halted() === null
        ? desk.place(order)
        : { clientOrderId: order.spec.clientOrderId, state: 'cancelled' as const, reason: 'never sent', fills: [] },
    ),
  );
  return journal.record(tradeId, outcomes, { state: 'exiting', reason: AWAITS_HEDGE }, because, stateOfEvenLegs);
}
