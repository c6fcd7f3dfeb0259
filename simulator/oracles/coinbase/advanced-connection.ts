import type { FeedClient, FeedLine } from '../feed-server.js';
import { microTime } from './product-trades.js';

const CHANNELS = ['ticker', 'market_trades', 'heartbeats'] as const;
export type AdvancedChannel = (typeof CHANNELS)[number];

interface AdvancedConnectionOptions {
  readonly line: FeedLine;
  readonly now: () => number;
  readonly trades: (product: string) => boolean;
  readonly subscribed: (connection: AdvancedConnection, channel: AdvancedChannel, products: readonly string[]) => void;
}

/** One client of Coinbase's Advanced Trade feed (reference oracles-and-alerts §1.4). */
export class AdvancedConnection implements FeedClient {
  readonly #options: AdvancedConnectionOptions;
  readonly #products: Readonly<Record<AdvancedChannel, Set<string>>> = {
    ticker: new Set(),
    market_trades: new Set(),
    heartbeats: new Set(),
  };
  #sequence = 0;
  /** Unix ms of the last frame that went out. */
  saidAt: number;
  heartbeats = false;
  greeted = false;

  constructor(options: AdvancedConnectionOptions) {
    this.#options = options;
    this.saidAt = options.now();
  }

  wants(channel: AdvancedChannel, product: string): boolean {
    return this.#products[channel].has(product);
  }

  products(): Set<string> {
    return new Set([...this.#products.ticker, ...this.#products.market_trades]);
  }

  /** Says events in an envelope; numbers run over all channels. */
  say(channel: AdvancedChannel | 'subscriptions', events: readonly object[], skewMs = 0): void {
    this.saidAt = this.#options.now();
    const timestamp = microTime(this.saidAt + skewMs);
    this.#options.line.send(
      JSON.stringify({ channel, client_id: '', timestamp, sequence_num: this.#sequence++, events }),
    );
  }

  /** Makes a hole in the numbers, as when frames are lost. */
  skip(): void {
    this.#sequence++;
  }

  receive(text: string): void {
    let request: Readonly<Record<string, unknown>>;
    try {
      request = JSON.parse(text) as Readonly<Record<string, unknown>>;
    } catch {
      return this.#fail('malformed request');
    }
    const { type, channel: name, product_ids: ids } = request;
    if (type !== 'subscribe' && type !== 'unsubscribe') return this.#fail('unknown type');
    const channel = CHANNELS.find((known) => known === name);
    if (!channel) return this.#fail(`unknown channel ${String(name)}`);
    this.greeted = true;
    if (channel === 'heartbeats') this.heartbeats = type === 'subscribe';
    const products = Array.isArray(ids) ? ids.map(String) : [];
    const wrong = products.find((product) => !this.#options.trades(product));
    if (wrong !== undefined) return this.#fail(`${wrong} is not a valid product`);
    for (const product of products) {
      if (type === 'subscribe') this.#products[channel].add(product);
      else this.#products[channel].delete(product);
    }
    const subscriptions = Object.fromEntries(
      CHANNELS.filter((one) => this.#products[one].size > 0).map((one) => [one, [...this.#products[one]]]),
    );
    this.say('subscriptions', [
      { subscriptions: this.heartbeats ? { ...subscriptions, heartbeats: [] } : subscriptions },
    ]);
    if (type === 'subscribe' && products.length > 0) this.#options.subscribed(this, channel, products);
  }

  #fail(message: string): void {
    this.#options.line.send(JSON.stringify({ type: 'error', message }));
    this.#options.line.close(1000, message);
  }
}
