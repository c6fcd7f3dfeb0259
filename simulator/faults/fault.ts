import type { Venue } from '../world/question.js';

/** What can be made to go wrong at one venue. */
export type Fault = FaultKind & {
  readonly venue: Venue;
  /** Ends by itself after this many real milliseconds; without it, when cleared or used up. */
  readonly durationMs?: number;
};

export type FaultKind =
  /** Every open socket is cut without a closing handshake. */
  | { readonly kind: 'drop-sockets' }
  /**
   * Sockets stay open and say nothing; what happens meanwhile is lost to them. Polymarket still answers PING.
   * Kalshi's own pings stop too, unless `heartbeats` is true.
   */
  | { readonly kind: 'freeze-sockets'; readonly heartbeats?: boolean }
  /** The next `count` book changes are not sent: a gap in `seq` on Kalshi, a lost `price_change` on Polymarket. */
  | { readonly kind: 'lose-frames'; readonly count: number }
  /** The next `count` REST requests whose path starts with `pathPrefix` get `status`. */
  | {
      readonly kind: 'rest-error';
      readonly status: 425 | 429 | 500 | 503;
      readonly count: number;
      readonly pathPrefix?: string;
    }
  /** REST answers and WebSocket frames come this much later. */
  | { readonly kind: 'latency'; readonly delayMs: number }
  /** The server's clock is ahead by this much (behind when negative): its time answers and accepted signatures. */
  | { readonly kind: 'clock-skew'; readonly skewMs: number }
  /** Resolution frames (`market_resolved`, `determined`, `settled`) are not sent. */
  | { readonly kind: 'lose-resolutions' }
  /** New connections are cut before the first byte. */
  | { readonly kind: 'refuse-connections' }
  /** The next `count` order placements go wrong in one way; see `OrderEffect`. */
  | ({ readonly kind: 'order'; readonly count: number } & OrderEffect)
  /** The next `count` cancels lose a race: the order is filled at its limit by a stranger just before. */
  | { readonly kind: 'cancel-race'; readonly count: number }
  /** Events of the private stream come twice. */
  | { readonly kind: 'duplicate-user-events' }
  /** Events of the private stream are held and sent in reverse order, in pairs. */
  | { readonly kind: 'reorder-user-events' }
  /** Events of the private stream are not sent. */
  | { readonly kind: 'lose-user-events' }
  /** Reads of orders, fills, positions and balances show the state of this long ago. */
  | { readonly kind: 'read-lag'; readonly delayMs: number }
  /** Balance reads are off by this much, micro-dollars; the matching engine knows the truth. */
  | { readonly kind: 'balance-lie'; readonly byMicroUsd: number };

/** What happens to one order placement. */
export type OrderEffect =
  /** Accepted and worked, but the connection is cut before the answer. */
  | { readonly effect: 'lose-answer' }
  /** The connection is cut at once; the order is accepted this much later, if it is still valid then. */
  | { readonly effect: 'accept-late'; readonly delayMs: number }
  /** Refused with one of the venue's own business refusals, whatever the order. */
  | { readonly effect: 'reject' }
  /** At most this share of the order finds a counterparty, whatever the book holds. */
  | { readonly effect: 'partial'; readonly share: number }
  /** This status before anything happened: the order was never accepted. */
  | { readonly effect: 'fail-before'; readonly status: 425 | 429 | 500 | 502 | 503 }
  /** This status although the order was accepted and worked. */
  | { readonly effect: 'fail-after'; readonly status: 425 | 429 | 500 | 502 | 503 }
  /** Polymarket: the match is announced, then its settlement fails and nothing moved. */
  | { readonly effect: 'ghost-fill' }
  /** The market is paused while the order is in flight: refused as the venue refuses in a paused market. */
  | { readonly effect: 'pause-market' };

const ORDER_STATUSES = [425, 429, 500, 502, 503];

function orderFaultProblem(fault: Partial<Record<string, unknown>>): string | null {
  if (!POSITIVE(fault['count'])) return 'order needs a positive count';
  switch (fault['effect']) {
    case 'lose-answer':
    case 'reject':
    case 'ghost-fill':
    case 'pause-market':
      return null;
    case 'accept-late':
      return POSITIVE(fault['delayMs']) ? null : 'accept-late needs a positive delayMs';
    case 'partial': {
      const share = fault['share'];
      return typeof share === 'number' && share >= 0 && share < 1 ? null : 'partial needs a share from 0 to below 1';
    }
    case 'fail-before':
    case 'fail-after':
      return ORDER_STATUSES.includes(fault['status'] as number)
        ? null
        : `status must be one of ${ORDER_STATUSES.join(', ')}`;
    default:
      return `unknown effect ${JSON.stringify(fault['effect'])}`;
  }
}

const POSITIVE = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

/** @returns the fault, or a sentence that says what is wrong with it. */
export function parseFault(input: unknown): Fault | string {
  if (typeof input !== 'object' || input === null) return 'a fault is a JSON object with venue and kind';
  const fault = input as Partial<Record<string, unknown>>;
  if (fault['venue'] !== 'kalshi' && fault['venue'] !== 'polymarket') return 'venue must be "kalshi" or "polymarket"';
  if (fault['durationMs'] !== undefined && !POSITIVE(fault['durationMs']))
    return 'durationMs must be whole and positive';
  switch (fault['kind']) {
    case 'drop-sockets':
    case 'freeze-sockets':
    case 'lose-resolutions':
    case 'refuse-connections':
    case 'duplicate-user-events':
    case 'reorder-user-events':
    case 'lose-user-events':
      return input as Fault;
    case 'order':
      return orderFaultProblem(fault) ?? (input as Fault);
    case 'cancel-race':
      return POSITIVE(fault['count']) ? (input as Fault) : 'cancel-race needs a positive count';
    case 'read-lag':
      return POSITIVE(fault['delayMs']) ? (input as Fault) : 'read-lag needs a positive delayMs';
    case 'balance-lie':
      return Number.isSafeInteger(fault['byMicroUsd']) ? (input as Fault) : 'balance-lie needs a whole byMicroUsd';
    case 'lose-frames':
      return POSITIVE(fault['count']) ? (input as Fault) : 'lose-frames needs a positive count';
    case 'rest-error':
      if (![425, 429, 500, 503].includes(fault['status'] as number)) return 'status must be 425, 429, 500 or 503';
      return POSITIVE(fault['count']) ? (input as Fault) : 'rest-error needs a positive count';
    case 'latency':
      return POSITIVE(fault['delayMs']) ? (input as Fault) : 'latency needs a positive delayMs';
    case 'clock-skew':
      return Number.isSafeInteger(fault['skewMs']) ? (input as Fault) : 'clock-skew needs a whole skewMs';
    default:
      return `unknown kind ${JSON.stringify(fault['kind'])}`;
  }
}
