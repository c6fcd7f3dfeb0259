import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { BackoffPolicy } from '../../../transport/backoff.js';
import { LiveSocket } from '../../../transport/live-socket.js';
import { isBody } from '../read-fields.js';
import type { SigningKeys } from './signing-keys.js';
import type { VenueClock } from './venue-clock.js';
import { readWire, streamFillSchema, streamOrderSchema, type StreamFill } from './wire.js';

export interface UserStreamOptions {
  readonly url: string;
  readonly keys: SigningKeys;
  readonly time: VenueClock;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** A socket without frame or ping for this long is dead, ms. Kalshi pings every 10 s. */
  readonly silenceMs: number;
  readonly backoff?: BackoffPolicy;
  readonly filled: (fill: StreamFill) => void;
  /** Both ids of an order of the account, seen together. */
  readonly met: (clientOrderId: string, venueOrderId: string) => void;
  /** Subscribed again after a break: what was said meanwhile is lost. */
  readonly resumed: () => void;
}

const CHANNELS = ['fill', 'user_orders'] as const;
/** Errors after which a subscription is dead: channel error, buffer overflow (kalshi.md §13.4). */
const TERMINAL = new Set<unknown>([10, 25]);

/** Kalshi's private socket: fills and orders of the account as they happen (kalshi.md §13.8). It has no replay. */
export class UserStream {
  readonly #options: UserStreamOptions;
  readonly #socket: LiveSocket;
  #command = 0;
  #acknowledged = new Set<unknown>();
  #ready = false;
  #breaks = 0;
  readonly #waiting = new Set<() => void>();
  /** Frames that could not be read. */
  refused = 0;

  constructor(options: UserStreamOptions) {
    this.#options = options;
    const { url, keys, time, clock, random, silenceMs, backoff, log } = options;
    this.#socket = new LiveSocket({
      url,
      headers: () => keys.active.headers('GET', new URL(url).pathname, time.now()),
      clock,
      random,
      silenceMs,
      ...(backoff ? { backoff } : {}),
      opened: () => this.#opened(),
      received: (text) => this.#received(text),
      lost: (reason) => {
        this.#ready = false;
        this.#breaks++;
        log.warn({ reason }, 'the private stream of Kalshi is lost, fills are read over REST meanwhile');
      },
      failed: (reason) => {
        log.warn({ reason }, 'the private stream of Kalshi cannot connect');
        if (/HTTP 40[13]\b/.test(reason)) keys.pass(keys.active);
      },
    });
  }

  /** Subscribed, so fills arrive by themselves. */
  get ready(): boolean {
    return this.#ready;
  }

  start(): void {
    this.#socket.start();
  }

  /** Resolves once subscribed; false when the patience ends before. */
  untilReady(patienceMs: number): Promise<boolean> {
    if (this.#ready) return Promise.resolve(true);
    return new Promise((resolve) => {
      const ready = () => {
        cancel();
        this.#waiting.delete(ready);
        resolve(true);
      };
      const cancel = this.#options.clock.after(patienceMs, () => {
        this.#waiting.delete(ready);
        resolve(false);
      });
      this.#waiting.add(ready);
    });
  }

  stop(): void {
    this.#ready = false;
    this.#socket.stop();
  }

  #opened(): void {
    this.#acknowledged = new Set();
    this.#command = 0;
    this.#socket.send(JSON.stringify({ id: ++this.#command, cmd: 'subscribe', params: { channels: CHANNELS } }));
  }

  #received(text: string): void {
    try {
      this.#frame(JSON.parse(text));
    } catch (error) {
      this.refused++;
      this.#options.log.warn({ error: messageOf(error) }, 'a frame of the private stream of Kalshi is refused');
    }
  }

  #frame(frame: unknown): void {
    if (!isBody(frame)) throw new Error(`a frame is ${typeof frame}, not an object`);
    const { filled, met, log } = this.#options;
    const msg = frame['msg'];
    switch (frame['type']) {
      case 'fill': {
        const fill = readWire(streamFillSchema, msg, 'the fill channel');
        if (fill.client_order_id) met(fill.client_order_id, fill.order_id);
        filled(fill);
        return;
      }
      case 'user_order': {
        const order = readWire(streamOrderSchema, msg, 'the user_orders channel');
        if (order.client_order_id) met(order.client_order_id, order.order_id);
        return;
      }
      case 'subscribed':
        this.#acknowledged.add(isBody(msg) ? msg['channel'] : undefined);
        if (!this.#ready && CHANNELS.every((channel) => this.#acknowledged.has(channel))) this.#subscribed();
        return;
      case 'error':
        log.warn({ error: msg }, 'the private stream of Kalshi refused something');
        if (!this.#ready || (isBody(msg) && TERMINAL.has(msg['code'])))
          this.#socket.reconnect('the subscription ended');
        return;
      default: // Other channels may be added by the venue at any time.
    }
  }

  #subscribed(): void {
    this.#ready = true;
    for (const ready of this.#waiting) ready();
    if (this.#breaks > 0) this.#options.resumed();
  }
}
