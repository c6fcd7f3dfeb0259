import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { RawConnection, RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import WebSocket from 'ws';
import { fullJitter, type BackoffPolicy } from './backoff.js';
import { retryAfterMs } from './retry-after.js';
import { endingFor, type SocketEnding } from './socket-ending.js';

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
  /** Waits grow until a connection stood this long, ms. Default: until the first frame arrives. */
  readonly healthyMs?: number;
  /** Largest frame the peer may send, bytes. Default 64 MiB: what Kalshi documents for snapshots. */
  readonly maxPayload?: number;
  /**
   * Decides how long to wait after an ending, given what is planned (ms, the peer's Retry-After included); null: no
   * further attempt until `start` is called again. Default: what is planned.
   */
  readonly pause?: (ending: SocketEnding, plannedMs: number) => number | null;
  /** Hears every frame before anybody else, and what becomes of each connection, under the name that is given. */
  readonly raw?: { readonly tap: RawTap; readonly name: string };
  /** Connected: subscribe. */
  readonly opened: () => void;
  /** One text frame. */
  readonly received: (text: string, receivedAt: number) => void;
  /** The connection is gone; another one is on its way. Once per connection that was open. */
  readonly lost: (reason: string, ending: SocketEnding) => void;
  /** Told about failed attempts, for logs. */
  readonly failed?: (reason: string, ending: SocketEnding) => void;
}

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
  #raw: RawConnection | null = null;

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
    if (!this.#stopped) this.#end(endingFor(reason));
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
    this.#tellLost('stopped');
  }

  #connect(): void {
    const { clock, headers, silenceMs } = this.#options;
    const socket = new WebSocket(this.#options.url, {
      ...(headers ? { headers: headers() } : {}),
      maxPayload: this.#options.maxPayload ?? MAX_PAYLOAD,
      skipUTF8Validation: true,
    });
    this.#socket = socket;
    this.#heardAt = clock.now();
    this.#timers.push(
      clock.after(HANDSHAKE_MS, () => {
        if (!this.#open && this.#socket === socket) this.#end(endingFor(`no handshake within ${HANDSHAKE_MS} ms`));
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
      const { keepAlive, healthyMs, raw } = this.#options;
      if (healthyMs !== undefined) this.#timers.push(clock.after(healthyMs, () => (this.#attempt = 0)));
      if (keepAlive) this.#timers.push(clock.every(keepAlive.everyMs, () => void this.send(keepAlive.text)));
      this.#timers.push(
        clock.every(Math.max(1, Math.floor(silenceMs / 5)), () => {
          const silent = clock.now() - this.#heardAt;
          if (silent > silenceMs) this.#end(endingFor(`silent for ${silent} ms, without a frame or ping`));
        }),
      );
      this.#raw = raw?.tap.opened(raw.name) ?? null;
      this.#options.opened();
    });
    socket.on('message', (data, binary) => {
      if (this.#socket !== socket || binary) return;
      heard();
      // A full answer resets the backoff; a server that accepts and drops at once does not.
      if (this.#options.healthyMs === undefined) this.#attempt = 0;
      const text = data.toString();
      this.#raw?.frame(text, this.#heardAt);
      this.#options.received(text, this.#heardAt);
    });
    socket.on('ping', heard);
    socket.on('pong', heard);
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      if (this.#socket !== socket) return;
      this.#end({
        ...endingFor(`the handshake was answered with HTTP ${response.statusCode}`),
        httpStatus: response.statusCode ?? null,
        retryAfterMs: retryAfterMs(response.headers['retry-after'], clock.now()),
      });
    });
    socket.on('error', (error) => {
      if (this.#socket === socket) this.#end(endingFor(messageOf(error)));
    });
    socket.on('close', (code) => {
      if (this.#socket === socket) this.#end({ ...endingFor(`closed with code ${code}`), closeCode: code });
    });
  }

  #end(ending: SocketEnding): void {
    const { clock, random, pause, backoff = { baseMs: 500, maxMs: 30_000 } } = this.#options;
    const socket = this.#socket;
    const wasOpen = this.#open;
    this.#socket = null;
    this.#open = false;
    this.#clearTimers();
    if (socket) discard(socket);
    this.#tellLost(ending.reason);
    if (wasOpen) this.#options.lost(ending.reason, ending);
    else this.#options.failed?.(ending.reason, ending);
    if (this.#stopped || this.#retry !== null) return;
    this.#attempt++;
    const planned = Math.max(fullJitter(this.#attempt, backoff, random), ending.retryAfterMs ?? 0);
    const wait = pause ? pause(ending, planned) : planned;
    if (wait === null) {
      this.#stopped = true;
      return;
    }
    this.#retry = clock.after(wait, () => {
      this.#retry = null;
      if (!this.#stopped) this.#connect();
    });
  }

  #tellLost(reason: string): void {
    this.#raw?.lost(reason);
    this.#raw = null;
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
