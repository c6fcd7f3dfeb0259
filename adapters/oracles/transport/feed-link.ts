import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { BackoffPolicy } from '../../transport/backoff.js';
import { LiveSocket } from '../../transport/live-socket.js';
import type { SocketEnding } from '../../transport/socket-ending.js';
import { PacedSender } from './paced-sender.js';

/** Replaces a connection before the server ends it. */
export interface Rotation {
  /** Age at which a connection is replaced, ms. */
  readonly everyMs: number;
  /** How long the new one runs beside the old one, ms. */
  readonly overlapMs: number;
}

export interface FeedLinkOptions {
  readonly url: string;
  /** Made anew for each handshake because signatures carry the time. */
  readonly headers?: () => Record<string, string>;
  readonly clock: Clock;
  readonly random: Random;
  /** A connection without frame, ping or pong for this long is dead, ms. */
  readonly silenceMs: number;
  /** Least time between two frames that we send on one connection, ms. */
  readonly spacingMs: number;
  readonly rotation?: Rotation;
  /** Default full jitter from 1 to 30 s. */
  readonly backoff?: BackoffPolicy;
  readonly raw?: { readonly tap: RawTap; readonly name: string };
  /** Default 60,000. */
  readonly healthyMs?: number;
  /** What to wait after an ending, ms; null: stay down. Default: what is planned. */
  readonly pause?: (ending: SocketEnding, plannedMs: number) => number | null;
  /** A connection stands: subscribe on it. */
  readonly opened: (say: (text: string) => void) => void;
  readonly received: (text: string, receivedAt: number) => void;
  /** The connection is gone, or could not be made; `stood` tells which. */
  readonly down: (ending: SocketEnding, stood: boolean) => void;
}

/** One connection with what belongs to it. */
interface Lane {
  readonly socket: LiveSocket;
  readonly sender: PacedSender;
  /** What came while another lane still was the one in use; the newest frames only. */
  readonly kept: { readonly text: string; readonly receivedAt: number }[];
  timer: Cancel | null;
}

const BACKOFF: BackoffPolicy = { baseMs: 1_000, maxMs: 30_000 };
const HEALTHY_MS = 60_000;
/** Frames of the new connection kept during an overlap. */
const MOST_KEPT = 2_000;
/** No frame of a price feed is larger, bytes. */
const MAX_PAYLOAD = 1_048_576;

/**
 * The connection of a source: it returns with full jitter, speaks at the server's pace, and is replaced before its
 * time is up: the new connection runs beside the old one and what it said meanwhile is handed on at the change, so that
 * whoever drops what it has seen by id misses nothing and counts nothing twice.
 */
export class FeedLink {
  readonly #options: FeedLinkOptions;
  #lane: Lane | null = null;
  #next: Lane | null = null;
  #stood = 0;
  #rotations = 0;
  #lastEnding: SocketEnding | null = null;
  #tried: (() => void) | null = null;

  constructor(options: FeedLinkOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#lane?.socket.connected ?? false;
  }

  /** How often a connection was made again after it was lost; planned replacements do not count. */
  get reconnects(): number {
    return Math.max(0, this.#stood - 1);
  }

  get rotations(): number {
    return this.#rotations;
  }

  /** Why there is no connection; null while there is one, or before the first attempt has ended. */
  get ending(): SocketEnding | null {
    return this.connected ? null : this.#lastEnding;
  }

  /** Resolves when the first attempt has ended, well or not. */
  start(): Promise<void> {
    if (this.#lane !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.#tried = resolve;
      this.#lane = this.#open();
      this.#lane.socket.start();
    });
  }

  stop(): void {
    for (const lane of [this.#lane, this.#next]) if (lane) close(lane);
    this.#lane = null;
    this.#next = null;
    this.#answer();
  }

  /** Says a text on every connection that stands. */
  say(text: string): void {
    for (const lane of [this.#lane, this.#next]) if (lane?.socket.connected) lane.sender.say(text);
  }

  /** Gives the connection up and makes another one. */
  reconnect(reason: string): void {
    this.#lane?.socket.reconnect(reason);
  }

  /** Makes another connection and changes to it when it has run beside this one for a while. */
  rotate(): void {
    if (this.#next !== null || this.#lane === null) return;
    this.#next = this.#open();
    this.#next.socket.start();
  }

  #open(): Lane {
    const { url, headers, clock, random, silenceMs, spacingMs, pause, raw, backoff = BACKOFF } = this.#options;
    const socket = new LiveSocket({
      url,
      ...(headers ? { headers } : {}),
      clock,
      random,
      silenceMs,
      backoff,
      healthyMs: this.#options.healthyMs ?? HEALTHY_MS,
      maxPayload: MAX_PAYLOAD,
      ...(pause ? { pause } : {}),
      ...(raw ? { raw } : {}),
      opened: () => this.#opened(lane),
      received: (text, receivedAt) => {
        if (this.#lane === lane) this.#options.received(text, receivedAt);
        else if (lane.kept.push({ text, receivedAt }) > MOST_KEPT) lane.kept.shift();
      },
      lost: (_reason, ending) => this.#down(lane, ending, true),
      failed: (_reason, ending) => this.#down(lane, ending, false),
    });
    const lane: Lane = {
      socket,
      sender: new PacedSender(clock, spacingMs, (text) => void socket.send(text)),
      kept: [],
      timer: null,
    };
    return lane;
  }

  #opened(lane: Lane): void {
    const { clock, rotation } = this.#options;
    lane.timer?.();
    if (lane === this.#lane) {
      this.#stood++;
      if (rotation) lane.timer = clock.after(rotation.everyMs, () => this.rotate());
    } else lane.timer = clock.after(rotation?.overlapMs ?? 0, () => this.#change());
    this.#options.opened((text) => lane.sender.say(text));
    this.#answer();
  }

  #down(lane: Lane, ending: SocketEnding, stood: boolean): void {
    lane.timer?.();
    lane.timer = null;
    lane.sender.stop();
    lane.kept.length = 0;
    if (lane !== this.#lane) return;
    if (this.#next?.socket.connected) {
      this.#change();
      return;
    }
    // Two that both try would only be in each other's way.
    if (this.#next) close(this.#next);
    this.#next = null;
    this.#lastEnding = ending;
    this.#options.down(ending, stood);
    this.#answer();
  }

  /** The new connection takes over, with what it said so far. */
  #change(): void {
    const { clock, rotation } = this.#options;
    const lane = this.#next;
    if (lane === null) return;
    if (this.#lane) close(this.#lane);
    this.#lane = lane;
    this.#next = null;
    this.#rotations++;
    lane.timer?.();
    if (rotation) lane.timer = clock.after(rotation.everyMs, () => this.rotate());
    for (const { text, receivedAt } of lane.kept.splice(0)) this.#options.received(text, receivedAt);
  }

  #answer(): void {
    this.#tried?.();
    this.#tried = null;
  }
}

function close(lane: Lane): void {
  lane.timer?.();
  lane.sender.stop();
  lane.kept.length = 0;
  lane.socket.stop();
}
