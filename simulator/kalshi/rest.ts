import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { json, type JsonOutcome, type JsonRequest, type JsonResponse } from '../http/json-server.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { MarketRoutes } from './market-routes.js';
import { type RateLimiter, tooManyRequests } from './rate-limiter.js';
import type { ApiKey, KeyRing } from './signature.js';
import { CHEAP_COST, DEFAULT_COST } from './token-bucket.js';
import type { Account } from './trading/account.js';
import { requireScope } from './trading/key-routes.js';
import { Refusal, refusals } from './trading/refusal.js';
import { TIERS } from './trading/tiers.js';
import type { VenueState } from './trading/venue-state.js';

export const REST_PREFIX = '/trade-api/v2';

/** Paths that need a signature; on others one is checked when it is sent. */
const PRIVATE_PATHS = /^\/(?:account\/limits$|portfolio\/|api_keys(?:\/|$))/;

/** Routes of one account; null for a path or method that is not theirs. */
export interface AccountRoutes {
  handle(account: Account, path: string, request: JsonRequest): JsonOutcome | null;
}

interface RestOptions {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly keys: KeyRing;
  readonly limiter: RateLimiter;
  readonly state: VenueState;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly markets: MarketRoutes;
  /** Charge the write budgets themselves. */
  readonly writes: readonly AccountRoutes[];
  /** Everything else of an account, on the read budget. */
  readonly reads: readonly AccountRoutes[];
}

/** The REST face: signatures, scopes, budgets, and who answers what. */
export class KalshiRest {
  readonly #options: RestOptions;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  handle(request: JsonRequest): JsonOutcome {
    const { clock, faults, keys, accounts } = this.#options;
    if (!request.path.startsWith(`${REST_PREFIX}/`)) return notFound();
    const path = request.path.slice(REST_PREFIX.length).replace(/\/$/, '');
    if (request.headers['kalshi-access-key'] === undefined && !PRIVATE_PATHS.test(path)) {
      if (!this.#options.limiter.read(request.remoteAddress, DEFAULT_COST)) return tooManyRequests();
      return this.#public(path, request);
    }
    const now = clock.now() + faults.skewMs('kalshi');
    const who = keys.authenticate(request.headers, request.method, request.path, now);
    if ('refusal' in who) return who.refusal;
    const account = accounts.get(who.key.accountId);
    if (!account) return refusals.userNotFound().response();
    try {
      return this.#private(account, who.key, path, request);
    } catch (error) {
      if (error instanceof Refusal) return error.response();
      throw error;
    }
  }

  #private(account: Account, key: ApiKey, path: string, request: JsonRequest): JsonOutcome {
    const { limiter, writes, reads } = this.#options;
    requireScope(key, request.method, path);
    for (const routes of writes) {
      const answer = routes.handle(account, path, request);
      if (answer !== null) return answer;
    }
    const single = request.method === 'GET' && /^\/portfolio\/orders\/[^/]+$/.test(path);
    if (!limiter.read(account, single ? CHEAP_COST : DEFAULT_COST)) return tooManyRequests();
    if (request.method !== 'GET' && path.startsWith('/portfolio/orders')) throw refusals.v1Order();
    if (request.method === 'GET' && path === '/account/limits') return json(limitsJson(account));
    for (const routes of reads) {
      const answer = routes.handle(account, path, request);
      if (answer !== null) return answer;
    }
    return this.#public(path, request);
  }

  #public(path: string, request: JsonRequest): JsonResponse {
    if (request.method !== 'GET') return notFound();
    if (path === '/exchange/status') return json(this.#options.state.json());
    if (path === '/account/endpoint_costs') return json({ default_cost: DEFAULT_COST, endpoint_costs: ENDPOINT_COSTS });
    return this.#options.markets.handle(path, request) ?? notFound();
  }
}

function limitsJson({ tier }: Account) {
  const { read, write } = TIERS[tier];
  return {
    usage_tier: tier,
    read: { refill_rate: read.refillRate, bucket_capacity: read.capacity },
    write: { refill_rate: write.refillRate, bucket_capacity: write.capacity },
    grants: [],
  };
}

const ENDPOINT_COSTS = [
  { method: 'DELETE', path: '/portfolio/events/orders/{order_id}', cost: CHEAP_COST },
  { method: 'DELETE', path: '/portfolio/events/orders', cost: CHEAP_COST },
  { method: 'DELETE', path: '/portfolio/events/orders/batched', cost: CHEAP_COST },
  { method: 'GET', path: '/portfolio/orders/{order_id}', cost: CHEAP_COST },
];

const notFound = () => json({ error: { code: 'not_found', message: 'not found' } }, 404);

/** Bodies of injected failures; 5xx answers of Kalshi carry the exchange status (reference §6). */
export function kalshiErrorBody(status: number, state: VenueState): unknown {
  if (status === 429) return { error: 'too many requests' };
  if (status === 503) return { ...state.json(), exchange_active: false, trading_active: false };
  if (status === 500) return { error: { code: 'internal_server_error', message: 'internal server error' } };
  return { error: { code: 'service_unavailable', message: 'service unavailable' } };
}
