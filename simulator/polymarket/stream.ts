import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { endSocket } from '../http/end-socket.js';
import type { FaultBoard } from '../faults/fault-board.js';
import { FrameSender } from '../http/frame-sender.js';
import type { JsonServer } from '../http/json-server.js';
import type { PolymarketCatalogue } from './catalogue.js';
import { StreamConnection } from './stream-connection.js';
import { USER_PATH } from './trading/user-stream.js';

export const MARKET_PATH = '/ws/market';

/** A client that sent nothing for this long is cut: no subscription, or no PING every 10 s (reference §10). */
const SILENCE_MS = 20_000;
const SWEEP_MS = 5_000;

interface StreamOptions {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly catalogue: PolymarketCatalogue;
}

interface Client {
  readonly connection: StreamConnection;
  heardAt: number;
}

/** The market WebSocket: every event of the engine to every connection that wants it. */
export class PolymarketStream {
  readonly #options: StreamOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #clients = new Map<WebSocket, Client>();
  readonly #stops: (() => void)[] = [];

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  get connections(): number {
    return this.#clients.size;
  }

  attach(server: JsonServer): void {
    const { clock, faults, catalogue } = this.#options;
    server.http.on('upgrade', (request, socket, head) => {
      const { pathname } = new URL(request.url ?? '/', 'http://simulator');
      if (pathname === USER_PATH) return;
      if (pathname !== MARKET_PATH) {
        endSocket(socket, 'HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
    });
    this.#stops.push(
      clock.every(SWEEP_MS, () => this.#sweep()),
      faults.onDrop('polymarket', () => {
        for (const socket of this.#clients.keys()) socket.terminate();
      }),
      catalogue.exchange.listen((event) => {
        const { listing } = event.market;
        if (listing.venue !== 'polymarket') return;
        for (const { connection } of this.#clients.values()) connection.publish(event, listing.polymarket);
      }),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const socket of this.#clients.keys()) socket.terminate();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    const { clock, faults, catalogue } = this.#options;
    const sender = new FrameSender(socket, clock, faults, 'polymarket');
    const client: Client = { connection: new StreamConnection(sender, catalogue, faults), heardAt: clock.monotonic() };
    this.#clients.set(socket, client);
    socket.on('message', (data) => {
      client.heardAt = clock.monotonic();
      client.connection.receive(String(data));
    });
    socket.on('close', () => this.#clients.delete(socket));
    socket.on('error', () => socket.terminate());
  }

  #sweep(): void {
    const now = this.#options.clock.monotonic();
    for (const [socket, { heardAt }] of this.#clients) if (now - heardAt > SILENCE_MS) socket.close();
  }
}
