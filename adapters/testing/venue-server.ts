import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A server on loopback for one test: REST answers from a function, sockets that the test speaks through. */
export class VenueServer {
  readonly requests: string[] = [];
  readonly sockets: WebSocket[] = [];
  readonly handshakes: IncomingMessage[] = [];
  /** What the clients sent, in order. */
  readonly received: string[] = [];
  /** Decides whether a handshake is accepted. */
  accepts: (request: IncomingMessage) => boolean = () => true;
  readonly #http: Server;

  constructor(answer: (url: URL, body: string) => Answer) {
    this.#http = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://test');
        this.requests.push(`${request.method} ${url.pathname}${url.search}`);
        const { status, body: json } = answer(url, body);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
      });
    });
    const sockets = new WebSocketServer({ noServer: true });
    this.#http.on('upgrade', (request, socket, head) => {
      if (!this.accepts(request)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return;
      }
      this.handshakes.push(request);
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        this.sockets.push(webSocket);
        webSocket.on('message', (data) => this.received.push(data.toString()));
      });
    });
  }

  /** @returns the port. */
  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#http.listen(0, '127.0.0.1', () => resolve((this.#http.address() as AddressInfo).port));
    });
  }

  /** Speaks on the newest socket. */
  send(frame: unknown): void {
    this.sockets.at(-1)?.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate();
    this.#http.closeAllConnections();
    this.#http.close();
  }
}
