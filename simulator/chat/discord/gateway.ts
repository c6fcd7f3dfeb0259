import type { Server } from 'node:http';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { WebSocket, WebSocketServer } from 'ws';

/** @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes */
const DISPATCH = 0;
const HEARTBEAT = 1;
const IDENTIFY = 2;
const RESUME = 6;
const RECONNECT = 7;
const INVALID_SESSION = 9;
const HELLO = 10;
const HEARTBEAT_ACK = 11;
const AUTHENTICATION_FAILED = 4004;
const BEAT_MS = 41_250;

interface Frame {
  readonly op: number;
  readonly d: unknown;
  readonly s?: number | null;
  readonly t?: string | null;
}

export interface GatewayOptions {
  readonly clock: Clock;
  readonly http: Server;
  readonly url: () => string;
  readonly token: string;
  /** What a bot is told first. */
  readonly ready: () => object;
  readonly guild: () => object;
}

/** The gateway for one bot with one session: hello, heartbeats, identify, resume with what was missed. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server: WebSocketServer;
  readonly #sent: Frame[] = [];
  #socket: WebSocket | null = null;
  #session: string | null = null;
  identifies = 0;
  resumes = 0;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#server = new WebSocketServer({ server: options.http });
    this.#server.on('connection', (socket) => this.#greet(socket));
  }

  get isReady(): boolean {
    return this.#session !== null && this.#socket?.readyState === WebSocket.OPEN;
  }

  dispatch(t: string, d: unknown): void {
    const frame = { op: DISPATCH, d, s: this.#sent.length + 1, t };
    this.#sent.push(frame);
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Asks the bot to connect anew and go on where it was. */
  askToReconnect(): void {
    this.#socket?.send(JSON.stringify({ op: RECONNECT, d: null }));
  }

  /** Breaks the line; what happens meanwhile is kept for the resume. */
  cut(): void {
    this.#socket?.terminate();
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #greet(socket: WebSocket): void {
    const say = (frame: Frame) => socket.send(JSON.stringify(frame));
    say({ op: HELLO, d: { heartbeat_interval: BEAT_MS } });
    socket.on('message', (data: Buffer) => {
      const { op, d } = JSON.parse(data.toString('utf8')) as Frame;
      if (op === HEARTBEAT) say({ op: HEARTBEAT_ACK, d: null });
      if (op === IDENTIFY) this.#identify(socket, d as { readonly token: string });
      if (op === RESUME) this.#resume(socket, d as { readonly session_id: string; readonly seq: number });
    });
  }

  #identify(socket: WebSocket, { token }: { readonly token: string }): void {
    this.identifies++;
    if (token !== this.#options.token) {
      socket.close(AUTHENTICATION_FAILED, 'Authentication failed.');
      return;
    }
    this.#socket = socket;
    this.#session = `session-${this.identifies}`;
    this.#sent.length = 0;
    this.dispatch('READY', {
      ...this.#options.ready(),
      session_id: this.#session,
      resume_gateway_url: this.#options.url(),
    });
    this.dispatch('GUILD_CREATE', this.#options.guild());
  }

  #resume(socket: WebSocket, { session_id, seq }: { readonly session_id: string; readonly seq: number }): void {
    this.resumes++;
    if (session_id !== this.#session) {
      socket.send(JSON.stringify({ op: INVALID_SESSION, d: false }));
      return;
    }
    this.#socket = socket;
    for (const frame of this.#sent) if ((frame.s ?? 0) > seq) socket.send(JSON.stringify(frame));
    this.dispatch('RESUMED', {});
  }
}
