import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { WebSocketServer, type WebSocket } from 'ws';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Local port of the client's connection: the same for requests on the same connection. */
  readonly connection: number;
}

/** What is answered: JSON, a text as it is, `cut` (the connection dies), or nothing at all. */
export type Script =
  | { readonly status: number; readonly body?: unknown }
  | { readonly status: number; readonly text: string }
  | 'cut'
  | 'silence';

export type Answerer = (request: Received) => Script | Promise<Script>;

/** Kalshi as a test writes it: an answer for every `METHOD /path`, a private stream that says what it is told. */
export class ScriptedKalshi {
  readonly requests: Received[] = [];
  readonly subscriptions: string[] = [];
  readonly answers = new Map<string, Answerer>();
  readonly sockets: WebSocket[] = [];
  readonly handshakes: IncomingHttpHeaders[] = [];
  /** How far the server's clock is ahead, ms. */
  skewMs = 0;
  /** Acknowledges subscriptions. */
  acknowledges = true;
  readonly #http: Server;
  readonly #connections = new Set<Socket>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#http = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://test');
        const received: Received = {
          method: request.method ?? '',
          path: url.pathname.replace('/trade-api/v2', ''),
          query: url.searchParams,
          headers: request.headers,
          body,
          connection: request.socket.remotePort ?? 0,
        };
        this.requests.push(received);
        void this.#answer(received).then((script) => {
          if (script === 'silence') return;
          if (script === 'cut') {
            request.socket.destroy();
            return;
          }
          const date = new Date(this.#clock.now() + this.skewMs).toUTCString();
          response.writeHead(script.status, { 'content-type': 'application/json', date });
          response.end('text' in script ? script.text : script.body === undefined ? '' : JSON.stringify(script.body));
        });
      });
    });
    this.#http.on('connection', (socket) => {
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
    });
    const sockets = new WebSocketServer({ server: this.#http });
    sockets.on('connection', (socket, request) => {
      this.handshakes.push(request.headers);
      this.sockets.push(socket);
      socket.on('message', (data) => {
        const text = (data as Buffer).toString();
        this.subscriptions.push(text);
        const { id, params } = JSON.parse(text) as { id: number; params: { channels: string[] } };
        if (this.acknowledges)
          params.channels.forEach((channel, index) =>
            socket.send(JSON.stringify({ id, type: 'subscribed', msg: { channel, sid: index + 1 } })),
          );
      });
    });
    this.#defaults();
  }

  /** @returns the port. */
  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#http.listen(0, '127.0.0.1', () => resolve((this.#http.address() as AddressInfo).port));
    });
  }

  on(request: string, answer: Answerer | Script): void {
    this.answers.set(request, typeof answer === 'function' ? answer : () => answer);
  }

  /** Speaks on the newest socket. */
  say(type: string, msg: unknown): void {
    this.sockets.at(-1)?.send(JSON.stringify({ type, sid: 1, msg }));
  }

  seen(method: string, path: string): Received[] {
    return this.requests.filter((request) => request.method === method && request.path === path);
  }

  /** Cuts every connection; new ones are welcome. */
  cutAll(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  close(): void {
    this.cutAll();
    this.#http.close();
  }

  async #answer(request: Received): Promise<Script> {
    const exact = this.answers.get(`${request.method} ${request.path}`);
    const answer = exact ?? this.answers.get(`${request.method} ${request.path.replace(/\/[^/]*$/, '/*')}`);
    return answer ? answer(request) : { status: 404, body: { error: { code: 'not_found', message: 'not found' } } };
  }

  /** A healthy account that has $100 on shard 0 and nothing on shard 2. */
  #defaults(): void {
    const shard = (exchange_index: number) => ({
      exchange_index,
      description: `shard ${exchange_index}`,
      exchange_active: true,
      trading_active: true,
      intra_exchange_transfers_active: true,
    });
    this.on('GET /exchange/status', {
      status: 200,
      body: { exchange_active: true, trading_active: true, exchange_index_statuses: [shard(0), shard(2)] },
    });
    this.on('GET /exchange/user_data_timestamp', () => ({
      status: 200,
      body: { as_of_time: new Date(this.#clock.now() + this.skewMs).toISOString() },
    }));
    this.on('GET /api_keys', {
      status: 200,
      body: { api_keys: [{ api_key_id: 'key-1', name: 'bot', scopes: ['read', 'write'] }] },
    });
    this.on('GET /account/limits', {
      status: 200,
      body: {
        usage_tier: 'advanced',
        read: { refill_rate: 3_000, bucket_capacity: 6_000 },
        write: { refill_rate: 3_000, bucket_capacity: 6_000 },
        grants: [],
      },
    });
    this.on('GET /account/endpoint_costs', { status: 200, body: { default_cost: 10, endpoint_costs: [] } });
    this.on('GET /portfolio/balance', ({ query }) =>
      query.get('exchange_index') === '2'
        ? { status: 404, body: { error: { code: 'user_not_found', message: 'Exchange user not found' } } }
        : {
            status: 200,
            body: { balance: 10_000, balance_dollars: '100.0042', portfolio_value: 0, updated_ts: 1 },
          },
    );
    for (const list of ['orders', 'fills', 'settlements'])
      this.on(`GET /portfolio/${list}`, { status: 200, body: { [list]: [], cursor: '' } });
    this.on('DELETE /portfolio/events/orders', { status: 204 });
  }
}
