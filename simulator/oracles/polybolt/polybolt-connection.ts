import type { FeedClient, FeedLine } from '../feed-server.js';
import { RequestCount } from '../request-count.js';

type Body = Readonly<Record<string, unknown>>;

export interface PolyboltKey {
  readonly apiKey: string;
  readonly secret: string;
  readonly passphrase: string;
}

/** One (channel, filter) pair. */
export interface PolyboltSubscription {
  readonly channel: string;
  readonly symbol: string;
  readonly windowSeconds: number | null;
}

/** What each channel carries. */
export const POLYBOLT_SYMBOLS: Readonly<Record<string, readonly string[]>> = {
  'price.crypto': ['btcusd', 'ethusd', 'solusd', 'dogeusd', 'xrpusd', 'bnbusd'],
  'price.crypto.twap': ['btcusd', 'ethusd', 'solusd', 'xrpusd', 'dogeusd', 'hypeusd', 'bnbusd', 'zecusd'],
  'price.equity': ['eurusd', 'usdjpy'],
  'price.equity.twap': ['eurusd', 'usdjpy'],
};

const MOST_SUBSCRIPTIONS = 64;
const MOST_CONTROL_FRAMES = 20;
const MOST_AUTHS = 8;

export interface PolyboltConnectionOptions {
  readonly line: FeedLine;
  readonly now: () => number;
  /** What is wrong with a key; null: nothing. */
  readonly check: (key: PolyboltKey) => 'auth_invalid' | 'auth_unavailable' | null;
  readonly subscribed: (connection: PolyboltConnection, subscription: PolyboltSubscription) => void;
}

/** One client of PolyBolt (reference oracles-and-alerts §1.6). */
export class PolyboltConnection implements FeedClient {
  readonly #options: PolyboltConnectionOptions;
  readonly #subscriptions = new Map<string, PolyboltSubscription>();
  readonly #seqs = new Map<string, number>();
  readonly #control: RequestCount;
  #authed = false;
  #auths = 0;

  constructor(options: PolyboltConnectionOptions) {
    this.#options = options;
    this.#control = new RequestCount(options.now, 1_000, MOST_CONTROL_FRAMES);
  }

  subscriptions(): PolyboltSubscription[] {
    return [...this.#subscriptions.values()];
  }

  /** Says a data frame of a channel; numbers are consecutive over the channel, snapshots included. */
  data(channel: string, ts: number, payload: object, snapshot: boolean, dropped = 0): void {
    const seq = this.#take(channel);
    const extra = { ...(snapshot ? { snapshot: true } : {}), ...(dropped > 0 ? { dropped } : {}) };
    this.#say({ v: 1, channel, seq, ts, ...extra, payload });
  }

  /** A number is used and its frame not sent. */
  lose(channel: string): void {
    this.#take(channel);
  }

  /** The key is good no longer. */
  expire(): void {
    this.#authed = false;
    this.#say({ op: 'error', code: 'auth_expired' });
  }

  receive(text: string): void {
    let frame: Body;
    try {
      frame = JSON.parse(text) as Body;
    } catch {
      return this.#options.line.close(4008, 'not JSON');
    }
    const { op, rid } = frame;
    switch (op) {
      case 'auth':
        return this.#auth(rid, frame['auth']);
      case 'ping':
        return this.#say({ op: 'pong', rid });
      case 'subscribe':
      case 'unsubscribe':
        return this.#order(op, rid, frame);
      default:
        return this.#options.line.close(4008, 'unknown op');
    }
  }

  #auth(rid: unknown, auth: unknown): void {
    if (++this.#auths > MOST_AUTHS) return this.#breach('auth_attempts', rid);
    const { apiKey, secret, passphrase } = (auth ?? {}) as Partial<PolyboltKey>;
    if (typeof apiKey !== 'string' || typeof secret !== 'string' || typeof passphrase !== 'string')
      return this.#error('auth_invalid', rid);
    const problem = this.#options.check({ apiKey, secret, passphrase });
    if (problem !== null) return this.#error(problem, rid);
    this.#authed = true;
    this.#say({ op: 'authed', rid });
  }

  #order(op: 'subscribe' | 'unsubscribe', rid: unknown, frame: Body): void {
    if (!this.#control.take()) return this.#breach('rate_limited', rid);
    const entries = Array.isArray(frame['subscriptions']) ? (frame['subscriptions'] as Body[]) : [frame];
    for (const entry of entries) {
      const channel = String(entry['channel']);
      if (!this.#authed) {
        this.#error('auth_required', rid, channel);
        continue;
      }
      const subscription = readSubscription(channel, entry['filter']);
      if (subscription === null) {
        this.#error('bad_filter', rid, channel);
        continue;
      }
      const key = JSON.stringify(subscription);
      if (op === 'unsubscribe') {
        this.#subscriptions.delete(key);
        this.#say({ op: 'unsubscribed', channel, rid });
        continue;
      }
      const known = this.#subscriptions.has(key);
      if (!known && this.#subscriptions.size >= MOST_SUBSCRIPTIONS) return this.#breach('sub_limit', rid, channel);
      this.#subscriptions.set(key, subscription);
      this.#say({ op: 'subscribed', channel, rid });
      // What is repeated is confirmed, and brings no snapshot.
      if (!known) this.#options.subscribed(this, subscription);
    }
  }

  #take(channel: string): number {
    const seq = (this.#seqs.get(channel) ?? 0) + 1;
    this.#seqs.set(channel, seq);
    return seq;
  }

  #error(code: string, rid: unknown, channel?: string): void {
    this.#say({ op: 'error', code, ...(channel === undefined ? {} : { channel }), rid });
  }

  #breach(code: string, rid: unknown, channel?: string): void {
    this.#error(code, rid, channel);
    this.#options.line.close(4008, code);
  }

  #say(frame: object): void {
    this.#options.line.send(JSON.stringify(frame));
  }
}

function readSubscription(channel: string, filter: unknown): PolyboltSubscription | null {
  if (typeof filter !== 'object' || filter === null) return null;
  const { symbol, window_seconds: seconds } = filter as Body;
  if (typeof symbol !== 'string' || !POLYBOLT_SYMBOLS[channel]?.includes(symbol)) return null;
  if (!channel.endsWith('.twap')) return { channel, symbol, windowSeconds: null };
  return seconds === 60 ? { channel, symbol, windowSeconds: 60 } : null;
}
