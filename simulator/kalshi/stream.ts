import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { endSocket } from '../http/end-socket.js';
import type { MarketEvent } from '../engine/market-event.js';
import type { FaultBoard } from '../faults/fault-board.js';
import { FrameSender } from '../http/frame-sender.js';
import type { JsonServer } from '../http/json-server.js';
import { CfRelay, type CfRelayOptions } from './cf-relay.js';
import type { KalshiCatalogue } from './catalogue.js';
import type { KalshiTrading } from './kalshi-trading.js';
import type { KeyRing } from './signature.js';
import { StreamConnection } from './stream-connection.js';
import type { UserEvent } from './trading/user-event.js';
import { UserEventFaults } from './user-event-faults.js';

export const STREAM_PATH = '/trade-api/ws/v2';

/** Reference §13.1. */
const PING_MS = 10_000;

interface StreamOptions {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly keys: KeyRing;
  readonly catalogue: KalshiCatalogue;
  readonly trading: KalshiTrading;
  /** Null: no indices are relayed. */
  readonly indices: CfRelayOptions | null;
}

/** The WebSocket face: signed upgrades, heartbeats, and every event of the engine to every connection. */
export class KalshiStream {
  readonly #options: StreamOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1_024 * 1_024 });
  readonly #connections = new Map<WebSocket, StreamConnection>();
  readonly #stops: (() => void)[] = [];

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  get connections(): number {
    return this.#connections.size;
  }

  attach(server: JsonServer): void {
    const { clock, faults, catalogue, trading } = this.#options;
    const userEvents = new UserEventFaults(clock, faults, (event) => this.#publishToUser(event));
    trading.listen((event) => userEvents.pass(event));
    server.http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#stops.push(
      clock.every(PING_MS, () => {
        if (!faults.sendsHeartbeats('kalshi')) return;
        for (const socket of this.#connections.keys()) socket.ping('heartbeat');
      }),
      faults.onDrop('kalshi', () => {
        for (const socket of this.#connections.keys()) socket.terminate();
      }),
      catalogue.exchange.listen((event) => this.#publish(event)),
    );
    if (this.#options.indices) {
      const relay = new CfRelay(this.#options.indices, () => this.#indexClients());
      relay.start();
      this.#stops.push(() => relay.stop());
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const socket of this.#connections.keys()) socket.terminate();
    this.#server.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { clock, faults, keys, catalogue, trading } = this.#options;
    const path = new URL(request.url ?? '/', 'http://simulator').pathname;
    if (path !== STREAM_PATH) return refuse(socket, 404, { error: { code: 'not_found', message: 'not found' } });
    const now = clock.now() + faults.skewMs('kalshi');
    const who = keys.authenticate(request.headers, 'GET', path, now);
    if ('refusal' in who) return refuse(socket, who.refusal.status, who.refusal.body);
    const { accountId } = who.key;
    this.#server.handleUpgrade(request, socket, head, (client) => {
      const connection = new StreamConnection({
        sender: new FrameSender(client, clock, faults, 'kalshi'),
        catalogue,
        faults,
        accountId,
        relaysIndices: this.#options.indices !== null,
        clientOrderId: (order) => (order.owner === accountId ? trading.clientOrderId(order) : undefined),
      });
      this.#connections.set(client, connection);
      client.on('message', (data) => connection.receive(String(data)));
      client.on('close', () => this.#connections.delete(client));
      client.on('error', () => client.terminate());
    });
  }

  *#indexClients() {
    for (const { indices } of this.#connections.values()) yield indices;
  }

  #publish(event: MarketEvent): void {
    const { listing } = event.market;
    if (listing.venue !== 'kalshi') return;
    for (const connection of this.#connections.values()) connection.publish(event, listing.kalshi);
  }

  #publishToUser(event: UserEvent): void {
    for (const connection of this.#connections.values()) {
      if (connection.accountId === event.accountId) connection.publishUser(event);
    }
  }
}

function refuse(socket: Duplex, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  endSocket(
    socket,
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  );
}
