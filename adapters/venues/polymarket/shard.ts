import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { FeedLog } from '../../transport/feed-log.js';
import type { BackoffPolicy } from '../../transport/backoff.js';
import { LiveSocket } from '../../transport/live-socket.js';
import type { TokenPair } from './polymarket-books.js';

export interface ShardOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: FeedLog;
  /** A socket without any frame for this long is dead, ms. PONGs count as frames. */
  readonly silenceMs: number;
  readonly backoff?: BackoffPolicy;
  readonly raw?: RawTap;
  readonly received: (text: string, receivedAt: number) => void;
  /** Connected and subscribed: snapshots are due. */
  readonly subscribed: (shard: Shard) => void;
  /** The books of these markets are void. */
  readonly lost: (conditionIds: Iterable<string>) => void;
}

/** The venue drops a socket that does not say PING every ten seconds (polymarket.md §10). */
const PING_MS = 10_000;

/** One market-channel socket and the markets it carries. */
export class Shard {
  readonly socket: LiveSocket;
  readonly markets = new Map<string, TokenPair>();
  /** Unix ms of the last frame that was not the answer to a PING; null before the first on this connection. */
  lastDataAt: number | null = null;
  readonly #subscribed: () => void;
  #greeted = false;

  constructor(options: ShardOptions) {
    const { url, clock, random, silenceMs, backoff, log, raw } = options;
    this.#subscribed = () => options.subscribed(this);
    this.socket = new LiveSocket({
      url,
      clock,
      random,
      silenceMs,
      keepAlive: { text: 'PING', everyMs: PING_MS },
      ...(backoff ? { backoff } : {}),
      ...(raw ? { raw: { tap: raw, name: 'market' } } : {}),
      opened: () => this.#greet(),
      received: (text, receivedAt) => {
        if (text !== 'PONG') this.lastDataAt = receivedAt;
        options.received(text, receivedAt);
      },
      lost: (reason) => {
        this.#greeted = false;
        this.lastDataAt = null;
        log('warn', 'polymarket socket lost', { reason, markets: this.markets.size });
        options.lost(this.markets.keys());
      },
      failed: (reason) => log('warn', 'polymarket socket cannot connect', { reason }),
    });
  }

  add(pairs: readonly TokenPair[]): void {
    for (const pair of pairs) this.markets.set(pair.conditionId, pair);
    if (!this.socket.connected) return;
    if (!this.#greeted) this.#greet();
    else this.#operate('subscribe', pairs);
  }

  remove(pairs: readonly TokenPair[]): void {
    for (const pair of pairs) this.markets.delete(pair.conditionId);
    if (this.#greeted) this.#operate('unsubscribe', pairs);
  }

  /** The first frame of a connection may be sent once only; later changes are operations. */
  #greet(): void {
    if (this.markets.size === 0) return;
    this.#greeted = true;
    this.socket.send(
      JSON.stringify({
        type: 'market',
        assets_ids: tokensOf([...this.markets.values()]),
        // Said although it is the default: without it snapshots were lost at scale.
        initial_dump: true,
        level: 2,
        custom_feature_enabled: true,
      }),
    );
    this.#subscribed();
  }

  #operate(operation: 'subscribe' | 'unsubscribe', pairs: readonly TokenPair[]): void {
    if (pairs.length === 0) return;
    this.socket.send(JSON.stringify({ operation, assets_ids: tokensOf(pairs), custom_feature_enabled: true }));
    if (operation === 'subscribe') this.#subscribed();
  }
}

/** Both tokens: trades are told under the token that was traded. */
const tokensOf = (pairs: readonly TokenPair[]): string[] =>
  pairs.flatMap(({ yesToken, noToken }) => [yesToken, noToken]);
