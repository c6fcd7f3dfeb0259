import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { isOrderFinal, type OrderSpec, type VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { OrderRef, PlaceOutcome, PreparedOrder, TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { OrderOutcome } from './journal.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** An order in the venue's words, as the journal takes it. */
export const fromVenue = (order: VenueOrder, reason: string): OrderOutcome => ({
  clientOrderId: order.clientOrderId,
  venueOrderId: order.venueOrderId,
  state: order.state,
  reason,
  fills: order.fills,
});

/** An order of which it is not known yet what became of it, and why not. */
export interface InDoubt {
  readonly inDoubt: string;
}

/** Sends an order. In doubt when its fate is not known by then: a time-out is not a failure. */
export async function sendWithin(
  order: PreparedOrder,
  clock: Clock,
  timeoutMs: number,
): Promise<OrderOutcome | InDoubt> {
  const timedOut = new AbortController();
  const late = sleep(clock, timeoutMs, timedOut.signal).then((): PlaceOutcome => ({
    kind: 'in-doubt',
    reason: 'no answer in time',
  }));
  const answered = order
    .send()
    .catch((error: unknown): PlaceOutcome => ({ kind: 'in-doubt', reason: messageOf(error) }));
  const outcome = await Promise.race([answered, late]);
  timedOut.abort();
  if (outcome.kind === 'in-doubt') return { inDoubt: outcome.reason };
  if (outcome.kind === 'accepted') {
    const { state } = outcome.order;
    return isOrderFinal(state) || (state === 'resting' && order.spec.postOnly)
      ? fromVenue(outcome.order, '')
      : { inDoubt: `it was accepted and is ${state}` };
  }
  const { code, message } = outcome;
  return { clientOrderId: order.spec.clientOrderId, state: 'rejected', reason: `${code}: ${message}`, fills: [] };
}

/**
 * Asks the venue until it is certain what became of an order. "Never heard of it" is proof only once the venue rules
 * out that it can still arrive. Never ends without certainty; `mayOrder` says whether orders may leave at all now.
 */
export async function bringToCertainty(
  order: OrderRef & { readonly spec: OrderSpec },
  venue: TradingVenue,
  { clock, log, mayOrder }: { clock: Clock; log: Logger; mayOrder: () => boolean },
): Promise<OrderOutcome> {
  const { clientOrderId } = order;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    try {
      const known = await venue.lookup(order);
      if (known && isOrderFinal(known.state)) return fromVenue(known, 'learned by asking');
      if (known?.state === 'resting') await venue.cancel(order);
      if (known === null && (await venue.ruleOut(order, mayOrder())))
        return { clientOrderId, state: 'rejected', reason: 'the venue never accepted it', fills: [] };
    } catch (error) {
      log.warn({ clientOrderId, error: messageOf(error) }, 'the venue does not answer for an order in doubt');
    }
    await sleep(clock, pause);
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
  }
}
