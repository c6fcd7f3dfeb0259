import type { KalshiAnswer } from './kalshi-rest.js';

/** What an answer to a create proves. */
export type CreateVerdict =
  | { readonly kind: 'created' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** An order under this id exists: this request or an earlier one made it. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'unclear'; readonly reason: string };

/**
 * Refusals in Kalshi's words (kalshi.md §3.1, §8.10), lower case. There is no catalogue, so the list is what was seen
 * or is documented for FIX; a code that is not on it proves nothing.
 */
const REFUSALS = new Set([
  'invalid_order',
  'invalid_parameters',
  'invalid_order_size',
  'invalid_price',
  'bad_request',
  'insufficient_balance',
  'available_balance_too_low',
  'fill_or_kill_insufficient_resting_volume',
  'trading_is_paused',
  'exchange_is_paused',
  'market_not_found',
  'user_not_found',
  'not_found',
  'self_cross_attempt',
  'order_group_not_found',
  'exceeded_order_group_risk_limit',
  'exceeded_per_market_risk_limit',
  'deprecated_v1_order_endpoint',
  'header_timestamp_expired',
  'authentication_error',
  'signature_is_missing_from_headers',
]);
/** MARKET_INACTIVE, MARKET_ALREADY_CLOSED and their kin. */
const MARKET_REFUSAL = /^market_(is_)?(not_|already_)?(inactive|active|closed|paused|settled|open)$/;
/** Who may not sign may not order: the gate is before the engine. Codes of permission are not listed anywhere. */
const GATE = new Set([401, 403]);

/**
 * Judges the answer to a create. Only what the venue can say of an order it did not take is a refusal; everything else
 * (5xx, gateway pages, unknown codes, 2xx without an order id) leaves it in doubt. So does 429: which of the things in
 * front of the exchange says so, and whether it had let the request through before, the answer does not tell.
 */
export function judgeAnswer(answer: KalshiAnswer): CreateVerdict {
  const { status, message } = answer;
  const code = answer.code.toLowerCase();
  if (status === 200 || status === 201) return { kind: 'created' };
  if (code === 'order_already_exists') return { kind: 'exists' };
  const refused =
    status >= 400 &&
    status < 500 &&
    code !== '' &&
    (REFUSALS.has(code) || MARKET_REFUSAL.test(code) || GATE.has(status));
  if (refused) return { kind: 'refused', code, message };
  return { kind: 'unclear', reason: `Kalshi answered ${status}${code === '' ? '' : ` (${code})`}: ${message}` };
}
