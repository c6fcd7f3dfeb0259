import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { OrderRef } from '@pm-arbitrage/core/ports/trading-venue.js';
import { judgeAnswer } from './judge-answer.js';
import type { KalshiRest } from './kalshi-rest.js';
import type { KnownOrder, KnownOrders } from './known-orders.js';
import { burnBody } from './order-body.js';
import type { OrderDesk } from './order-desk.js';

export interface RuleOutParts {
  readonly rest: KalshiRest;
  readonly desk: OrderDesk;
  readonly known: KnownOrders;
  readonly log: Logger;
  readonly marketOf: (id: OrderSpec['market']) => Market | undefined;
}

type Question = OrderRef & { readonly spec: OrderSpec };

/**
 * Signatures older than this were never seen to pass (30 s and 60 s were refused, kalshi.md §3.1), so a request that
 * wanders about in the network is refused when it arrives later.
 */
const SIGNATURE_DEAD_MS = 60_000;
/** The reads have to be newer by this much, for times that the venue rounds. */
const READ_MARGIN_MS = 1_000;
const BURN_TIMEOUT_MS = 5_000;

/**
 * Proves that an order the venue does not list can never arrive. Two proofs, either is enough.
 *
 * By time: nothing under this id is accepted any more (its newest signature is dead, or the id is used up), the venue's
 * reads are complete up to a moment after that (`user_data_timestamp`), and its listing does not show the order. An
 * order of an earlier life was signed before its `expiresAt`, since no order leaves after that; one without expiry
 * cannot be dated.
 *
 * By burning the id, only while orders may leave: Kalshi takes a client id once in the life of an account (§8.6). The
 * same contracts are asked for under the same id, all or nothing, at the price that nobody gives. The kill, 409
 * `fill_or_kill_insufficient_resting_volume`, was seen to use the id up: later requests under it get 409
 * `order_already_exists`. So the id is registered before the book is looked at, and a registration that is already
 * there answers `order_already_exists` instead. A kill therefore proves that ours was the first request under this id,
 * and that every other one, wherever it is now, will be turned away. `order_already_exists` proves nothing yet: the
 * order is there, or an earlier burn of ours was, whose answer was lost; the listing decides once it is new enough.
 * Refusals before the book (price, funds, pauses) register nothing and prove nothing. Should the burn be filled, it is
 * the order itself, at the best price there is, and lookup finds it as such.
 */
export async function ruleOutOrder(order: Question, mayOrder: boolean, parts: RuleOutParts): Promise<boolean> {
  const known = parts.known.of(order.clientOrderId);
  known.spec ??= order.spec;
  if (known.burnt) return true;
  const deadAt = deadSince(known, order.spec, parts.rest.time.skewMs ?? 0);
  if (deadAt !== null && parts.rest.time.now() > deadAt) {
    if ((await parts.desk.readsAsOf()) > deadAt + READ_MARGIN_MS) return (await parts.desk.find(order)) === null;
  }
  if (!mayOrder || known.spentAt !== null) return false;
  return burn(order, known, parts);
}

/** Unix ms at the venue after which nothing under the id can be accepted; null when that cannot be said. */
function deadSince(known: KnownOrder, { expiresAt }: OrderSpec, skewMs: number): number | null {
  if (known.spentAt !== null) return known.spentAt;
  if (known.signedAt !== null) return known.signedAt + SIGNATURE_DEAD_MS;
  return expiresAt === null ? null : expiresAt + skewMs + SIGNATURE_DEAD_MS;
}

async function burn(
  { clientOrderId, market, spec }: Question,
  known: KnownOrder,
  parts: RuleOutParts,
): Promise<boolean> {
  const { log, rest } = parts;
  const listed = parts.marketOf(market);
  if (listed === undefined) {
    log.warn({ clientOrderId, market }, 'an id cannot be burnt in a market that is not listed');
    return false;
  }
  const body = burnBody(spec, listed, rest.time.now());
  if (!(await rest.budget.order(body.exchange_index))) return false;
  const signed = rest.sign('POST', '/portfolio/events/orders');
  known.signedAt = Math.max(known.signedAt ?? 0, signed.signedAt);
  try {
    const answer = await rest.once(
      { method: 'POST', path: '/portfolio/events/orders', body: Buffer.from(JSON.stringify(body)), signed },
      BURN_TIMEOUT_MS,
    );
    const verdict = judgeAnswer(answer);
    log.info({ clientOrderId, status: answer.status, verdict: verdict.kind }, 'burnt the id of an order in doubt');
    if (verdict.kind === 'exists' || verdict.kind === 'created') known.spentAt = rest.time.now();
    known.burnt = verdict.kind === 'refused' && verdict.code === 'fill_or_kill_insufficient_resting_volume';
    return known.burnt;
  } catch (error) {
    log.warn({ clientOrderId, error: messageOf(error) }, 'no answer to the burning of an id');
    return false;
  }
}
