import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { isBody, shown } from '../../kalshi/read-fields.js';
import { text } from '../gamma-fields.js';
import { polymarketErrorBody } from '../polymarket-rest.js';
import { type BackoffPolicy, fullJitter } from '../../../transport/backoff.js';
import { type HttpAnswer, type HttpLine, NoAnswerError } from '../../../transport/http-line.js';
import { VenueRequestError } from '../../../transport/json-client.js';
import { TokenBucket } from '../../../transport/token-bucket.js';
import type { ApiKey, ApiKeys } from './api-keys.js';
import { PolymarketAnswerError, readWireOrder, type WireOrder } from './wire-order.js';
import { readWireTrade, type WireTrade } from './wire-trade.js';

export interface ClobAccountOptions {
  readonly clobUrl: string;
  readonly line: HttpLine;
  readonly keys: ApiKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly signatureType: 0 | 1 | 2 | 3;
  readonly backoff?: BackoffPolicy;
}

/** What a balance question is about (polymarket.md §6.5). */
export interface Asset {
  readonly type: 'COLLATERAL' | 'CONDITIONAL' | 'CONDITIONAL-V2';
  readonly token?: string;
}

export interface BalanceAllowance {
  /** 1/1,000,000 dollar or share. */
  readonly balance: number;
  /** By spender, lower case. */
  readonly allowances: ReadonlyMap<string, bigint>;
}

/** Trades to be read: one, or those since Unix seconds. */
export interface TradeQuery {
  readonly id?: string;
  readonly after?: number;
  readonly market?: string;
}

const FIRST_PAGE = 'MA==';
const LAST_PAGE = 'LTE=';
const MAX_PAGES = 200;
const READ_ATTEMPTS = 4;
const PATIENCE_MS = 5_000;
const REPEATED = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The private REST of the CLOB. Reads are repeated; what changes something is one attempt, judged by the caller. */
export class ClobAccount {
  readonly keys: ApiKeys;
  readonly #options: ClobAccountOptions;
  /** Well inside §13, and inside the lowest tier of the per-signer limits. Cancels never wait for orders. */
  readonly #buckets: { readonly read: TokenBucket; readonly order: TokenBucket; readonly cancel: TokenBucket };
  #latencyMs: number | null = null;

  constructor(options: ClobAccountOptions) {
    this.#options = options;
    this.keys = options.keys;
    const { clock } = options;
    this.#buckets = {
      read: new TokenBucket(clock, 30, 60),
      order: new TokenBucket(clock, 40, 60),
      cancel: new TokenBucket(clock, 80, 120),
    };
  }

  /** Smoothed round trip of what was sent to change something, ms; null before the first. */
  get latencyMs(): number | null {
    return this.#latencyMs;
  }

  /** An order in any state; null when no key's account has it. */
  async order(id: string): Promise<WireOrder | null> {
    for (const body of await this.#eachKey(`/data/order/${id}`, {})) {
      // Unknown ids are answered with 404, an empty object or null.
      if (isBody(body) && body['id'] !== undefined) return readWireOrder(body);
    }
    return null;
  }

  /** Every order that rests or waits. */
  async openOrders(): Promise<WireOrder[]> {
    const orders = (await this.#pages('/data/orders', {})).map(readWireOrder);
    return [...new Map(orders.map((order) => [order.id, order])).values()];
  }

  async trades({ id, after, market }: TradeQuery): Promise<WireTrade[]> {
    const query = {
      ...(id === undefined ? {} : { id }),
      ...(after === undefined ? {} : { after: String(after) }),
      ...(market === undefined ? {} : { market }),
    };
    const trades = (await this.#pages('/data/trades', query)).map(readWireTrade);
    return [...new Map(trades.map((trade) => [trade.id, trade])).values()];
  }

  /** @param refresh makes the CLOB look at the chain first. */
  async balanceAllowance(asset: Asset, refresh: boolean): Promise<BalanceAllowance> {
    const query = {
      asset_type: asset.type,
      ...(asset.token === undefined ? {} : { token_id: asset.token }),
      signature_type: String(this.#options.signatureType),
    };
    const [key] = await this.keys.all();
    if (refresh) await this.#read(key as ApiKey, '/balance-allowance/update', query, true);
    const body = await this.#read(key as ApiKey, '/balance-allowance', query);
    const balance = isBody(body) ? Number(body['balance']) : Number.NaN;
    if (!isBody(body) || !Number.isSafeInteger(balance) || balance < 0)
      throw new PolymarketAnswerError('a balance', `is ${shown(body)}`);
    const allowances = new Map<string, bigint>();
    for (const [spender, amount] of Object.entries(isBody(body['allowances']) ? body['allowances'] : {})) {
      if (typeof amount === 'string' && /^\d+$/.test(amount)) allowances.set(spender.toLowerCase(), BigInt(amount));
    }
    return { balance, allowances };
  }

  async closedOnly(): Promise<boolean> {
    const [key] = await this.keys.all();
    const body = await this.#read(key as ApiKey, '/auth/ban-status/closed-only', {});
    if (!isBody(body) || typeof body['closed_only'] !== 'boolean')
      throw new PolymarketAnswerError('the closed-only status', `is ${shown(body)}`);
    return body['closed_only'];
  }

  /**
   * Sends something that changes something, once.
   * @param ready asked right before it leaves, after any wait for the budget; false keeps it. @returns null then.
   * @throws NoAnswerError
   */
  async send(
    key: ApiKey,
    kind: 'order' | 'cancel',
    request: { method: 'POST' | 'DELETE'; path: string; body: string; timeoutMs?: number },
    ready: () => boolean = () => true,
  ): Promise<HttpAnswer | null> {
    const { clock, line } = this.#options;
    await this.#buckets[kind].take(1);
    if (!ready()) return null;
    const { method, path, body, timeoutMs = PATIENCE_MS } = request;
    const started = clock.monotonic();
    const answer = await line.request({
      method,
      path,
      headers: {
        ...key.signer.headers(method, path, body, clock.now()),
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body: Buffer.from(body) }),
      timeoutMs,
    });
    const took = clock.monotonic() - started;
    this.#latencyMs = this.#latencyMs === null ? took : this.#latencyMs * 0.8 + took * 0.2;
    if (answer.status === 429) this.#buckets[kind].drain();
    return answer;
  }

  /**
   * Sends a cancel until it is answered: doing it twice changes nothing further.
   * @returns the ids that were cancelled. @throws VenueRequestError, NoAnswerError
   */
  async cancel(key: ApiKey, path: string, body: string): Promise<string[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.send(key, 'cancel', { method: 'DELETE', path, body });
        const parsed = this.#parsed(path, answer as HttpAnswer);
        const ids: unknown = isBody(parsed) ? parsed['canceled'] : undefined;
        if (!Array.isArray(ids)) throw new PolymarketAnswerError('an answer to a cancel', `is ${shown(parsed)}`);
        return ids.filter((id): id is string => typeof id === 'string');
      } catch (error) {
        if (error instanceof VenueRequestError && error.status === 401) this.keys.refuse(key, error.message);
        if (attempt >= READ_ATTEMPTS || !isRepeatable(error)) throw error;
        await this.#pause(attempt, error);
      }
    }
  }

  /** Asks with every key, so that an order of a key that is out of use now is found too. */
  async #eachKey(path: string, query: Readonly<Record<string, string>>): Promise<unknown[]> {
    const answers: unknown[] = [];
    let refused: unknown = null;
    for (const key of await this.keys.all()) {
      try {
        answers.push(await this.#read(key, path, query));
      } catch (error) {
        const status = error instanceof VenueRequestError ? error.status : 0;
        if (status === 404) answers.push(null);
        else if (status === 401) refused = error;
        else throw error;
      }
    }
    // Not one key was heard: silence is no answer.
    if (answers.length === 0) throw refused;
    return answers;
  }

  async #pages(path: string, query: Readonly<Record<string, string>>): Promise<unknown[]> {
    const rows: unknown[] = [];
    let heard = 0;
    let refused: unknown = null;
    for (const key of await this.keys.all()) {
      try {
        let cursor = FIRST_PAGE;
        for (let page = 0; cursor !== LAST_PAGE; page++) {
          const body = await this.#read(key, path, { ...query, next_cursor: cursor });
          const data: unknown = isBody(body) ? body['data'] : body;
          if (!Array.isArray(data)) throw new PolymarketAnswerError(path, `is ${shown(body)}`);
          rows.push(...(data as unknown[]));
          const next = isBody(body) ? text(body['next_cursor']) || LAST_PAGE : LAST_PAGE;
          if (next === cursor || page >= MAX_PAGES) throw new PolymarketAnswerError(path, 'never ends');
          cursor = next;
        }
        heard++;
      } catch (error) {
        if (!(error instanceof VenueRequestError) || error.status !== 401) throw error;
        refused = error;
      }
    }
    if (heard === 0) throw refused;
    return rows;
  }

  async #read(
    key: ApiKey,
    path: string,
    query: Readonly<Record<string, string>>,
    mayBeEmpty = false,
  ): Promise<unknown> {
    const { clock, line } = this.#options;
    const search = new URLSearchParams(query).toString();
    for (let attempt = 1; ; attempt++) {
      await this.#buckets.read.take(1);
      try {
        const answer = await line.request({
          method: 'GET',
          path: search === '' ? path : `${path}?${search}`,
          headers: { accept: 'application/json', ...key.signer.headers('GET', path, '', clock.now()) },
          timeoutMs: PATIENCE_MS,
        });
        if (mayBeEmpty && answer.status === 200) return null;
        return this.#parsed(path, answer);
      } catch (error) {
        if (error instanceof VenueRequestError && error.status === 401) this.keys.refuse(key, error.message);
        if (attempt >= READ_ATTEMPTS || !isRepeatable(error)) throw error;
        if (error instanceof VenueRequestError && error.status === 429) this.#buckets.read.drain();
        await this.#pause(attempt, error);
      }
    }
  }

  #parsed(path: string, { status, text: raw, headers }: HttpAnswer): unknown {
    const url = `${this.#options.clobUrl}${path}`;
    let body: unknown;
    try {
      body = raw === '' ? null : JSON.parse(raw);
    } catch (error) {
      const detail = `the body is no JSON ("${raw.slice(0, 80)}")`;
      throw new VenueRequestError('polymarket', url, status === 200 ? 0 : status, '', detail, error);
    }
    if (status === 200) return body;
    const { code, message } = polymarketErrorBody(body);
    const error = new VenueRequestError('polymarket', url, status, code, message);
    const seconds = Number(headers['retry-after']);
    if (seconds > 0) this.#retryAfter.set(error, seconds * 1000);
    throw error;
  }

  readonly #retryAfter = new WeakMap<VenueRequestError, number>();

  async #pause(attempt: number, error: unknown): Promise<void> {
    const { backoff = { baseMs: 100, maxMs: 2_000 }, clock, random } = this.#options;
    const told = error instanceof VenueRequestError ? (this.#retryAfter.get(error) ?? 0) : 0;
    await sleep(clock, Math.max(Math.min(told, 10_000), fullJitter(attempt, backoff, random)));
  }
}

function isRepeatable(error: unknown): boolean {
  if (error instanceof NoAnswerError) return true;
  return error instanceof VenueRequestError && (error.status === 0 || REPEATED.has(error.status));
}

/** Why a request got no usable answer, for a person. */
export const reasonOf = (error: unknown): string =>
  error instanceof CodedError ? `${error.code}: ${error.message}` : messageOf(error);
