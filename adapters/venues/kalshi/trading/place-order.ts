import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { formatQuantity, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { PlaceOutcome } from '@pm-arbitrage/core/ports/trading-venue.js';
import { NoAnswerError } from '../../../transport/http-line.js';
import type { FillBook } from './fill-book.js';
import { judgeAnswer } from './judge-answer.js';
import type { KalshiRest } from './kalshi-rest.js';
import type { KnownOrders } from './known-orders.js';
import type { KalshiOrderBody } from './order-body.js';
import type { OrderDesk } from './order-desk.js';
import { createAnswerSchema, readWire } from './wire.js';

const PATH = '/portfolio/events/orders';
/** A signature is good for some ten seconds; one younger than this needs no second thought. */
const SIGNATURE_MS = 1_000;
const ANSWER_MS = 10_000;
/** The private stream tells fills within some 30 ms of the answer (kalshi.md §15). */
const STREAM_FILLS_MS = 150;
const REST_FILLS_MS = 5_000;

export interface PlaceParts {
  readonly rest: KalshiRest;
  readonly desk: OrderDesk;
  readonly known: KnownOrders;
  readonly fills: FillBook;
  readonly clock: Clock;
  /** Whether the private stream is there to tell fills. */
  readonly streaming: () => boolean;
}

const rejected = (code: string, message: string): PlaceOutcome => ({ kind: 'rejected', code, message });
const inDoubt = (reason: string): PlaceOutcome => ({ kind: 'in-doubt', reason });

/**
 * Makes the request and signs it; what it returns sends it once and judges the answer. It signs again when the
 * signature has grown old. Nothing leaves after the order's expiry, on which `ruleOutOrder` relies.
 */
export function placeOrder(spec: OrderSpec, body: KalshiOrderBody, parts: PlaceParts): () => Promise<PlaceOutcome> {
  const { rest, known, clock } = parts;
  const bytes = Buffer.from(JSON.stringify(body));
  const early = rest.sign('POST', PATH);
  return async () => {
    if (!(await rest.budget.order(body.exchange_index)))
      return rejected('rate-limited', `the write budget of shard ${body.exchange_index} is used up; nothing was sent`);
    if (spec.expiresAt !== null && clock.now() > spec.expiresAt)
      return rejected('expired', 'the order expired before it was sent; nothing was sent');
    const young = rest.time.now() - early.signedAt <= SIGNATURE_MS && rest.time.now() >= early.signedAt;
    const signed = young && early.signer === rest.keys.active ? early : rest.sign('POST', PATH);
    const order = known.of(spec.clientOrderId);
    order.signedAt = Math.max(order.signedAt ?? 0, signed.signedAt);
    try {
      const answer = await rest.once({ method: 'POST', path: PATH, body: bytes, signed }, ANSWER_MS);
      if (answer.status === 429) rest.budget.exhausted(body.exchange_index);
      const verdict = judgeAnswer(answer);
      switch (verdict.kind) {
        case 'created':
          return await accepted(spec, answer.body, parts);
        case 'refused':
          return rejected(verdict.code, verdict.message);
        case 'exists':
          order.spentAt = rest.time.now();
          return inDoubt('Kalshi has an order under this id already');
        case 'unclear':
          return inDoubt(verdict.reason);
      }
    } catch (error) {
      // Proof enough: no connection was made, so nothing can arrive.
      if (error instanceof NoAnswerError && !error.sent) return rejected('unreachable', error.message);
      return inDoubt(messageOf(error));
    }
  };
}

/** The answer counts contracts only; prices and fees are in the fills, from the stream or, after a moment, from REST. */
async function accepted(
  spec: OrderSpec,
  body: unknown,
  { desk, fills, known, streaming }: PlaceParts,
): Promise<PlaceOutcome> {
  const answer = readWire(createAnswerSchema, body, `POST ${PATH}`);
  const { fill_count: filled, order_id: orderId, remaining_count: remaining } = answer;
  if (answer.client_order_id && answer.client_order_id !== spec.clientOrderId)
    return inDoubt(`the answer speaks of client id ${answer.client_order_id}`);
  if (filled + remaining > spec.quantity)
    return inDoubt(`the answer counts ${formatQuantity(filled)} filled and ${formatQuantity(remaining)} left`);
  known.met(spec.clientOrderId, orderId);
  if (filled > ZERO_QUANTITY && !(await fills.wait(orderId, filled, streaming() ? STREAM_FILLS_MS : 0))) {
    const ticker = nativeIdOf(spec.market);
    if (!(await desk.readFillsUntil(orderId, ticker, filled, REST_FILLS_MS)))
      return inDoubt(`${formatQuantity(filled)} contracts are filled, but their fills are not listed yet`);
  }
  // More fills than the answer counted: a resting order goes on filling.
  const done = fills.filled(orderId);
  const state = done >= spec.quantity ? 'filled' : remaining > ZERO_QUANTITY ? 'resting' : 'cancelled';
  const question = { clientOrderId: spec.clientOrderId, venueOrderId: orderId, market: spec.market, spec };
  return { kind: 'accepted', order: await desk.venueOrder(question, orderId, state) };
}
