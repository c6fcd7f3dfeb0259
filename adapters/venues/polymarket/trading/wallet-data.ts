import { type MarketId, marketId, nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { price, type Price, quantity } from '@pm-arbitrage/core/money/money.js';
import type { VenuePosition } from '@pm-arbitrage/core/ports/trading-venue.js';
import { isBody, shown } from '../../kalshi/read-fields.js';
import { readTime, text } from '../gamma-fields.js';
import { type JsonClient, VenueRequestError } from '../../../transport/json-client.js';
import { PolymarketAnswerError } from './wire-order.js';

/** A holding as the Data API lists it. */
export interface HeldToken extends VenuePosition {
  readonly token: string;
  /** Its market is resolved and it pays nothing. */
  readonly lost: boolean;
}

/** What a resolved market pays. */
export interface Payout {
  readonly market: MarketId;
  readonly yesPayout: Price;
  /** Unix ms; null where the venue does not say. */
  readonly at: number | null;
}

const PAGE = 500;
const MAX_PAGES = 100;

/** Positions of a wallet, all pages, also below the 0.1 share that the Data API hides. @throws VenueRequestError */
export async function heldTokens(data: JsonClient, wallet: string): Promise<HeldToken[]> {
  const held: HeldToken[] = [];
  const filters = { user: wallet, filter_type: 'TOKENS', filter_amount: '0' };
  let cursor: string | null = null;
  for (let page = 0; ; page++) {
    const query = new URLSearchParams(cursor === null ? { ...filters, limit: String(PAGE) } : { ...filters, cursor });
    const body = await data.read({ path: '/v2/positions', query });
    const rows: unknown = isBody(body) ? body['data'] : body;
    if (!Array.isArray(rows)) throw new PolymarketAnswerError('a list of positions', `is ${shown(body)}`);
    for (const row of rows as unknown[]) {
      const one = readHeldToken(row);
      if (one.quantity > 0) held.push(one);
    }
    const pagination = isBody(body) ? body['pagination'] : undefined;
    const next = isBody(pagination) ? text(pagination['next_cursor']) : '';
    if (next === '') return held;
    if (next === cursor || page >= MAX_PAGES) throw new PolymarketAnswerError('a list of positions', 'never ends');
    cursor = next;
  }
}

function readHeldToken(row: unknown): HeldToken {
  if (!isBody(row)) throw new PolymarketAnswerError('a position', `is ${shown(row)}`);
  const token = text(row['token_id']);
  const condition = text(row['condition_id']);
  const outcome = row['outcome_index'];
  const name = `the position in token ${shown(row['token_id'])}`;
  if (token === '' || condition === '' || (outcome !== 0 && outcome !== 1))
    throw new PolymarketAnswerError(
      name,
      `has the condition ${shown(row['condition_id'])} and outcome ${shown(outcome)}`,
    );
  // A JSON number of shares: whole millionths but for the noise of its notation.
  const size = typeof row['current_size'] === 'number' ? Math.round(row['current_size'] * 1_000_000) : Number.NaN;
  if (!Number.isSafeInteger(size) || size < 0)
    throw new PolymarketAnswerError(name, `has the current_size ${shown(row['current_size'])}`);
  return {
    token,
    market: marketId('polymarket', condition),
    side: outcome === 0 ? 'yes' : 'no',
    quantity: quantity(size),
    lost: row['status'] === 'REDEEMABLE_LOST',
  };
}

/** What a market pays; null until it is resolved for good (polymarket.md §15.5). @throws VenueRequestError */
export async function payoutOf(data: JsonClient, market: MarketId): Promise<Payout | null> {
  let body: unknown;
  try {
    const query = new URLSearchParams({ condition: nativeIdOf(market) });
    body = await data.read({ path: '/v2/resolutions', query });
  } catch (error) {
    // The Data API does not know every market at once.
    if (error instanceof VenueRequestError && (error.status === 400 || error.status === 404)) return null;
    throw error;
  }
  const rows: unknown = isBody(body) ? body['data'] : body;
  const row: unknown = Array.isArray(rows) ? rows[0] : rows;
  if (!isBody(row) || row['status'] !== 'resolved') return null;
  const payouts: unknown = row['payouts'];
  const [yes, no] = Array.isArray(payouts) ? payouts.map(Number) : [];
  if (yes === undefined || no === undefined || yes < 0 || no < 0 || yes + no !== 1_000_000 || yes % 100 !== 0)
    throw new PolymarketAnswerError(`the resolution of ${market}`, `pays ${shown(payouts)}`);
  return { market, yesPayout: price(yes / 100), at: readTime(row['resolved_at']) };
}
