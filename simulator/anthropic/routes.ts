import { randomBytes } from 'node:crypto';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { ApiError, errorBody, invalid } from './api-error.js';
import { type Batch, type BatchResult, Batches } from './batches.js';
import type { ApiAnswer } from './http-answer.js';
import { messageJson } from './message-json.js';
import { PromptCache } from './prompt-cache.js';
import { readRequest } from './read-request.js';
import type { Script } from './script.js';
import type { SeenRequest } from './seen-request.js';

const BATCH = /^\/v1\/messages\/batches\/([^/]+)(\/results)?$/;
const newId = (prefix: string) => `${prefix}_01${randomBytes(12).toString('hex')}`;

export interface RouteOptions {
  readonly clock: Clock;
  readonly script: Script;
  readonly apiKey: string;
  /** Batches end this long after they were taken, ms; null: only by hand. */
  readonly batchMs: number | null;
}

/** What the API answers to which path. */
export class Routes {
  /** Of the addresses in answers; known once the server listens. */
  origin = '';
  readonly batches = new Batches();
  readonly #cache: PromptCache;
  readonly #options: RouteOptions;

  constructor(options: RouteOptions) {
    this.#options = options;
    this.#cache = new PromptCache(() => options.clock.now());
  }

  /** @throws ApiError */
  answer(request: SeenRequest): ApiAnswer {
    this.#authorise(request);
    const { clock, batchMs } = this.#options;
    if (batchMs !== null)
      this.#end(
        this.batches.all().filter(({ createdAt }) => clock.now() >= createdAt + batchMs),
        {},
      );
    const { pathname, searchParams } = new URL(request.path, 'http://stand-in');
    const route = `${request.method} ${pathname}`;
    if (route === 'POST /v1/messages') return ok(this.#message(readRequest(parse(request.body)), null));
    if (route === 'POST /v1/messages/batches') {
      const batch = this.batches.create(parse(request.body), newId('msgbatch'), this.#options.clock.now());
      return ok(this.batches.json(batch, this.origin));
    }
    if (route === 'GET /v1/messages/batches') return ok(this.#list(searchParams));
    const [, id, results] = BATCH.exec(pathname) ?? [];
    if (request.method !== 'GET' || id === undefined) throw new ApiError(404, 'not_found_error', `no ${route}`);
    const batch = this.batches.find(id);
    if (results === undefined) return ok(this.batches.json(batch, this.origin));
    if (batch.results === null) throw new ApiError(404, 'not_found_error', 'results are not ready');
    return ok(batch.results.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  endBatches(except: Readonly<Record<string, 'expired' | 'errored'>>): void {
    this.#end(this.batches.all(), except);
  }

  #end(batches: readonly Batch[], except: Readonly<Record<string, 'expired' | 'errored'>>): void {
    for (const batch of batches)
      this.batches.end(batch, this.#options.clock.now(), (customId, request): BatchResult => {
        if (except[customId] === 'expired') return { type: 'expired' };
        if (except[customId] === 'errored')
          return { type: 'errored', error: errorBody(500, 'made to fail', newId('req')) };
        return { type: 'succeeded', message: this.#message(request, customId) };
      });
  }

  #message(request: ReturnType<typeof readRequest>, customId: string | null) {
    return messageJson(request, { script: this.#options.script, cache: this.#cache, id: newId('msg'), customId });
  }

  #list(query: URLSearchParams): unknown {
    const limit = Number(query.get('limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw invalid('limit: from 1 to 1000');
    const all = this.batches.all();
    const after = query.get('after_id');
    const from = after === null ? 0 : all.indexOf(this.batches.find(after)) + 1;
    const page: readonly Batch[] = all.slice(from, from + limit);
    return {
      data: page.map((batch) => this.batches.json(batch, this.origin)),
      has_more: from + limit < all.length,
      first_id: page[0]?.id ?? null,
      last_id: page.at(-1)?.id ?? null,
    };
  }

  #authorise({ headers }: SeenRequest): void {
    const { apiKey } = this.#options;
    if (headers['authorization'] !== `Bearer ${apiKey}` && headers['x-api-key'] !== apiKey)
      throw new ApiError(401, 'authentication_error', 'invalid API key');
    if (headers['anthropic-version'] === undefined) throw invalid('anthropic-version: header is required');
  }
}

const ok = (body: unknown): ApiAnswer => ({ status: 200, body });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid('the request body is not valid JSON');
  }
}
