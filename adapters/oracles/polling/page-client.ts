import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { retryAfterMs } from '../../transport/retry-after.js';
import type { PageAnswer, PageFault, PageRequest } from './page-request.js';
import { readCapped } from './read-capped.js';
import { redirectTarget } from './redirect-target.js';
import { Validators } from './validators.js';
import { withoutKeys } from './without-keys.js';

export interface PageClientOptions {
  /** For messages: `nws`. */
  readonly name: string;
  readonly clock: Clock;
  /** Taken out of whatever a server says. */
  readonly keys: readonly string[];
  readonly userAgent: string;
  /** Patience for a whole answer, ms. */
  readonly timeoutMs: number;
  readonly raw?: RawTap;
}

const MAX_BYTES = 2_000_000;
/** What is read of an answer that explains a failure, bytes. */
const MAX_EXPLANATION = 4_000;
const MOST_REDIRECTS = 3;

/**
 * Asks for pages, one attempt each: conditional, with a cap on size, only of expected types, following redirects on the
 * same host alone, because headers and queries hold keys.
 */
export class PageClient {
  readonly #options: PageClientOptions;
  readonly #validators = new Validators();

  constructor(options: PageClientOptions) {
    this.#options = options;
  }

  /** The answer was no use after all; the next one must not be "unchanged". */
  forget(url: string): void {
    this.#validators.forget(url);
  }

  async ask(request: PageRequest, signal: AbortSignal): Promise<PageAnswer> {
    const { clock, timeoutMs } = this.#options;
    const timeout = new AbortController();
    const late = () => timeout.abort(new Error(`no whole answer within ${timeoutMs} ms`));
    const cancel = clock.after(timeoutMs, late);
    try {
      return await this.#follow(request, AbortSignal.any([signal, timeout.signal]));
    } catch (error) {
      return this.#failed(request.url, 'no-answer', reasonOf(error));
    } finally {
      cancel();
    }
  }

  async #follow(request: PageRequest, signal: AbortSignal): Promise<PageAnswer> {
    let url = request.url;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const response = await this.#send({ ...request, url }, signal);
      const location = response.headers.get('location');
      if (response.status === 304 || response.status < 300 || response.status > 399 || location === null)
        return this.#read({ ...request, url }, response);
      await response.body?.cancel();
      const target = redirectTarget(url, location);
      if (target === null)
        return this.#failed(url, 'redirect', `it points to ${safeHost(location)}, which is another host`, response);
      url = target;
    }
    return this.#failed(url, 'redirect', `more than ${MOST_REDIRECTS} redirects`);
  }

  #send({ url, body, headers, conditional = true }: PageRequest, signal: AbortSignal): Promise<Response> {
    return fetch(url, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        'user-agent': this.#options.userAgent,
        ...(body ? { 'content-type': body.type } : conditional ? this.#validators.headersFor(url) : {}),
        ...headers,
      },
      ...(body ? { body: body.text } : {}),
      signal,
    });
  }

  async #read(request: PageRequest, response: Response): Promise<PageAnswer> {
    const { url, types, maxBytes = MAX_BYTES, body, conditional = true } = request;
    const { clock } = this.#options;
    if (response.status === 304) return { kind: 'unchanged', receivedAt: clock.now() };
    const type = (response.headers.get('content-type') ?? '').toLowerCase();
    if (response.status !== 200) {
      const text = await readCapped(response, MAX_EXPLANATION, 'cut');
      return this.#failed(url, 'status', `it answered ${response.status}`, response, text ?? new Uint8Array());
    }
    if (!types.test(type)) {
      const text = await readCapped(response, MAX_EXPLANATION, 'cut');
      const reason = `it answered with ${type === '' ? 'no type' : `the type ${type.slice(0, 60)}`}`;
      return this.#failed(url, 'wrong-type', reason, response, text ?? new Uint8Array());
    }
    const bytes = await readCapped(response, maxBytes, 'refuse');
    if (bytes === null) return this.#failed(url, 'too-large', `the answer is larger than ${maxBytes} bytes`, response);
    if (!body && conditional) this.#validators.keep(url, response.headers);
    const receivedAt = clock.now();
    const { name, keys, raw } = this.#options;
    if (raw) {
      const text = withoutKeys(new TextDecoder().decode(bytes), keys);
      raw.answer(`${name} ${withoutKeys(new URL(url).pathname, keys)}`, text, receivedAt);
    }
    return { kind: 'page', bytes, type, headers: response.headers, receivedAt };
  }

  #failed(url: string, fault: PageFault, what: string, response?: Response, body?: Uint8Array): PageAnswer {
    const { name, keys, clock } = this.#options;
    const text = withoutKeys(new TextDecoder().decode(body ?? new Uint8Array()), keys);
    const said = text.replaceAll(/\s+/g, ' ').trim().slice(0, 160);
    const { origin, pathname } = new URL(url);
    const reason = `${name}: ${withoutKeys(`${what} to ${origin}${pathname}`, keys)}${said === '' ? '' : `: ${said}`}`;
    const headers = response?.headers ?? new Headers();
    const retry = retryAfterMs(headers.get('retry-after') ?? undefined, clock.now());
    return { kind: 'failed', fault, status: response?.status ?? 0, text, headers, retryAfterMs: retry, reason };
  }
}

/** What fetch throws says nothing; its cause does. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);

function safeHost(location: string): string {
  try {
    return new URL(location).host.slice(0, 80);
  } catch {
    return 'no address';
  }
}
