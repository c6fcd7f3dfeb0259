import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { WebSocket, WebSocketServer } from 'ws';
import { endSocket } from '../http/end-socket.js';
import type { FeedFaults } from './feed-faults.js';

/** One open socket as the protocol behind it sees it. */
export interface FeedLine {
  /** Says a text, unless the feed is frozen. */
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Cuts the connection without a closing handshake. */
  cut(): void;
}

/** What a protocol does with one of its clients. */
export interface FeedClient {
  receive(text: string): void;
  /** Anything that came in: texts, pings, pongs. */
  heard?(): void;
  closed?(): void;
}

export interface FeedServerOptions<Client extends FeedClient> {
  readonly clock: Clock;
  readonly faults: FeedFaults;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Pause between two pings, ms; null: this server sends none. */
  readonly pingMs: number | null;
  /** A client that answered no ping for this long is cut, or closed with `lateCode`. */
  readonly pongMs: number;
  readonly lateCode?: number;
  /** A client for a socket at this address; null: there is nothing here. */
  readonly open: (line: FeedLine, url: URL) => Client | null;
  /** The JSON that a plain request is answered with; without it there is nothing but sockets here. */
  readonly request?: (url: URL) => { readonly status: number; readonly body: unknown };
}

interface Connection {
  readonly socket: WebSocket;
  readonly line: FeedLine;
  answeredAt: number;
}

const MAX_BUFFERED_BYTES = 4_000_000;
/** What clients may say at once, bytes. */
const MAX_PAYLOAD = 65_536;

/** A WebSocket server on loopback: handshakes, pings, and the faults that every feed can have. */
export class FeedServer<Client extends FeedClient> {
  readonly #options: FeedServerOptions<Client>;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
  readonly #connections = new Map<Client, Connection>();
  #stopPings: (() => void) | null = null;

  constructor(options: FeedServerOptions<Client>) {
    this.#options = options;
    this.#http = createServer((request, response) => {
      const answered = options.request?.(new URL(request.url ?? '/', 'http://simulator'));
      if (!answered) return void response.writeHead(426).end();
      response.writeHead(answered.status, { 'content-type': 'application/json' }).end(JSON.stringify(answered.body));
    });
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** @returns host and port. */
  async listen(): Promise<string> {
    const { clock, host, port, pingMs } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(port, host, () => resolve());
    });
    if (pingMs !== null) this.#stopPings = clock.every(pingMs, () => this.#ping());
    return `${host}:${(this.#http.address() as AddressInfo).port}`;
  }

  clients(): Client[] {
    return [...this.#connections.keys()];
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Cuts every connection. */
  drop(): void {
    for (const { line } of this.#connections.values()) line.cut();
  }

  closeAll(code: number, reason: string): void {
    for (const { line } of this.#connections.values()) line.close(code, reason);
  }

  async close(): Promise<void> {
    this.#stopPings?.();
    this.drop();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { faults } = this.#options;
    const refusal = faults.takeRefusal();
    if (refusal) {
      const retry = refusal.retryAfterS === null ? '' : `retry-after: ${refusal.retryAfterS}\r\n`;
      endSocket(socket, answer(refusal.status, retry));
      return;
    }
    const url = new URL(request.url ?? '/', 'http://simulator');
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#accept(webSocket, url));
  }

  #accept(socket: WebSocket, url: URL): void {
    const { clock, faults, open } = this.#options;
    const line: FeedLine = {
      send: (text) => {
        if (faults.frozen || socket.readyState !== WebSocket.OPEN) return;
        if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
        else socket.send(text);
      },
      close: (code, reason) => socket.close(code, reason),
      cut: () => socket.terminate(),
    };
    const client = open(line, url);
    if (client === null) {
      socket.close(1008, 'not found');
      return;
    }
    const connection: Connection = { socket, line, answeredAt: clock.now() };
    this.#connections.set(client, connection);
    socket.on('message', (data) => {
      client.heard?.();
      client.receive(String(data));
    });
    socket.on('ping', () => client.heard?.());
    socket.on('pong', () => {
      connection.answeredAt = clock.now();
      client.heard?.();
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      this.#connections.delete(client);
      client.closed?.();
    });
  }

  #ping(): void {
    const { clock, faults, pongMs, lateCode } = this.#options;
    if (faults.pingless) return;
    for (const { socket, line, answeredAt } of this.#connections.values()) {
      if (clock.now() - answeredAt <= pongMs) socket.ping(String(clock.now()));
      else if (lateCode === undefined) line.cut();
      else line.close(lateCode, 'pong timeout');
    }
  }
}

const answer = (status: number, headers: string): string =>
  `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headers}content-length: 0\r\nconnection: close\r\n\r\n`;
