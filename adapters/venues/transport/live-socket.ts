import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import WebSocket from 'ws';
import { fullJitter, type BackoffPolicy } from './backoff.js';

export interface LiveSocketOptions {
  readonly url: string;
  /** Headers for the handshake, made anew for each because signatures carry the time. */
  readonly headers?: () => Record<string, string>;
  readonly clock: Clock;
  readonly random: Random;
  /** A socket without any frame, ping or pong for this long is dead, ms. */
  readonly silenceMs: number;
  /** A text that is sent in regular intervals to keep the connection. */
  readonly keepAlive?: { readonly text: string; readonly everyMs: number };
  readonly backoff?: BackoffPolicy;
  /** Connected: subscribe. */
  readonly opened: () => void;
  /** One text frame. */
  readonly received: (text: string, receivedAt: number) => void;
  /** The connection is gone; another one is on its way. Once per connection that was open. */
  readonly lost: (reason: string) => void;
  /** Told about failed attempts, for logs. */
  readonly failed?: (reason: string) => void;
}

/** Largest frame a venue may send: Kalshi documents 64 MiB for snapshots. */
const MAX_PAYLOAD = 64 * 1024 * 1024;
const HANDSHAKE_MS = 10_000;

/** A WebSocket that stays connected: reconnects with full jitter, and takes silence for death. */
export class LiveSocket {
  readonly #options: LiveSocketOptions;
  #socket: WebSocket | null = null;
  #open = false;
  #stopped = true;
  #attempt = 0;
  #connections = 0;
  #heardAt = 0;
  #timers: Cancel[] = [];
  #retry: Cancel | null = null;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#open;
  }

  /** How often a connection was made again after the first. */
  get reconnects(): number {
    return Math.max(0, this.#connections - 1);
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#connect();
  }

  /** Sends a text; false when there is no connection to send it on. */
  send(text: string): boolean {
    if (!this.#open || this.#socket === null) return false;
    this.#socket.send(text);
    return true;
  }

  /** Gives the connection up and makes another one. */
  reconnect(reason: string): void {
    if (!this.#stopped) this.#end(reason);
  }

  /** Closes for good. */
  stop(): void {
    this.#stopped = true;
    this.#retry?.();
    this.#retry = null;
    this.#clearTimers();
    this.#open = false;
    const socket = this.#socket;
    this.#socket = null;
    if (socket) discard(socket);
  }

  #connect(): void {
    const { clock, headers, silenceMs } = this.#options;
    const socket = new WebSocket(this.#options.url, {
      ...(headers ? { headers: headers() } : {}),
      maxPayload: MAX_PAYLOAD,
      skipUTF8Validation: true,
    });
    this.#socket = socket;
    this.#heardAt = clock.now();
    this.#timers.push(
      clock.after(HANDSHAKE_MS, () => {
        if (!this.#open && this.#socket === socket) this.#end(`no handshake within ${HANDSHAKE_MS} ms`);
      }),
    );
    const heard = () => {
      this.#heardAt = clock.now();
    };
    socket.on('open', () => {
      if (this.#socket !== socket) return;
      this.#open = true;
      this.#connections++;
      heard();
      const { keepAlive } = this.#options;
      if (keepAlive) this.#timers.push(clock.every(keepAlive.everyMs, () => void this.send(keepAlive.text)));
      this.#timers.push(
        clock.every(Math.max(1, Math.floor(silenceMs / 5)), () => {
          const silent = clock.now() - this.#heardAt;
          if (silent > silenceMs) this.#end(`silent for ${silent} ms, without a frame or ping`);
        }),
      );
      this.#options.opened();
    });
    socket.on('message', (data, binary) => {
      if (this.#socket !== socket || binary) return;
      heard();
      // A full answer resets the backoff; a server that accepts and drops at once does not.
      this.#attempt = 0;
      this.#options.received(data.toString(), this.#heardAt);
    });
    socket.on('ping', heard);
    socket.on('pong', heard);
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      if (this.#socket === socket) this.#end(`the handshake was answered with HTTP ${response.statusCode}`);
    });
    socket.on('error', (error) => {
      if (this.#socket === socket) this.#end(messageOf(error));
    });
    socket.on('close', (code) => {
      if (this.#socket === socket) this.#end(`closed with code ${code}`);
    });
  }

  #end(reason: string): void {
    const { clock, random, backoff = { baseMs: 500, maxMs: 30_000 } } = this.#options;
    const socket = this.#socket;
    const wasOpen = this.#open;
    this.#socket = null;
    this.#open = false;
    this.#clearTimers();
    if (socket) discard(socket);
    if (wasOpen) this.#options.lost(reason);
    else this.#options.failed?.(reason);
    if (this.#stopped || this.#retry !== null) return;
    this.#attempt++;
    this.#retry = clock.after(fullJitter(this.#attempt, backoff, random), () => {
      this.#retry = null;
      if (!this.#stopped) this.#connect();
    });
  }

  #clearTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers = [];
  }
}

/** Ends a socket whose news nobody wants. A frozen peer would not answer a close, so it is cut. */
function discard(socket: WebSocket): void {
  socket.removeAllListeners();
  socket.on('error', () => {});
  socket.terminate();
}
