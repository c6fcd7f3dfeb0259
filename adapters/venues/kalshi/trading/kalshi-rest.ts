import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { type BackoffPolicy, fullJitter } from '../../../transport/backoff.js';
import { HttpLine, NoAnswerError } from '../../../transport/http-line.js';
import { VenueRequestError } from '../../../transport/json-client.js';
import type { KalshiSigner } from '../credentials.js';
import { kalshiErrorBody } from '../error-body.js';
import { RequestBudget } from './request-budget.js';
import type { SigningKeys } from './signing-keys.js';
import { VenueClock } from './venue-clock.js';

export interface KalshiAnswer {
  readonly status: number;
  /** Undefined when it is no JSON. */
  readonly body: unknown;
  /** The venue's error code and words, '' where there are none. */
  readonly code: string;
  readonly message: string;
}

export interface KalshiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the API root. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly body?: Buffer;
  /** Headers that were signed before; else they are made now. */
  readonly signed?: SignedHeaders;
}

/** Signed headers, good for a few seconds. */
export interface SignedHeaders {
  readonly signer: KalshiSigner;
  /** Unix ms at the venue. */
  readonly signedAt: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request that may be repeated without changing anything further. */
export interface RepeatableRequest extends Omit<KalshiRequest, 'method' | 'body' | 'signed'> {
  /** Path with its parameters named, as the list of costs has it. Default: the path. */
  readonly template?: string;
  readonly attempts?: number;
  readonly timeoutMs?: number;
  /** Statuses besides 2xx that are an answer, not a failure. */
  readonly accepts?: readonly number[];
}

const TIMEOUT_MS = 5_000;
const ATTEMPTS = 4;
const BACKOFF: BackoffPolicy = { baseMs: 100, maxMs: 2_000 };
const RETRIED = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
/** Share of the newest round trip in the smoothed one. */
const NEWEST = 0.2;

/**
 * Signed requests to Kalshi: the venue's clock in the signature, the keys in turn, the budgets kept. Reads and cancels
 * are repeated, orders never.
 */
export class KalshiRest {
  readonly time: VenueClock;
  readonly budget: RequestBudget;
  readonly keys: SigningKeys;
  readonly #line: HttpLine;
  readonly #root: string;
  readonly #clock: Clock;
  readonly #random: Random;
  #writeMs: number | null = null;

  constructor(options: {
    readonly restUrl: string;
    readonly keys: SigningKeys;
    readonly clock: Clock;
    readonly random: Random;
  }) {
    const url = new URL(options.restUrl);
    this.#root = url.pathname.replace(/\/$/, '');
    this.#clock = options.clock;
    this.#random = options.random;
    this.#line = new HttpLine(url.origin, options.clock);
    this.keys = options.keys;
    this.time = new VenueClock(options.clock);
    this.budget = new RequestBudget(options.clock);
  }

  /** Smoothed round trip of order requests, ms; null before the first. */
  get writeMs(): number | null {
    return this.#writeMs;
  }

  sign(method: string, path: string): SignedHeaders {
    const signer = this.keys.active;
    const signedAt = this.time.now();
    return { signer, signedAt, headers: signer.headers(method, this.#root + path, signedAt) };
  }

  /** One attempt, whatever the answer. @throws NoAnswerError when none came. */
  async once(request: KalshiRequest, timeoutMs = TIMEOUT_MS): Promise<KalshiAnswer> {
    const { method, path, body } = request;
    const query = request.query?.toString() ?? '';
    const { signer, headers } = request.signed ?? this.sign(method, path);
    const sentAt = this.#clock.now();
    const started = this.#clock.monotonic();
    const answer = await this.#line.request({
      method,
      path: `${this.#root}${path}${query === '' ? '' : `?${query}`}`,
      headers: { accept: 'application/json', ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      timeoutMs,
      ...(body ? { body } : {}),
    });
    if (method !== 'GET') this.#measure(this.#clock.monotonic() - started);
    // An answer out of a cache tells the time at which it was put there.
    if (answer.headers.age === undefined) this.time.observe(answer.headers.date, sentAt, this.#clock.now());
    const { status } = answer;
    if (status === 401 || status === 403 || status === 429) this.keys.pass(signer);
    const parsed = parse(answer.text);
    const ok = status >= 200 && status < 300;
    const { code, message } = ok
      ? { code: '', message: '' }
      : parsed === undefined
        ? { code: '', message: `the body is no JSON ("${answer.text.slice(0, 80)}")` }
        : kalshiErrorBody(parsed);
    return { status, body: parsed, code, message };
  }

  /** The body of a read. @throws VenueRequestError when the venue refuses or stays silent. */
  async read(request: RepeatableRequest): Promise<unknown> {
    return (await this.get(request)).body;
  }

  /** A read with its status, for those that accept more than 2xx. @throws VenueRequestError as `read` */
  get(request: RepeatableRequest): Promise<KalshiAnswer> {
    return this.#repeat('GET', request, () => this.budget.read(request.template ?? request.path), null);
  }

  /** A cancel on a shard; null: on every shard. @throws VenueRequestError when the venue refuses or stays silent. */
  delete(request: RepeatableRequest, shard: number | null): Promise<KalshiAnswer> {
    const take = () => this.budget.cancel(request.template ?? request.path, shard ?? 0);
    return this.#repeat('DELETE', request, take, shard ?? 0);
  }

  close(): void {
    this.#line.close();
  }

  async #repeat(
    method: 'GET' | 'DELETE',
    request: RepeatableRequest,
    take: () => Promise<void>,
    shard: number | null,
  ): Promise<KalshiAnswer> {
    const { path, attempts = ATTEMPTS, timeoutMs = TIMEOUT_MS, accepts = [] } = request;
    // Every key gets one chance, and a clock that was off by then one more.
    let refusals = this.keys.all.length + 1;
    for (let attempt = 1; ; attempt++) {
      await take();
      const answer = await this.once(
        { method, path, ...(request.query ? { query: request.query } : {}) },
        timeoutMs,
      ).catch((error: unknown): KalshiAnswer => {
        if (!(error instanceof NoAnswerError)) throw error;
        return { status: 0, body: undefined, code: '', message: error.message };
      });
      const { status, code, message } = answer;
      const legible = answer.body !== undefined || status === 204;
      if (legible && ((status >= 200 && status < 300) || accepts.includes(status))) return answer;
      if (status === 429) this.budget.exhausted(shard);
      if ((status === 401 || status === 403) && --refusals > 0) continue;
      // A page instead of JSON with status 200 comes from a proxy in trouble: worth another attempt.
      if (attempt >= attempts || (!RETRIED.has(status) && legible))
        throw new VenueRequestError('kalshi', path, status, code, message);
      await sleep(this.#clock, fullJitter(attempt, BACKOFF, this.#random));
    }
  }

  #measure(tookMs: number): void {
    this.#writeMs = this.#writeMs === null ? tookMs : this.#writeMs * (1 - NEWEST) + tookMs * NEWEST;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
