import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { isBody, shown } from '../kalshi/read-fields.js';
import type { BackoffPolicy } from '../../transport/backoff.js';
import { JsonClient, VenueRequestError, type VenueErrorBody } from '../../transport/json-client.js';
import { TokenBucket } from '../../transport/token-bucket.js';
import { decodePolymarketFrame } from './decode-frame.js';
import type { BookEvent } from './frame.js';
import { text } from './gamma-fields.js';

export interface PolymarketEndpoints {
  /** `https://gamma-api.polymarket.com` */
  readonly gamma: string;
  /** `https://clob.polymarket.com` */
  readonly clob: string;
  /** `https://data-api.polymarket.com` */
  readonly data: string;
  /** `wss://ws-subscriptions-clob.polymarket.com/ws/market` */
  readonly socket: string;
}

/** A market's outcome as the Data API has it; `payouts` are micro-dollars per share, in the order of the outcomes. */
export interface Resolution {
  readonly conditionId: string;
  readonly yesPayoutMicros: number;
}

const BOOKS_A_REQUEST = 200;

/** Errors are `{error}`, Gamma adds `type`, the Data API `code`. */
export function polymarketErrorBody(body: unknown): VenueErrorBody {
  if (!isBody(body)) return { code: '', message: shown(body) };
  return {
    code: text(body['code']) || text(body['type']),
    message: text(body['error']) || shown(body),
  };
}

/** Polymarket's three REST services, each paced well inside its limit (polymarket.md §13). */
export class PolymarketRest {
  readonly gamma: JsonClient;
  readonly clob: JsonClient;
  readonly data: JsonClient;

  constructor(endpoints: PolymarketEndpoints, clock: Clock, random: Random, backoff?: BackoffPolicy, raw?: RawTap) {
    const client = (baseUrl: string, perSecond: number) =>
      new JsonClient({
        venue: 'polymarket',
        baseUrl,
        clock,
        random,
        bucket: new TokenBucket(clock, perSecond, perSecond * 2),
        errorBody: polymarketErrorBody,
        ...(backoff ? { backoff } : {}),
        ...(raw ? { raw } : {}),
      });
    this.gamma = client(endpoints.gamma, 25);
    this.clob = client(endpoints.clob, 25);
    this.data = client(endpoints.data, 10);
  }

  /** The books of tokens that have one; a token without is simply not among them. */
  async books(tokens: readonly string[], signal?: AbortSignal): Promise<BookEvent[]> {
    const books: BookEvent[] = [];
    for (let at = 0; at < tokens.length; at += BOOKS_A_REQUEST) {
      const body = tokens.slice(at, at + BOOKS_A_REQUEST).map((token) => ({ token_id: token }));
      const answer = await this.clob.read({ path: '/books', body, recorded: true }, signal);
      for (const event of decodeRestBooks(answer)) books.push(event);
    }
    return books;
  }

  /** The fee terms `fd` of a market; null when the CLOB has none for it. */
  async clobFees(conditionId: string, signal?: AbortSignal): Promise<unknown> {
    const answer = await this.clob.read({ path: `/clob-markets/${conditionId}` }, signal);
    return isBody(answer) ? (answer['fd'] ?? null) : null;
  }

  /**
   * What is resolved of these markets. Only `status: resolved` pays (polymarket.md §15.5). One question a market: how
   * several ids are to be joined is not documented.
   */
  async resolutions(conditionIds: readonly string[], signal?: AbortSignal): Promise<Resolution[]> {
    const resolved: Resolution[] = [];
    for (const condition of conditionIds) {
      try {
        const query = new URLSearchParams({ condition });
        resolved.push(...decodeResolutions(await this.data.read({ path: '/v2/resolutions', query }, signal)));
      } catch (error) {
        // The Data API does not know every market at once; the others are still to be asked for.
        if (!(error instanceof VenueRequestError) || (error.status !== 400 && error.status !== 404)) throw error;
      }
    }
    return resolved;
  }
}

/** The books of a `POST /books` answer, or of one `GET /book`; damaged ones are left out. */
export function decodeRestBooks(answer: unknown): BookEvent[] {
  const list = Array.isArray(answer) ? (answer as unknown[]) : [answer];
  return list
    .flatMap((book) => decodePolymarketFrame(isBody(book) ? { ...book, event_type: 'book' } : book))
    .filter((event) => event.kind === 'book');
}

/** The resolved rows of `/v2/resolutions`. */
export function decodeResolutions(answer: unknown): Resolution[] {
  const rows = isBody(answer) ? answer['data'] : answer;
  const resolved: Resolution[] = [];
  for (const row of Array.isArray(rows) ? (rows as unknown[]) : [rows]) {
    if (!isBody(row) || row['status'] !== 'resolved' || !Array.isArray(row['payouts'])) continue;
    const conditionId = text(row['condition_id']) || text(row['condition']);
    const [yes, no] = (row['payouts'] as unknown[]).map(Number);
    const sound =
      yes !== undefined && no !== undefined && yes >= 0 && no >= 0 && yes + no === 1_000_000 && yes % 100 === 0;
    if (conditionId !== '' && sound) resolved.push({ conditionId, yesPayoutMicros: yes });
  }
  return resolved;
}
