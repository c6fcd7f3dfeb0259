import type { FeedClient, FeedLine } from '../feed-server.js';
import { RequestCount } from '../request-count.js';

type Request = Readonly<Record<string, unknown>>;

const MOST_STREAMS = 1_024;
/** Texts, pings and pongs that may come within a second. */
const MOST_INBOUND = 5;
const METHODS = ['SUBSCRIBE', 'UNSUBSCRIBE', 'LIST_SUBSCRIPTIONS', 'SET_PROPERTY', 'GET_PROPERTY'];

/** One client of Binance's market streams: its subscriptions and its requests (reference oracles-and-alerts §1.2). */
export class BinanceConnection implements FeedClient {
  readonly #line: FeedLine;
  readonly #streams = new Set<string>();
  readonly #inbound: RequestCount;
  /** Whether frames are wrapped and name their stream. */
  #combined: boolean;

  constructor(line: FeedLine, now: () => number, combined: boolean, streams: readonly string[]) {
    this.#line = line;
    this.#combined = combined;
    this.#inbound = new RequestCount(now, 1_000, MOST_INBOUND);
    for (const stream of streams) this.#streams.add(stream);
  }

  heard(): void {
    if (!this.#inbound.take()) this.#line.close(1008, 'Too many requests');
  }

  wants(stream: string): boolean {
    return this.#streams.has(stream);
  }

  get streams(): ReadonlySet<string> {
    return this.#streams;
  }

  send(stream: string, data: object): void {
    this.#line.send(JSON.stringify(this.#combined ? { stream, data } : data));
  }

  receive(text: string): void {
    let request: unknown;
    try {
      request = JSON.parse(text);
    } catch {
      return this.#fail(3, 'Invalid JSON: expected value at line 1 column 1');
    }
    if (typeof request !== 'object' || request === null)
      return this.#fail(2, 'Invalid request: request must be an object');
    const { id } = request as Request;
    if (!isId(id)) return this.#fail(2, 'Invalid request: request ID must be an unsigned integer');
    this.#answer(id ?? null, request as Request);
  }

  #answer(id: unknown, { method, params }: Request): void {
    if (typeof method !== 'string' || !METHODS.includes(method))
      return this.#fail(
        2,
        `Invalid request: unknown variant \`${String(method)}\`, expected one of ${METHODS.join(', ')}`,
        id,
      );
    if (method === 'LIST_SUBSCRIPTIONS') return this.#say({ result: [...this.#streams], id });
    if (!Array.isArray(params)) return this.#fail(2, 'Invalid request: missing field `params`', id);
    if (method === 'SET_PROPERTY' || method === 'GET_PROPERTY') return this.#property(id, method, params);
    if (!params.every((stream) => typeof stream === 'string'))
      return this.#fail(1, 'Invalid value type: expected String', id);
    if (method === 'UNSUBSCRIBE') for (const stream of params) this.#streams.delete(stream);
    else {
      if (new Set([...this.#streams, ...params]).size > MOST_STREAMS)
        return this.#fail(2, `Invalid request: too many streams, at most ${MOST_STREAMS}`, id);
      // Streams that do not exist are taken and stay silent.
      for (const stream of params) this.#streams.add(stream);
    }
    this.#say({ result: null, id });
  }

  #property(id: unknown, method: 'SET_PROPERTY' | 'GET_PROPERTY', params: readonly unknown[]): void {
    const [name, value] = params;
    if (name !== 'combined') return this.#fail(0, 'Unknown property', id);
    if (method === 'GET_PROPERTY') return this.#say({ result: this.#combined, id });
    if (typeof value !== 'boolean') return this.#fail(1, 'Invalid value type: expected Boolean', id);
    this.#combined = value;
    this.#say({ result: null, id });
  }

  #fail(code: number, msg: string, id?: unknown): void {
    this.#say(id === undefined ? { code, msg } : { code, msg, id });
  }

  #say(body: object): void {
    this.#line.send(JSON.stringify(body));
  }
}

const isId = (id: unknown): boolean =>
  id === undefined ||
  id === null ||
  (Number.isSafeInteger(id) && (id as number) >= 0) ||
  (typeof id === 'string' && /^[a-zA-Z0-9]{1,36}$/.test(id));
