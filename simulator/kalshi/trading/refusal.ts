import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { json, type JsonResponse } from '../../http/json-server.js';

/** The exchange says no: status and body of reference §8.10. Nothing has changed. */
export class Refusal extends CodedError {
  readonly status: number;
  readonly details: string | undefined;
  readonly #flat: boolean;

  constructor(status: number, code: string, message: string, details?: string, flat = false) {
    super(code, message, details === undefined ? {} : { details });
    this.status = status;
    this.details = details;
    this.#flat = flat;
  }

  /** As in `error` of a batch item. */
  item(): { readonly code: string; readonly message: string; readonly details?: string } {
    const { code, message, details } = this;
    return details === undefined ? { code, message } : { code, message, details };
  }

  response(): JsonResponse {
    return json(this.#flat ? this.item() : { error: this.item() }, this.status);
  }
}

export const refusals = {
  /** Schema errors come in the flat form (reference §5). */
  badRequest: (details: string) => new Refusal(400, 'bad_request', 'bad request', details, true),
  invalidParameters: (details: string) => new Refusal(400, 'invalid_parameters', 'invalid parameters', details),
  invalidOrder: (details: string) => new Refusal(400, 'invalid_order', 'invalid order', details),
  invalidOrderSize: (details: string) => new Refusal(400, 'invalid_order_size', 'invalid order size', details),
  invalidAmendQuantity: () =>
    new Refusal(400, 'INVALID_AMEND_QTY_FOR_ORDER', 'amended count is below what was already filled'),
  insufficientBalance: () => new Refusal(400, 'insufficient_balance', 'insufficient balance'),
  orderGroupExceeded: () =>
    new Refusal(400, 'EXCEEDED_ORDER_GROUP_RISK_LIMIT', 'order group limit was reached; reset the group'),
  forbidden: (details: string) => new Refusal(403, 'forbidden', 'forbidden', details),
  notFound: () => new Refusal(404, 'not_found', 'not found'),
  marketNotFound: () => new Refusal(404, 'market_not_found', 'market not found'),
  userNotFound: () => new Refusal(404, 'user_not_found', 'Exchange user not found'),
  orderGroupNotFound: () => new Refusal(404, 'ORDER_GROUP_NOT_FOUND', 'order group not found'),
  orderAlreadyExists: () => new Refusal(409, 'order_already_exists', 'order already exists'),
  notFillable: () =>
    new Refusal(409, 'fill_or_kill_insufficient_resting_volume', 'fill or kill order could not be filled in full'),
  marketInactive: () => new Refusal(409, 'MARKET_INACTIVE', 'market is not active'),
  tradingPaused: () => new Refusal(409, 'trading_is_paused', 'trading is paused'),
  exchangePaused: () => new Refusal(409, 'exchange_is_paused', 'exchange is paused'),
  v1Order: () =>
    new Refusal(410, 'deprecated_v1_order_endpoint', 'this endpoint was removed; use /portfolio/events/orders'),
} as const;
