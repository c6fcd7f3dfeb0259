import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { TradeResult, TradeState } from '@pm-arbitrage/core/domain/trade.js';
import { addUsd, type Price } from '@pm-arbitrage/core/money/money.js';
import type { PreparedOrder } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { orderHalt } from '@pm-arbitrage/core/runtime/order-halt.js';
import { HollowLevels } from './hollow-levels.js';
import type { Journal, OrderOutcome } from './journal.js';
import { type LegRow, legsOf, tradeOf } from './trade-rows.js';
import { AWAITS_FINAL_FILLS } from './waits.js';
import type { LiveBooks } from './live-books.js';
import type { OrderDesk } from './order-desk.js';
import { planExit, type UnevenLeg } from './plan-exit.js';

/** Rounds of exit orders, and how long books may offer no way out, ms, before the trade is left to a person. */
const EXIT_ATTEMPTS = 3;
const EXIT_PATIENCE_MS = 5_000;
const EXIT_PAUSE_MS = 250;
/** Why a trade with unequal legs is left as it is. */
export const AWAITS_RESUME = 'waits for the halt to be lifted';

export interface ExitParts {
  readonly context: Pick<
    AgentContext,
    'alert' | 'clock' | 'config' | 'database' | 'halt' | 'haltFile' | 'ids' | 'log' | 'metrics' | 'outbox'
  >;
  readonly journal: Journal;
  readonly desk: OrderDesk;
  readonly books: LiveBooks;
  readonly marketOf: (market: MarketId) => Market | undefined;
}

/** Its legs differ for certain: no fill of it can change any more. */
export const isUneven = ({ state, reason }: TradeResult) => state === 'exiting' && reason !== AWAITS_FINAL_FILLS;

/**
 * Makes the legs of a trade equal by the cheaper way; what cannot be made equal halts everything. After a halt no order
 * leaves: the trade stays `exiting` until the halt is lifted and it is recovered.
 */
export async function exitTrade(
  parts: ExitParts,
  tradeId: string,
  floor: Price,
  because?: Envelope<unknown>,
): Promise<TradeResult> {
  const { context, desk, journal } = parts;
  let last = 'no attempt was made';
  let until = context.clock.monotonic() + EXIT_PATIENCE_MS;
  let sent = 0;
  const hollow = new HollowLevels();
  for (let attempt = 0; sent < EXIT_ATTEMPTS && context.clock.monotonic() <= until; attempt++) {
    if (attempt > 0) await sleep(context.clock, EXIT_PAUSE_MS);
    if (desk.halted() !== null) return waitForResume(parts, tradeId, [], because);
    const legs = await legsOf(context.database.queries, tradeId);
    const oversold = legs.find(({ filled }) => filled < 0);
    if (oversold !== undefined) {
      // No order makes that good for certain: what the venue thinks of it a person has to see.
      last = `more of ${oversold.market} was sold than was held`;
      break;
    }
    const bound = await lossBound(parts, tradeId, legs);
    // The books last: nothing is awaited between them and the plan.
    const uneven = unevenLegs(parts, legs).map((leg) =>
      leg.update === undefined ? leg : { ...leg, update: hollow.without(leg.update) },
    );
    const plan = planExit(uneven, floor, context.clock.now(), { ways: 'cheaper', lossBound: bound });
    if (plan.kind === 'even')
      return journal.record(tradeId, [], { state: 'exiting', reason: '' }, because, stateOfEvenLegs);
    if (plan.kind === 'stuck') {
      last = plan.reason;
      continue;
    }
    const number = await journal.countExits(tradeId);
    let orders: readonly PreparedOrder[];
    try {
      orders = await Promise.all(
        plan.orders.map((order) => {
          const leg = legs[order.legIndex] as LegRow;
          return desk.prepare({ ...order, tradeId, leg, purpose: plan.kind, attempt: number });
        }),
      );
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      last = error.message;
      continue;
    }
    await journal.addExit(
      tradeId,
      orders.map(({ spec, venueOrderId }) => ({ spec, venueOrderId, purpose: plan.kind })),
    );
    if (desk.halted() !== null) return waitForResume(parts, tradeId, orders, because);
    sent++;
    const outcomes = await Promise.all(orders.map((order) => desk.place(order)));
    for (const [index, order] of plan.orders.entries()) {
      const { side, update } = uneven[order.legIndex] as UnevenLeg;
      const isShort = boughtOrSold(outcomes[index] as OrderOutcome) < order.quantity;
      if (isShort && update !== undefined) hollow.note(update, { ...order, side });
    }
    const next = { state: 'exiting' as const, reason: plan.kind };
    const result = await journal.record(tradeId, outcomes, next, because, stateOfEvenLegs);
    if (!isUneven(result)) return result;
    last = outcomes.map((outcome) => outcome.reason).find((reason) => reason !== '') ?? 'the exit filled in part';
    // Bringing an order to certainty can take half a minute; only books without a way out use patience up.
    until = context.clock.monotonic() + EXIT_PATIENCE_MS;
  }
  const result = await journal.record(tradeId, [], { state: 'naked', reason: last }, because);
  await haltFor(parts, result);
  return result;
}

const boughtOrSold = ({ fills }: OrderOutcome): number =>
  fills.reduce((sum, { finality, quantity }) => sum + (finality === 'undone' ? 0 : quantity), 0);

/** Where equal legs leave a trade; null while they differ. */
export function stateOfEvenLegs(legs: readonly LegRow[], from: TradeState): TradeState | null {
  const held = legs[0]?.filled ?? 0;
  if (legs.some((leg) => leg.filled !== held)) return null;
  if (from === 'exiting') return held > 0 ? 'hedged' : 'unwound';
  return held > 0 ? 'complete' : 'aborted';
}

/** The configured bound is a share of what the whole trade may cost; plans know only what was paid so far. */
async function lossBound({ context }: ExitParts, tradeId: string, legs: readonly LegRow[]): Promise<number> {
  const paid = legs.reduce((total, { cost, fee }) => total + cost + fee, 0);
  const { maxCost } = await tradeOf(context.database.queries, tradeId);
  const { exitLossBound } = context.config.trading;
  return paid === 0 ? exitLossBound : exitLossBound * Math.max(1, maxCost / paid);
}

/** The legs of a trade with their books as they are. */
export const unevenLegs = ({ books, marketOf }: ExitParts, legs: readonly LegRow[]): readonly UnevenLeg[] =>
  legs.map(({ market, platform, side, filled, cost, fee }) => {
    const paid = addUsd(cost, fee);
    return { market, platform, side, filled, paid, listing: marketOf(market), update: books.get(market) };
  });

async function waitForResume(
  { context, journal }: ExitParts,
  tradeId: string,
  unsent: readonly PreparedOrder[],
  because?: Envelope<unknown>,
): Promise<TradeResult> {
  const title = 'Halted while the legs of a trade differ; it goes on when the halt is lifted';
  const dedupeKey = `exit-halted:${tradeId}`;
  context.alert({ tier: 'emergency', kind: 'trade.exit-halted', title, body: tradeId, dedupeKey });
  const outcomes = unsent.map(({ spec }) => ({
    clientOrderId: spec.clientOrderId,
    state: 'cancelled' as const,
    reason: 'never sent',
    fills: [],
  }));
  return journal.record(tradeId, outcomes, { state: 'exiting', reason: AWAITS_RESUME }, because);
}

async function haltFor({ context }: ExitParts, result: TradeResult): Promise<void> {
  const reason = `trade ${result.tradeId} is naked: ${result.reason}`;
  const halt = { id: context.ids.next(), reason, by: 'executor', at: context.clock.now() };
  await orderHalt(context, halt, 'naked-trade');
  const title = 'A trade has unequal legs';
  context.alert({ tier: 'emergency', kind: 'trade.naked', title, body: reason, dedupeKey: result.tradeId });
}
