import type { FeedClient, FeedLine } from '../feed-server.js';
import { RequestCount } from '../request-count.js';

const CHANNELS = ['ticker', 'matches', 'heartbeat'] as const;
export type ExchangeChannel = (typeof CHANNELS)[number];

/** Texts a second that a client may say. */
const MOST_INBOUND = 100;

interface ExchangeConnectionOptions {
  readonly line: FeedLine;
  readonly now: () => number;
  /** Whether there is such a product. */
  readonly trades: (product: string) => boolean;
  /** Somebody hears the matches of a product from now on. */
  readonly subscribed: (connection: ExchangeConnection, product: string) => void;
}

/** One client of Coinbase's Exchange feed (reference oracles-and-alerts §1.3). */
export class ExchangeConnection implements FeedClient {
  readonly #options: ExchangeConnectionOptions;
  readonly #inbound: RequestCount;
  readonly #products: Readonly<Record<ExchangeChannel, Set<string>>> = {
    ticker: new Set(),
    matches: new Set(),
    heartbeat: new Set(),
  };
  /** Whether a subscription ever came. */
  greeted = false;

  constructor(options: ExchangeConnectionOptions) {
    this.#options = options;
    this.#inbound = new RequestCount(options.now, 1_000, MOST_INBOUND);
  }

  heard(): void {
    if (!this.#inbound.take()) this.#fail('Rate limit exceeded', 'too many messages');
  }

  wants(channel: ExchangeChannel, product: string): boolean {
    return this.#products[channel].has(product);
  }

  products(): Set<string> {
    return new Set(Object.values(this.#products).flatMap((products) => [...products]));
  }

  send(message: object): void {
    this.#options.line.send(JSON.stringify(message));
  }

  receive(text: string): void {
    let request: unknown;
    try {
      request = JSON.parse(text);
    } catch {
      return this.#fail('Malformed JSON', 'not JSON');
    }
    if (typeof request !== 'object' || request === null) return this.#fail('Malformed JSON', 'no object');
    const { type, product_ids: shared, channels } = request as Readonly<Record<string, unknown>>;
    if (type !== 'subscribe' && type !== 'unsubscribe') return this.#fail('Type is unknown', String(type));
    const asked = readChannels(channels, Array.isArray(shared) ? shared : []);
    if (typeof asked === 'string') return this.#fail('Failed to subscribe', asked);
    for (const [, product] of asked)
      if (!this.#options.trades(product)) return this.#fail('Failed to subscribe', `${product} is not a valid product`);
    this.greeted = true;
    const came = asked.filter(([channel, product]) => channel === 'matches' && !this.wants(channel, product));
    for (const [channel, product] of asked) {
      if (type === 'subscribe') this.#products[channel].add(product);
      else this.#products[channel].delete(product);
    }
    this.#acknowledge();
    if (type === 'subscribe') for (const [, product] of came) this.#options.subscribed(this, product);
  }

  #acknowledge(): void {
    const channels = CHANNELS.filter((name) => this.#products[name].size > 0).map((name) => ({
      name,
      product_ids: [...this.#products[name]],
      account_ids: null,
    }));
    this.send({ type: 'subscriptions', channels });
  }

  /** Most errors are followed by a close. */
  #fail(message: string, reason: string): void {
    this.send({ type: 'error', message, reason });
    this.#options.line.close(1000, message);
  }
}

function readChannels(channels: unknown, shared: readonly unknown[]): [ExchangeChannel, string][] | string {
  if (!Array.isArray(channels) || channels.length === 0) return 'no channels provided';
  const asked: [ExchangeChannel, string][] = [];
  for (const entry of channels as unknown[]) {
    const { name, product_ids: own } =
      typeof entry === 'string'
        ? { name: entry, product_ids: undefined }
        : (entry as Readonly<Record<string, unknown>>);
    const channel = CHANNELS.find((known) => known === name);
    if (!channel) return `${String(name)} is not a valid channel`;
    for (const product of Array.isArray(own) ? own : shared) asked.push([channel, String(product)]);
  }
  return asked.length > 0 ? asked : 'no product ids provided';
}
