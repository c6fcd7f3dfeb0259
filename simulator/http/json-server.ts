import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { Venue } from '../world/question.js';

export interface JsonRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly remoteAddress: string;
  readonly body: string;
}

export interface JsonResponse {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What becomes of a request: an answer, or `cut`, which destroys the connection without one. A handler that wants to
 * be slow returns a promise.
 */
export type JsonOutcome = JsonResponse | 'cut';

export interface JsonServerOptions {
  readonly clock: Clock;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly handle: (request: JsonRequest) => JsonOutcome | Promise<JsonOutcome>;
  /** Null for servers that no fault touches. */
  readonly venue: Venue | null;
  readonly faults: FaultBoard;
  /** Body of an injected failure. */
  readonly errorBody: (status: number) => unknown;
}

const MAX_BODY_BYTES = 1_000_000;

export const json = (body: unknown, status = 200): JsonResponse => ({ status, body });

/** A JSON server on loopback that the fault board can slow down, break and disconnect. */
export class JsonServer {
  readonly http: Server;
  readonly #options: JsonServerOptions;
  readonly #sockets = new Set<Socket>();

  constructor(options: JsonServerOptions) {
    this.#options = options;
    this.http = createServer((request, response) => void this.#serve(request, response));
    this.http.on('connection', (socket) => {
      if (options.venue !== null && options.faults.refusesConnections(options.venue)) {
        socket.destroy();
        return;
      }
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /** @returns host and port, as they appear in URLs. */
  async listen(): Promise<string> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, host, () => {
        this.http.off('error', reject);
        resolve();
      });
    });
    return `${host}:${(this.http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, venue, faults } = this.#options;
    try {
      const body = await readBody(request);
      const url = new URL(request.url ?? '/', 'http://simulator');
      const answer = await this.#answer(request, url, body);
      if (answer === 'cut') {
        request.socket.destroy();
        return;
      }
      const delay = venue === null ? 0 : faults.latencyMs(venue);
      if (delay > 0) await sleep(clock, delay);
      const skew = venue === null ? 0 : faults.skewMs(venue);
      const empty = answer.status === 204;
      response.writeHead(answer.status, {
        ...(empty ? {} : { 'content-type': 'application/json' }),
        date: new Date(clock.now() + skew).toUTCString(),
        ...answer.headers,
      });
      response.end(empty ? undefined : JSON.stringify(answer.body));
    } catch (error) {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: `simulator failed: ${messageOf(error)}` }));
    }
  }

  #answer(request: IncomingMessage, url: URL, body: string): JsonOutcome | Promise<JsonOutcome> {
    const { venue, faults, errorBody, handle } = this.#options;
    const failure = venue === null ? null : faults.takeRestError(venue, url.pathname);
    if (failure !== null) return { status: failure, body: errorBody(failure) };
    return handle({
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress ?? '',
      body,
    });
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError('request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
