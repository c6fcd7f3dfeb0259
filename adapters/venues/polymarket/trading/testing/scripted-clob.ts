import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { CONDITION, YES } from './trading-fixtures.js';

export interface ScriptedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export type ScriptedAnswer =
  | { readonly status?: number; readonly body: unknown; readonly headers?: Record<string, string> }
  /** The connection is destroyed without an answer. */
  | 'cut';

type Script = (request: ScriptedRequest) => ScriptedAnswer;

const EXCHANGES = [
  '0xE111180000d2663C0091e4f400237545B87B996B',
  '0xe2222d279d744050d28e00520010520000310F59',
  '0xe3333700cA9d93003F00f0F71f8515005F6c00Aa',
];
const page = (data: readonly unknown[]) => ({ body: { limit: 100, count: data.length, next_cursor: 'LTE=', data } });

/** A CLOB on loopback that says what a test makes it say; what a test leaves out works as documented. */
export class ScriptedClob {
  readonly requests: ScriptedRequest[] = [];
  readonly sockets: WebSocket[] = [];
  /** What the clients said on their sockets. */
  readonly heard: string[] = [];
  /** Orders and trades that reads find. */
  readonly orders = new Map<string, object>();
  readonly trades: { readonly id: string }[] = [];
  balance = '100000000';
  readonly #scripts = new Map<string, Script[]>();
  readonly #http: Server;

  constructor() {
    this.#http = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        const url = new URL(incoming.url ?? '/', 'http://test');
        const request = {
          method: incoming.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          headers: incoming.headers,
          body,
        };
        this.requests.push(request);
        const answer = this.#answer(request);
        if (answer === 'cut') {
          incoming.socket.destroy();
          return;
        }
        response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
        response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
      });
    });
    const sockets = new WebSocketServer({ server: this.#http });
    sockets.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.on('message', (data) => this.heard.push(data.toString()));
    });
  }

  /** @returns the configuration of a wallet that trades here. */
  async listen(changes: Partial<Config['venues']['polymarket']> = {}): Promise<Config['venues']['polymarket']> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', () => resolve()));
    const host = `127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
    return {
      ...configSchema.parse({}).venues.polymarket,
      clobUrl: `http://${host}`,
      gammaUrl: `http://${host}`,
      dataUrl: `http://${host}`,
      geoblockUrl: `http://${host}/api/geoblock`,
      userWsUrl: `ws://${host}/ws/user`,
      privateKey: `0x${'11'.repeat(32)}`,
      ...changes,
    };
  }

  /** Answers the next requests to `route` ("POST /order") in turn; the last one stays. */
  on(route: string, ...scripts: Script[]): void {
    this.#scripts.set(route, scripts);
  }

  to(route: string): ScriptedRequest[] {
    return this.requests.filter(({ method, path }) => `${method} ${path}` === route);
  }

  /** Speaks on every socket. */
  tell(event: object): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(event));
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate();
    this.#http.closeAllConnections();
    this.#http.close();
  }

  #answer(request: ScriptedRequest): ScriptedAnswer {
    const route = `${request.method} ${request.path}`;
    const scripts = this.#scripts.get(route);
    const script = scripts && scripts.length > 1 ? scripts.shift() : scripts?.[0];
    return script ? script(request) : this.#documented(route, request);
  }

  #documented(route: string, { path, query, headers }: ScriptedRequest): ScriptedAnswer {
    if (route.startsWith('GET /data/order/')) {
      const order = this.orders.get(path.slice('/data/order/'.length));
      return order ? { body: order } : { status: 404, body: { error: 'order not found' } };
    }
    switch (route) {
      case 'GET /ok':
        return { body: '"OK"' };
      case 'GET /time':
        return { body: Math.floor(systemClock.now() / 1000) };
      case 'GET /version':
        return { body: { version: 2 } };
      case 'GET /api/geoblock':
        return { body: { blocked: false, ip: '127.0.0.1', country: 'CH', region: '' } };
      case 'GET /auth/derive-api-key':
        return { body: credentialsOf(String(headers['poly_nonce'])) };
      case 'GET /auth/ban-status/closed-only':
        return { body: { closed_only: false } };
      case 'GET /balance-allowance/update':
        return { body: '' };
      case 'GET /balance-allowance':
        return {
          body: {
            balance: query.get('asset_type') === 'COLLATERAL' ? this.balance : '0',
            allowances: Object.fromEntries(EXCHANGES.map((address) => [address, String(2n ** 256n - 1n)])),
          },
        };
      case 'POST /v1/heartbeats':
        return { body: { heartbeat_id: 'beat-1' } };
      case 'GET /data/orders':
        return page([...this.orders.values()].filter((order) => 'status' in order && order.status === 'LIVE'));
      case 'GET /data/trades':
        return page(this.trades.filter(({ id }) => (query.get('id') ?? id) === id));
      case 'DELETE /order':
      case 'DELETE /cancel-all':
        return { body: { canceled: [], not_canceled: {} } };
      case 'GET /v2/positions':
        return { body: { data: [], pagination: { next_cursor: null } } };
      default:
        return { status: 404, body: { error: `not found: ${route}` } };
    }
  }
}

export const credentialsOf = (nonce: string) => ({
  apiKey: `key-${nonce}`,
  secret: Buffer.from(`secret-${nonce}`).toString('base64'),
  passphrase: `pass-${nonce}`,
});

/** An order as `/data/order/{id}` shows it. */
export const wireOrder = (id: string, changes: object = {}) => ({
  id,
  status: 'LIVE',
  owner: 'key-0',
  maker_address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A',
  market: CONDITION,
  asset_id: YES,
  side: 'BUY',
  original_size: '10',
  size_matched: '0',
  price: '0.52',
  outcome: 'Yes',
  order_type: 'GTC',
  associate_trades: [],
  created_at: 1_782_753_357,
  expiration: '0',
  ...changes,
});

/** A trade in which we took 10 YES at 0.50 from one maker. */
export const wireTrade = (orderId: string, changes: object = {}) => ({
  event_type: 'trade',
  type: 'TRADE',
  id: 'trade-1',
  taker_order_id: orderId,
  market: CONDITION,
  asset_id: YES,
  side: 'BUY',
  size: '10',
  price: '0.5',
  fee_rate_bps: '0',
  status: 'MATCHED',
  match_time: '1782753357',
  last_update: '1782753357',
  outcome: 'Yes',
  owner: 'key-0',
  trader_side: 'TAKER',
  transaction_hash: null,
  maker_orders: [
    {
      order_id: '0xmaker',
      owner: 'somebody',
      maker_address: '0xbeef',
      matched_amount: '10',
      price: '0.5',
      fee_rate_bps: '',
      asset_id: YES,
      outcome: 'Yes',
      side: 'SELL',
    },
  ],
  ...changes,
});
