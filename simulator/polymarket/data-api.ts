import { json, type JsonRequest, type JsonResponse } from '../http/json-server.js';
import type { PolymarketListing } from '../world/polymarket-listing.js';
import type { FaultBoard } from '../faults/fault-board.js';
import { positionRows, tradeRows } from './account-rows.js';
import type { PolymarketCatalogue } from './catalogue.js';
import { payoutsOf } from './chain/payouts.js';
import type { PolymarketTrading } from './trading/trading.js';

/** Most condition ids in one request (reference §15.6). */
const MAX_CONDITIONS = 20;

const failure = (error: string, code: string, status: number) =>
  json({ error, code, retryable: false, trace_id: '00000000000000000000000000000000' }, status);

/** Positions below this many millionths of a share are not shown unless asked for. */
const DUST = 100_000;

/** Sizes of pages. */
const PAGE = { default: 100, most: 500 } as const;

interface DataApiOptions {
  readonly catalogue: PolymarketCatalogue;
  readonly trading: PolymarketTrading;
  readonly faults: FaultBoard;
  readonly now: () => number;
}

/** Data API v2 (reference §15.6): `/v2/resolutions`, and `/v2/positions` and `/v2/trades` of wallets. */
export class DataApi {
  readonly #options: DataApiOptions;
  readonly #catalogue: PolymarketCatalogue;

  constructor(options: DataApiOptions) {
    this.#options = options;
    this.#catalogue = options.catalogue;
  }

  handle({ method, path, query }: JsonRequest): JsonResponse {
    if (method === 'GET' && path === '/v2/status') return json({ data: { status: 'ok' } });
    if (method === 'GET' && (path === '/v2/positions' || path === '/v2/trades')) return this.#ofWallet(path, query);
    if (method !== 'GET' || path !== '/v2/resolutions') return failure('not found', 'not_found', 404);
    return this.#resolutions(query);
  }

  #ofWallet(path: string, query: URLSearchParams): JsonResponse {
    const { catalogue, trading, faults, now } = this.#options;
    const wallet = (query.get('user') ?? '').toLowerCase();
    if (!/^0x[0-9a-f]{40}$/.test(wallet)) return failure('user must be an address', 'invalid_parameter', 400);
    const conditions = query.getAll('condition').flatMap((value) => value.split(','));
    if (conditions.length > MAX_CONDITIONS) return failure('too many conditions', 'invalid_parameter', 400);
    const asOf = now() - faults.readLagMs('polymarket');
    const { trades } = trading.desk;
    const wanted = (row: { readonly condition_id: string }) =>
      conditions.length === 0 || conditions.includes(row.condition_id);
    if (path === '/v2/trades') return pageOf(tradeRows(trades, wallet, asOf).filter(wanted), query);
    const status = query.get('status');
    const least = query.get('filter_type') === 'TOKENS' ? Number(query.get('filter_amount') ?? '0') : DUST / 1_000_000;
    const rows = positionRows({ catalogue, ledger: trading.ledger, trades, wallet, asOf });
    return pageOf(
      rows.filter((row) => wanted(row) && row.current_size >= least && (status === null || row.status === status)),
      query,
    );
  }

  #resolutions(query: URLSearchParams): JsonResponse {
    const conditions = query.getAll('condition').flatMap((value) => value.split(','));
    if (conditions.length === 0) return failure('condition is required', 'invalid_parameter', 400);
    if (conditions.length > MAX_CONDITIONS) return failure('too many conditions', 'invalid_parameter', 400);
    if (conditions.some((condition) => !/^0x[0-9a-fA-F]{64}$/.test(condition))) {
      return failure('condition must be 0x and 64 hex digits', 'invalid_parameter', 400);
    }
    const data = conditions.flatMap((condition) => {
      const listing = this.#catalogue.byCondition(condition);
      return listing ? [this.#row(listing)] : [];
    });
    return json({ data, pagination: { limit: MAX_CONDITIONS, offset: 0, has_more: false, next_cursor: null } });
  }

  #row(listing: PolymarketListing) {
    const { world } = this.#catalogue.exchange;
    const { timeline } = listing.question;
    const settled = new Date(world.wallTime(timeline.settledAt)).toISOString();
    switch (this.#catalogue.phase(listing.question)) {
      case 'settled': {
        const payouts = payoutsOf(this.#catalogue, listing)?.map((payout) => payout * 1_000_000);
        return { condition_id: listing.conditionId, status: 'resolved', payouts, resolved_at: settled };
      }
      case 'determined':
        return {
          condition_id: listing.conditionId,
          status: 'proposed',
          payouts: null,
          resolved_at: null,
          expected_settlement_time: settled,
        };
      default:
        return { condition_id: listing.conditionId, status: 'posed', payouts: null, resolved_at: null };
    }
  }
}

function pageOf(rows: readonly object[], query: URLSearchParams): JsonResponse {
  const asked = Number(query.get('limit') ?? PAGE.default);
  const limit = Number.isSafeInteger(asked) && asked > 0 ? Math.min(asked, PAGE.most) : PAGE.default;
  const [from, size] = readCursor(query.get('cursor')) ?? [0, limit];
  const more = from + size < rows.length;
  const next = more ? Buffer.from(`${from + size}_${size}`).toString('base64url') : null;
  const pagination = { limit: size, offset: from, has_more: more, next_cursor: next };
  return json({ data: rows.slice(from, from + size), pagination });
}

function readCursor(text: string | null): [from: number, limit: number] | null {
  const match = /^([0-9]+)_([0-9]+)$/.exec(Buffer.from(text ?? '', 'base64url').toString());
  return match ? [Number(match[1]), Number(match[2])] : null;
}
