import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { isBody, shown } from '../../kalshi/read-fields.js';
import type { BackoffPolicy } from '../../../transport/backoff.js';
import { LiveSocket } from '../../../transport/live-socket.js';
import type { ApiCredentials } from './api-credentials.js';
import { readWireTrade, type WireTrade } from './wire-trade.js';

export interface UserStreamOptions {
  readonly url: string;
  readonly credentials: ApiCredentials;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly backoff?: BackoffPolicy;
  /** Subscribed, again after every loss: nothing is replayed, so what happened meanwhile is to be read. */
  readonly subscribed: () => void;
  /** Something became of an order; nobody promises when or in which order. */
  readonly order: (orderId: string) => void;
  readonly trade: (trade: WireTrade) => void;
}

/** The venue drops a socket that does not say PING every ten seconds (polymarket.md §10). */
const PING_MS = 8_000;
const SILENCE_MS = 25_000;
const PATIENCE_MS = 10_000;

/** The private stream of one API key (polymarket.md §11): all its orders and trades. */
export class UserStream {
  /** Frames that were not understood. */
  refused = 0;
  readonly #options: UserStreamOptions;
  readonly #socket: LiveSocket;
  readonly #opened = new AbortController();

  constructor(options: UserStreamOptions) {
    this.#options = options;
    const { url, clock, random, log, backoff, credentials } = options;
    this.#socket = new LiveSocket({
      url,
      clock,
      random,
      silenceMs: SILENCE_MS,
      keepAlive: { text: 'PING', everyMs: PING_MS },
      ...(backoff ? { backoff } : {}),
      opened: () => {
        const { apiKey, secret, passphrase } = credentials;
        // Without `markets`: the whole account.
        this.#socket.send(JSON.stringify({ type: 'user', auth: { apiKey, secret, passphrase } }));
        this.#opened.abort();
        options.subscribed();
      },
      received: (text) => this.#received(text),
      lost: (reason) => log.warn({ reason }, 'polymarket private stream lost'),
      failed: (reason) => log.warn({ reason }, 'polymarket private stream cannot connect'),
    });
  }

  /** @throws CodedError when there is no connection in time. */
  async untilConnected(): Promise<void> {
    await sleep(this.#options.clock, PATIENCE_MS, this.#opened.signal);
    if (this.#opened.signal.aborted) return;
    throw new CodedError(
      'polymarket.user-stream',
      `the private stream ${this.#options.url} cannot be reached within ${PATIENCE_MS} ms; check the network and venues.polymarket.userWsUrl`,
    );
  }

  start(): void {
    this.#socket.start();
  }

  stop(): void {
    this.#socket.stop();
  }

  #received(text: string): void {
    if (text.trim() === 'PONG') return;
    try {
      const frame: unknown = JSON.parse(text);
      for (const event of Array.isArray(frame) ? (frame as unknown[]) : [frame]) this.#event(event);
    } catch (error) {
      this.refused++;
      this.#options.log.warn({ reason: messageOf(error) }, 'a frame of the polymarket private stream was not used');
    }
  }

  #event(event: unknown): void {
    if (!isBody(event)) throw new Error(`an event is ${shown(event)}`);
    switch (event['event_type']) {
      case 'order':
        if (typeof event['id'] !== 'string') throw new Error(`an order event has the id ${shown(event['id'])}`);
        this.#options.order(event['id']);
        return;
      case 'trade':
        this.#options.trade(readWireTrade(event));
        return;
      default:
        this.refused++;
        this.#options.log.debug({ type: shown(event['event_type']) }, 'unknown event on the polymarket private stream');
    }
  }
}
