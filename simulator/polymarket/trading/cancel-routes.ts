import type { FaultBoard } from '../../faults/fault-board.js';
import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import type { ApiKey } from './api-keys.js';
import type { Desk } from './desk.js';
import type { EngineMode } from './engine-mode.js';
import type { OrderStore } from './order-store.js';
import type { RateLimits } from './rate-limits.js';
import type { TradingOrder } from './trading-order.js';

/** Most ids in one `DELETE /orders` (reference §6.3). */
const MAX_IDS = 1_000;

interface CancelRoutesOptions {
  readonly faults: FaultBoard;
  readonly orders: OrderStore;
  readonly desk: Desk;
  readonly mode: EngineMode;
  readonly rates: RateLimits;
}

/** The four ways to cancel (reference §6.3); they reach every order of the wallet that signs. */
export class CancelRoutes {
  readonly #options: CancelRoutesOptions;

  constructor(options: CancelRoutesOptions) {
    this.#options = options;
  }

  handle({ path, body }: JsonRequest, key: ApiKey): JsonResponse {
    const { orders, mode } = this.#options;
    const refusal = mode.cancelRefusal();
    if (refusal) return refusal;
    const payload = parse(body);
    const own = (order: TradingOrder) => order.account.signer === key.signer;
    switch (path) {
      case '/order': {
        const id = (payload as { orderID?: unknown } | null)?.orderID;
        return typeof id === 'string' ? this.#cancelIds([id], key) : json({ error: 'Invalid orderID' }, 400);
      }
      case '/orders': {
        const ids = Array.isArray(payload) ? payload.filter((id): id is string => typeof id === 'string') : [];
        if (ids.length === 0) return json({ error: 'Invalid order payload' }, 400);
        if (ids.length > MAX_IDS) {
          return json({ error: `Too many orders in payload: ${ids.length}, max allowed: ${MAX_IDS}` }, 400);
        }
        return this.#cancelIds(ids, key);
      }
      case '/cancel-all':
        return this.#cancelFound(orders.open(own), key);
      default: {
        const { market, asset_id } = (payload ?? {}) as { market?: unknown; asset_id?: unknown };
        if (!market && !asset_id) return json({ error: 'Invalid order payload' }, 400);
        const wanted = (order: TradingOrder) =>
          own(order) && (!market || order.listing.conditionId === market) && (!asset_id || order.token === asset_id);
        return this.#cancelFound(orders.open(wanted), key);
      }
    }
  }

  #cancelIds(ids: readonly string[], key: ApiKey): JsonResponse {
    const { orders, rates } = this.#options;
    const rate = rates.take(key.signer, 'cancel', ids.length);
    if (rate.refusal) return rate.refusal;
    const canceled: string[] = [];
    const refused: Record<string, string> = {};
    for (const id of new Set(ids)) {
      const order = orders.find(id);
      const reason = order?.account.signer === key.signer ? this.#cancel(order) : 'Order not found or already canceled';
      if (reason === null) canceled.push(id);
      else refused[id] = reason;
    }
    return { ...json({ canceled, not_canceled: refused }), headers: rate.headers };
  }

  #cancelFound(found: readonly TradingOrder[], key: ApiKey): JsonResponse {
    const rate = this.#options.rates.take(key.signer, 'cancel', 1 + found.length, true);
    if (rate.refusal) return rate.refusal;
    const canceled: string[] = [];
    const refused: Record<string, string> = {};
    for (const order of found) {
      const reason = this.#cancel(order);
      if (reason === null) canceled.push(order.id);
      else refused[order.id] = reason;
    }
    return { ...json({ canceled, not_canceled: refused }), headers: rate.headers };
  }

  /** @returns why it was not cancelled, or null. */
  #cancel(order: TradingOrder): string | null {
    const { faults, desk, orders } = this.#options;
    if (orders.isOpen(order) && faults.takeCancelRace('polymarket')) desk.fillByStranger(order);
    if (orders.isOpen(order)) {
      desk.cancel(order);
      return null;
    }
    switch (order.state.status) {
      case 'MATCHED':
        return 'order already matched';
      case 'DELAYED':
        return 'order match delayed due to market conditions';
      case 'LIVE':
      case 'CANCELED':
      case 'CANCELED_MARKET_RESOLVED':
      case 'INVALID':
        return 'Order already canceled';
    }
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
