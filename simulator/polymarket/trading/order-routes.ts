import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { OrderEffect } from '../../faults/fault.js';
import type { FaultBoard } from '../../faults/fault-board.js';
import { json, type JsonOutcome, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import { sizeText } from '../decimal-text.js';
import { type Admission, type Refusal, refuse } from './admission.js';
import type { ApiKey } from './api-keys.js';
import type { Authentication } from './authentication.js';
import { type Desk, dollarsOf, type Placed } from './desk.js';
import { type EngineMode, POST_ONLY_TEXT } from './engine-mode.js';
import type { RateLimits } from './rate-limits.js';

/** Most orders in one placement (reference §6.2). */
const MAX_BATCH = 15;

interface OrderRoutesOptions {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly authentication: Authentication;
  readonly admission: Admission;
  readonly desk: Desk;
  readonly mode: EngineMode;
  readonly rates: RateLimits;
  readonly failureBody: (status: number) => unknown;
}

/** `POST /order` and `POST /orders` (reference §6.1, §6.2), with everything that can go wrong on the way. */
export class OrderRoutes {
  readonly #options: OrderRoutesOptions;

  constructor(options: OrderRoutesOptions) {
    this.#options = options;
  }

  async place(request: JsonRequest, key: ApiKey): Promise<JsonOutcome> {
    const { faults, mode, rates } = this.#options;
    const batch = request.path === '/orders';
    const body = parse(request.body);
    const entries: readonly unknown[] | null = batch ? (Array.isArray(body) ? body : null) : [body];
    if (entries === null || entries.length === 0) return json({ error: 'Invalid order payload' }, 400);
    if (entries.length > MAX_BATCH) {
      const error = `Too many orders in payload: ${entries.length}, max allowed: ${MAX_BATCH}`;
      return json({ error }, 400);
    }
    const rate = rates.take(key.signer, 'order', entries.length);
    if (rate.refusal) return rate.refusal;
    const refusal = mode.placementRefusal(batch || entries.every(isPostOnly));
    if (refusal) return { ...refusal, headers: { ...rate.headers, ...refusal.headers } };

    const effect = faults.takeOrderFault('polymarket');
    if (effect?.effect === 'accept-late') {
      this.#acceptLater(request, entries, key, effect.delayMs);
      return 'cut';
    }
    if (effect?.effect === 'fail-before') return this.#failure(effect.status);
    const results = await this.#placeAll(entries, key, effect);
    if (effect?.effect === 'lose-answer') return 'cut';
    if (effect?.effect === 'fail-after') return this.#failure(effect.status);
    const answer = batch ? json(results.map(entryJson)) : answerOf(results[0] as Placed | Refusal);
    return { ...answer, headers: rate.headers };
  }

  async #placeAll(entries: readonly unknown[], key: ApiKey, effect: OrderEffect | null): Promise<(Placed | Refusal)[]> {
    const results: (Placed | Refusal)[] = [];
    for (const entry of entries) results.push(await this.#placeOne(entry, key, effect));
    return results;
  }

  async #placeOne(entry: unknown, key: ApiKey, effect: OrderEffect | null): Promise<Placed | Refusal> {
    const { admission, desk, mode } = this.#options;
    if (mode.mode === 'post-only' && !isPostOnly(entry)) return refuse(POST_ONLY_TEXT, 503);
    const order = admission.check(entry, key);
    if ('error' in order) return order;
    if (effect?.effect === 'reject') return refuse('order match delayed due to market conditions');
    return desk.place(order, effect);
  }

  /** The request was under way all the time; the venue takes it when its timestamp is still good. */
  #acceptLater(request: JsonRequest, entries: readonly unknown[], key: ApiKey, delayMs: number): void {
    const { clock, authentication, mode } = this.#options;
    clock.after(delayMs, () => {
      if (!authentication.isTimely(String(request.headers['poly_timestamp']))) return;
      if (mode.placementRefusal(true) === null) void this.#placeAll(entries, key, null);
    });
  }

  #failure(status: number): JsonResponse {
    return json(this.#options.failureBody(status), status);
  }
}

const isPostOnly = (entry: unknown): boolean =>
  typeof entry === 'object' && entry !== null && (entry as { postOnly?: unknown }).postOnly === true;

function answerOf(result: Placed | Refusal): JsonResponse {
  return 'error' in result ? json({ error: result.error }, result.status) : json(placedJson(result));
}

/** In a batch the post-only mode answers `success` with an error text, the rest plainly (reference §14). */
function entryJson(result: Placed | Refusal) {
  if (!('error' in result)) return placedJson(result);
  const success = result.error === POST_ONLY_TEXT;
  return { ...NOTHING, success, errorMsg: result.error, orderID: '', status: '' };
}

const NOTHING = { makingAmount: '', takingAmount: '', transactionsHashes: [], tradeIDs: [] } as const;

function placedJson({ order, status, trades }: Placed) {
  const accepted = { success: true, errorMsg: '', orderID: order.id, status };
  if (trades.length === 0) return { ...NOTHING, ...accepted };
  const dollars = sizeText(dollarsOf(trades));
  const shares = sizeText(trades.reduce((sum, trade) => sum + trade.shares, 0));
  const [makingAmount, takingAmount] = order.action === 'BUY' ? [dollars, shares] : [shares, dollars];
  return { ...NOTHING, ...accepted, makingAmount, takingAmount, tradeIDs: trades.map(({ id }) => id) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
