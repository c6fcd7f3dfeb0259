import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FaultBoard } from '../../faults/fault-board.js';
import { FrameSender } from '../../http/frame-sender.js';
import type { JsonServer } from '../../http/json-server.js';
import type { Authentication } from './authentication.js';
import type { TradingEvents } from './trading-events.js';
import { UserConnection } from './user-connection.js';

export const USER_PATH = '/ws/user';

/** A client that sent nothing for this long is cut (reference §10). */
const SILENCE_MS = 20_000;
const SWEEP_MS = 5_000;

interface UserStreamOptions {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly authentication: Authentication;
  readonly events: TradingEvents;
}

/** The user WebSocket: each account's orders and trades. */
export class UserStream {
  readonly #options: UserStreamOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #clients = new Map<WebSocket, { readonly connection: UserConnection; heardAt: number }>();
  readonly #stops: (() => void)[] = [];

  constructor(options: UserStreamOptions) {
    this.#options = options;
  }

  get connections(): number {
    return this.#clients.size;
  }

  attach(server: JsonServer): void {
    const { clock, faults, events } = this.#options;
    server.http.on('upgrade', (request, socket, head) => {
      if (new URL(request.url ?? '/', 'http://simulator').pathname !== USER_PATH) return;
      this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
    });
    this.#stops.push(
      clock.every(SWEEP_MS, () => {
        const now = clock.monotonic();
        for (const [socket, { heardAt }] of this.#clients) if (now - heardAt > SILENCE_MS) socket.close();
      }),
      faults.onDrop('polymarket', () => {
        for (const socket of this.#clients.keys()) socket.terminate();
      }),
      events.listen((event) => {
        for (const { connection } of this.#clients.values()) connection.publish(event);
      }),
    );
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const socket of this.#clients.keys()) socket.terminate();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    const { clock, faults, authentication } = this.#options;
    const sender = new FrameSender(socket, clock, faults, 'polymarket');
    const connection = new UserConnection({ clock, sender, faults, authentication, close: () => socket.close() });
    const client = { connection, heardAt: clock.monotonic() };
    this.#clients.set(socket, client);
    socket.on('message', (data) => {
      client.heardAt = clock.monotonic();
      connection.receive(String(data));
    });
    socket.on('close', () => this.#clients.delete(socket));
    socket.on('error', () => socket.terminate());
  }
}
