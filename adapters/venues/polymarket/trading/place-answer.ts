import { isBody, shown } from '../../kalshi/read-fields.js';
import { text } from '../gamma-fields.js';

/** A restricted mode the venue says it is in (polymarket.md §14). */
export interface RestrictedMode {
  readonly orders: 'cancel-only' | 'closed';
  readonly reason: string;
}

/**
 * What an answer to `POST /order` proves.
 * `accepted`: the venue has the order. `rejected`: it refused it for good. `unauthorized`: it did not look at it.
 * `turned-away`: it says that it took nothing in, but from a gateway or a venue in trouble, so one read by id has to
 * confirm it. `in-doubt`: anything else.
 */
export type PlaceVerdict =
  | { readonly kind: 'accepted'; readonly status: 'live' | 'matched' | 'delayed'; readonly trades: readonly string[] }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | { readonly kind: 'unauthorized'; readonly message: string }
  | {
      readonly kind: 'turned-away';
      readonly code: string;
      readonly message: string;
      readonly mode: RestrictedMode | null;
    }
  | { readonly kind: 'in-doubt'; readonly reason: string };

/** Refusals by their words; the first that fits names the code (polymarket.md §8, §14). */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/couldn't be fully filled/i, 'killed'],
  [/no orders found to match/i, 'no-match'],
  [/not enough balance/i, 'insufficient-balance'],
  [/closed only mode/i, 'closed-only'],
  [/banned/i, 'banned'],
  [/tick size/i, 'tick'],
  [/lower than the minimum|min size/i, 'minimum'],
  [/order_version_mismatch|invalid order version/i, 'version'],
  [/invalid signature/i, 'signature'],
  [/crosses( the)? book/i, 'post-only'],
  [/expiration/i, 'expiration'],
  [/not yet ready/i, 'market-not-ready'],
];

/** Answers that name no fate although they look like refusals. */
const unclear =
  /duplicated|context canceled|timed out|could not insert|rounding issues|discrepancy|no matching orders/i;

/** Reads an answer to `POST /order`. `text` is the body as it came. */
export function readPlaceAnswer(status: number, raw: string, orderId: string): PlaceVerdict {
  let body: unknown;
  try {
    body = JSON.parse(raw);
  } catch {
    body = undefined;
  }
  if (status === 200) return readPlaced(body, raw, orderId);
  const message = (isBody(body) ? text(body['error']) || text(body['errorMsg']) : '') || raw.slice(0, 120);
  if (status === 401) return { kind: 'unauthorized', message };
  // The engine restarts, or a limiter or a switched-off market stands before it: documented to take nothing in.
  if (status === 425)
    return {
      kind: 'turned-away',
      code: 'engine-restart',
      message,
      mode: { orders: 'closed', reason: 'the matching engine restarts' },
    };
  if (status === 429) return { kind: 'turned-away', code: 'rate-limit', message, mode: null };
  if (status === 503) {
    const mode = restrictedMode(message);
    if (mode !== null) return { kind: 'turned-away', code: 'restricted', message, mode };
  }
  if (status === 500 && /order timed out/i.test(message))
    return { kind: 'turned-away', code: 'overload', message, mode: null };
  // A 404 comes from any inner text with "not found" in it, so it is no refusal of an order (polymarket.md §4).
  if (status >= 400 && status < 500 && status !== 404 && status !== 408 && isBody(body)) return refused(message);
  return { kind: 'in-doubt', reason: `HTTP ${status}: ${message}` };
}

function readPlaced(body: unknown, raw: string, orderId: string): PlaceVerdict {
  if (!isBody(body)) return { kind: 'in-doubt', reason: `the answer is no JSON object: ${raw.slice(0, 80)}` };
  const problem = text(body['errorMsg']) || text(body['error']);
  const id = text(body['orderID']);
  const status = text(body['status']).toLowerCase();
  if (body['success'] === true && problem === '' && id !== '') {
    if (id.toLowerCase() !== orderId.toLowerCase())
      return { kind: 'in-doubt', reason: `the answer is about order ${id} instead of ${orderId}` };
    if (status === 'live' || status === 'matched' || status === 'delayed')
      return { kind: 'accepted', status, trades: readTradeIds(body['tradeIDs']) };
    return { kind: 'in-doubt', reason: `the order's status is ${shown(body['status'])}` };
  }
  // With an id and a problem, or with neither, the answer contradicts itself.
  if (problem === '' || id !== '') return { kind: 'in-doubt', reason: `the answer is ${raw.slice(0, 120)}` };
  const mode = restrictedMode(problem);
  if (mode !== null) return { kind: 'turned-away', code: 'restricted', message: problem, mode };
  if (/rate limit/i.test(problem)) return { kind: 'turned-away', code: 'rate-limit', message: problem, mode: null };
  return refused(problem);
}

function refused(message: string): PlaceVerdict {
  // Listed among the refusals, and yet it sounds as if the match were still to come.
  if (/match delayed/i.test(message)) return { kind: 'turned-away', code: 'match-delayed', message, mode: null };
  if (unclear.test(message)) return { kind: 'in-doubt', reason: message };
  return { kind: 'rejected', code: refusals.find(([words]) => words.test(message))?.[1] ?? 'refused', message };
}

/** The mode behind a refusal; null when it names none. */
export function restrictedMode(message: string): RestrictedMode | null {
  if (/post-only mode/i.test(message) || /trading is disabled|currently disabled|cancel-only/i.test(message))
    return { orders: 'cancel-only', reason: message };
  return null;
}

const readTradeIds = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string' && id !== '') : [];
