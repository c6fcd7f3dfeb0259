import { sleep, type Clock } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { fullJitter, type BackoffPolicy } from './backoff.js';
import type { TokenBucket } from './token-bucket.js';

/** Thrown when a venue refused a request, or did not answer it after all attempts. `status` 0: no answer at all. */
export class VenueRequestError extends CodedError {
  readonly status: number;
  /** The venue's own error code, '' where it named none. */
  readonly venueCode: string;

  constructor(venue: string, url: string, status: number, venueCode: string, detail: string, cause?: unknown) {
    const what = status === 0 ? 'did not answer' : `answered ${status}${venueCode === '' ? '' : ` (${venueCode})`}`;
    const advice =
      status === 401 || status === 403 ? 'check the API key' : 'the request is repeated with the next round';
    super(
      `${venue}.request`,
      `${venue} ${what} to ${url}: ${detail}; ${advice}`,
      { url, status, venueCode },
      { cause },
    );
    this.status = status;
    this.venueCode = venueCode;
  }
}

/** What a venue says went wrong. */
export interface VenueErrorBody {
  readonly code: string;
  readonly message: string;
}

export interface JsonClientOptions {
  readonly venue: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly bucket: TokenBucket;
  /** Reads the venue's error bodies. */
  readonly errorBody: (body: unknown) => VenueErrorBody;
  /** Headers for a request, made anew for every attempt because signatures carry the time. */
  readonly headers?: (method: string, path: string) => Record<string, string>;
  readonly backoff?: BackoffPolicy;
  /** Attempts in all. Default 6. */
  readonly attempts?: number;
  /** Patience for one attempt, ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** Hears the answers of requests that are `recorded`. */
  readonly raw?: RawTap;
}

export interface JsonRequest {
  /** Appended to the base URL. */
  readonly path: string;
  readonly query?: URLSearchParams;
  /** Sent as JSON with POST; only for requests that change nothing, because they are repeated. */
  readonly body?: unknown;
  /** Tokens. Default 1. */
  readonly cost?: number;
  /** Whether the answer is market data, which a recording keeps as it came. */
  readonly recorded?: boolean;
}

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Reads JSON from a venue: paced by its budget, repeated on 429, 5xx and silence, with the round trip measured. */
export class JsonClient {
  readonly #options: JsonClientOptions;
  #latencyMs: number | null = null;

  constructor(options: JsonClientOptions) {
    this.#options = options;
  }

  /** Smoothed round trip of answered requests, ms; null before the first. */
  get latencyMs(): number | null {
    return this.#latencyMs;
  }

  /** @throws VenueRequestError when the venue refuses or stays silent; the signal's reason when it aborts. */
  async read(request: JsonRequest, signal?: AbortSignal): Promise<unknown> {
    const { clock, random, bucket, attempts = 6, backoff = { baseMs: 250, maxMs: 15_000 } } = this.#options;
    for (let attempt = 1; ; attempt++) {
      await bucket.take(request.cost ?? 1);
      signal?.throwIfAborted();
      const answer = await this.#attempt(request, signal);
      if (!(answer instanceof VenueRequestError)) return answer.body;
      signal?.throwIfAborted();
      if (answer.status === 429) bucket.drain();
      if (attempt >= attempts || (answer.status !== 0 && !RETRIED.has(answer.status))) throw answer;
      await sleep(clock, fullJitter(attempt, backoff, random), signal);
    }
  }

  async #attempt(request: JsonRequest, signal?: AbortSignal): Promise<{ body: unknown } | VenueRequestError> {
    const { venue, baseUrl, clock, timeoutMs = 10_000, errorBody } = this.#options;
    const query = request.query?.toString() ?? '';
    const url = `${baseUrl}${request.path}${query === '' ? '' : `?${query}`}`;
    const method = request.body === undefined ? 'GET' : 'POST';
    const timeout = new AbortController();
    const cancelTimeout = clock.after(timeoutMs, () => timeout.abort(new Error(`no answer within ${timeoutMs} ms`)));
    const started = clock.monotonic();
    try {
      const response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...this.#options.headers?.(method, new URL(url).pathname),
        },
        signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      const text = await response.text();
      this.#measure(clock.monotonic() - started);
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch (error) {
        const detail = `the body is no JSON ("${text.slice(0, 80)}")`;
        // A page instead of JSON with status 200 comes from a proxy in trouble: worth another attempt.
        return new VenueRequestError(venue, url, response.ok ? 0 : response.status, '', detail, error);
      }
      if (response.ok) {
        if (request.recorded) this.#options.raw?.answer(`${method} ${request.path}`, text, clock.now());
        return { body };
      }
      const { code, message } = errorBody(body);
      return new VenueRequestError(venue, url, response.status, code, message);
    } catch (error) {
      return new VenueRequestError(venue, url, 0, '', messageOf(error), error);
    } finally {
      cancelTimeout();
    }
  }

  #measure(tookMs: number): void {
    this.#latencyMs = this.#latencyMs === null ? tookMs : this.#latencyMs * 0.8 + tookMs * 0.2;
  }
}
