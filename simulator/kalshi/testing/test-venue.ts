import { constants, createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { parsePrice, parseQuantity, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import { WebSocket } from 'ws';
import type { LiveMarket } from '../../engine/live-market.js';
import { type Simulator, startSimulator } from '../../start-simulator.js';
import type { KalshiListing } from '../../world/kalshi-listing.js';
import type { UsageTier } from '../trading/tiers.js';

const ORIGIN = Date.UTC(2026, 10, 21, 12);

/** A simulator whose books are empty and whose clock stands still. */
export async function startVenue(start = ORIGIN): Promise<TestVenue> {
  const clock = new SimulatedClock(start + 120_000);
  return new TestVenue(await startSimulator({ seed: 1, origin: start, clock, participants: false }), clock);
}

/** Whole cents, takers pay the full fee and makers none, on shard 0. */
export const isPlain = ({ series, priceLevelStructure }: KalshiListing): boolean =>
  series.exchangeIndex === 0 &&
  series.feeType === 'quadratic' &&
  series.feeMultiplier === 1 &&
  priceLevelStructure === 'linear_cent';

export const isOnShard =
  (shard: number) =>
  ({ series }: KalshiListing): boolean =>
    series.exchangeIndex === shard;

export interface Market {
  readonly live: LiveMarket;
  readonly listing: KalshiListing;
  readonly ticker: string;
}

export class TestVenue {
  readonly simulator: Simulator;
  readonly clock: SimulatedClock;
  #strangers = 0;

  constructor(simulator: Simulator, clock: SimulatedClock) {
    this.simulator = simulator;
    this.clock = clock;
  }

  /** Open markets, the last to close first. */
  markets(where: (listing: KalshiListing) => boolean): Market[] {
    const found: Market[] = [];
    for (const live of this.simulator.exchange.markets('kalshi')) {
      if (live.listing.venue !== 'kalshi' || !live.trading || !where(live.listing.kalshi)) continue;
      const { kalshi: listing } = live.listing;
      found.push({ live, listing, ticker: listing.ticker });
    }
    return found.sort((a, b) => b.live.question.timeline.closeAt - a.live.question.timeline.closeAt);
  }

  /** @param where by default whole cents and plain fees on shard 0 */
  market(where: (listing: KalshiListing) => boolean = isPlain): Market {
    const [market] = this.markets(where);
    if (!market) throw new Error('no open market like that');
    return market;
  }

  /** Liquidity of somebody who is no account. @returns its order id. */
  stranger({ live }: Market, side: 'bid' | 'ask', price: string, count: string, mode: 'rest' | 'immediate' = 'rest') {
    const id = `test-stranger-${this.#strangers++}`;
    const terms = { side, price: parsePrice(price), quantity: parseQuantity(count), mode };
    live.book.place({ id, owner: 'stranger', ...terms });
    return id;
  }

  /** A new account with a key and money, on shards 0, 2 and 3 unless told. */
  trader(options: { cash?: Record<number, Usd>; tier?: UsageTier; scopes?: ('read' | 'write')[] } = {}): Trader {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const keyId = randomUUID();
    const { cash = { 0: usd(1_000_000_000), 2: usd(1_000_000_000), 3: usd(1_000_000_000) } } = options;
    const publicKeyPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const scopes = options.scopes ? { scopes: options.scopes } : {};
    const accountId = this.simulator.kalshi.openAccount({
      cash,
      tier: options.tier ?? 'prestige',
      keys: [{ id: keyId, publicKeyPem, ...scopes }],
    });
    return new Trader(this, accountId, keyId, privateKey);
  }

  demo(): Trader {
    const { apiKeyId, privateKeyPem } = this.simulator.endpoints.kalshi;
    return new Trader(this, this.simulator.kalshi.demoAccountId, apiKeyId, createPrivateKey(privateKeyPem));
  }
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Frame {
  readonly type: string;
  readonly sid: number;
  readonly seq?: number;
  readonly msg: Readonly<Record<string, unknown>>;
}

/** A client written for these tests, with nothing of the adapters. */
export class Trader {
  readonly accountId: string;
  readonly keyId: string;
  readonly #venue: TestVenue;
  readonly #key: KeyObject;

  constructor(venue: TestVenue, accountId: string, keyId: string, key: KeyObject) {
    this.#venue = venue;
    this.accountId = accountId;
    this.keyId = keyId;
    this.#key = key;
  }

  /** The same account with another key. */
  with(keyId: string, privateKeyPem: string): Trader {
    return new Trader(this.#venue, this.accountId, keyId, createPrivateKey(privateKeyPem));
  }

  get truth() {
    return this.#venue.simulator.kalshi.truth(this.accountId);
  }

  async request(method: string, path: string, body?: unknown): Promise<Answer> {
    const url = new URL(`${this.#venue.simulator.endpoints.kalshi.restUrl}${path}`);
    const response = await fetch(url, {
      method,
      headers: this.#headers(method, url.pathname),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  /** Places a good-till-canceled order unless told otherwise. */
  create(
    market: Market,
    side: 'bid' | 'ask',
    count: string,
    price: string,
    extra: Record<string, unknown> = {},
  ): Promise<Answer> {
    return this.request('POST', '/portfolio/events/orders', orderBody(market, side, count, price, extra));
  }

  cancel(market: Market, orderId: unknown): Promise<Answer> {
    return this.request('DELETE', `/portfolio/events/orders/${String(orderId)}?market_ticker=${market.ticker}`);
  }

  /** Listens on private channels, or others. The returned list grows. */
  async listen(channels: readonly string[], params: Record<string, unknown> = {}): Promise<Frame[]> {
    const { wsUrl } = this.#venue.simulator.endpoints.kalshi;
    const socket = new WebSocket(wsUrl, { headers: this.#headers('GET', new URL(wsUrl).pathname) });
    const frames: Frame[] = [];
    await new Promise<void>((resolve, reject) => {
      let pending = channels.length;
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data)) as Frame;
        if (frame.type !== 'subscribed') frames.push(frame);
        else if (--pending === 0) resolve();
      });
      socket.once('open', () => {
        socket.send(JSON.stringify({ id: 1, cmd: 'subscribe', params: { channels, ...params } }));
      });
      socket.once('error', reject);
    });
    return frames;
  }

  #headers(method: string, path: string): Record<string, string> {
    const at = String(this.#venue.clock.now());
    const text = Buffer.from(`${at}${method}${path}`);
    const signature =
      this.#key.asymmetricKeyType === 'ed25519'
        ? sign(null, text, this.#key)
        : sign('sha256', text, { key: this.#key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
    return {
      'KALSHI-ACCESS-KEY': this.keyId,
      'KALSHI-ACCESS-TIMESTAMP': at,
      'KALSHI-ACCESS-SIGNATURE': signature.toString('base64'),
    };
  }
}

export const orderBody = (
  market: Market,
  side: 'bid' | 'ask',
  count: string,
  price: string,
  extra: Record<string, unknown> = {},
) => ({
  ticker: market.ticker,
  side,
  count,
  price,
  time_in_force: 'good_till_canceled',
  self_trade_prevention_type: 'taker_at_cross',
  ...extra,
});
