import { type Cancel, type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type Fill, isOrderFinal, type OrderSpec, type VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import { marketId, type MarketId, nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type {
  OpenOrder,
  PreparedOrder,
  TradingStatus,
  TradingVenue,
  VenueBalance,
  VenueFill,
  VenuePosition,
  VenueSettlement,
} from '@pm-arbitrage/core/ports/trading-venue.js';
import { type Random, systemRandom } from '@pm-arbitrage/core/random/random.js';
import type { BackoffPolicy } from '../../../transport/backoff.js';
import { KalshiAccount } from './account.js';
import { cancelEverything } from './cancel-everything.js';
import { checkAccess, KalshiAccessError } from './check-access.js';
import { asFill, type ExchangeFill, fromStream, openingDirection } from './exchange-fill.js';
import { FillBook } from './fill-book.js';
import { KalshiRest } from './kalshi-rest.js';
import { KnownOrders, type KnownOrdersOptions } from './known-orders.js';
import { KalshiOrderError } from './order-error.js';
import { OrderDesk, type OrderQuestion } from './order-desk.js';
import { placeOrder } from './place-order.js';
import { ruleOutOrder } from './rule-out.js';
import { SigningKeys } from './signing-keys.js';
import { orderBody } from './order-body.js';
import { UserStream } from './user-stream.js';

export interface KalshiTradingOptions extends KnownOrdersOptions {
  readonly config: Config['venues']['kalshi'];
  readonly clock: Clock;
  readonly log: Logger;
  readonly marketOf: (id: MarketId) => Market | undefined;
  readonly random?: Random;
  /** A private stream without frame or ping for this long is dead, ms. Default 25,000. */
  readonly silenceMs?: number;
  readonly backoff?: BackoffPolicy;
}

const STREAM_PATIENCE_MS = 10_000;
/** Connections are used this often, so that an order finds one open; the exchange is looked at on the way. */
const WARM_MS = 15_000;
const WARM_CONNECTIONS = 2;
/** Fills are read again from this long before the newest that was seen. */
const REPLAY_MS = 60_000;
const CANCEL_PATIENCE_MS = 2_000;
/** Markets that need an attested location (kalshi.md §3.3). */
const ATTESTED = /sport|election|entertainment/i;

/**
 * Orders at Kalshi. Knows what it sent from memory, and what earlier lives sent from `specOf` and `clientOrderIdOf`;
 * everything else is asked. Without `connect` it opens nothing by itself: the kill switch makes one only to call
 * `cancelAll`. @throws KalshiKeyError from the constructor when there is no usable key
 */
export class KalshiTrading implements TradingVenue {
  readonly platform = 'kalshi';
  readonly #options: KalshiTradingOptions;
  readonly #rest: KalshiRest;
  readonly #known: KnownOrders;
  readonly #fills: FillBook;
  readonly #desk: OrderDesk;
  readonly #account: KalshiAccount;
  readonly #stream: UserStream;
  readonly #listeners: ((fill: Fill) => void)[] = [];
  #attestedUntil: number | null = null;
  #newestFillAt: number;
  #warming: Cancel | null = null;

  constructor(options: KalshiTradingOptions) {
    this.#options = options;
    const { config, clock, log, random = systemRandom(), silenceMs = 25_000, backoff } = options;
    const keys = SigningKeys.of(config);
    this.#newestFillAt = clock.now();
    this.#rest = new KalshiRest({ restUrl: config.restUrl, keys, clock, random });
    this.#known = new KnownOrders(options);
    this.#fills = new FillBook(clock, (fill) => void this.#tell(fill));
    const parts = { rest: this.#rest, known: this.#known, fills: this.#fills, clock };
    this.#desk = new OrderDesk(parts);
    this.#account = new KalshiAccount({ rest: this.#rest, desk: this.#desk, log });
    this.#stream = new UserStream({
      url: config.wsUrl,
      keys,
      time: this.#rest.time,
      clock,
      random,
      log,
      silenceMs,
      ...(backoff ? { backoff } : {}),
      filled: (fill) => this.#fills.add(fromStream(fill, clock.now())),
      met: (clientOrderId, venueOrderId) => this.#known.met(clientOrderId, venueOrderId),
      resumed: () => void this.#catchUp(),
    });
  }

  /** Answers of the private stream that could not be read. */
  get refusedFrames(): number {
    return this.#stream.refused;
  }

  /**
   * Looks whether orders may leave, and changes nothing.
   * @throws KalshiAccessError that says what to do, VenueRequestError when the venue does not answer
   */
  async check(): Promise<void> {
    this.#attestedUntil = await checkAccess(this.#rest, this.#account, this.#options.log);
  }

  /** @throws as `check`, and KalshiAccessError when the private stream does not open */
  async connect(): Promise<void> {
    const { clock } = this.#options;
    await this.check();
    this.#stream.start();
    if (!(await this.#stream.untilReady(STREAM_PATIENCE_MS))) {
      this.#stream.stop();
      throw new KalshiAccessError(
        'kalshi.stream',
        `the private stream of Kalshi (${this.#options.config.wsUrl}) does not open; check venues.kalshi.wsUrl and the network`,
      );
    }
    this.#warming ??= clock.every(WARM_MS, () => void this.#warm());
    await this.#warm();
  }

  /** Everything but I/O. @throws KalshiOrderError when the order would be refused; the message says why */
  async prepare(spec: OrderSpec): Promise<PreparedOrder> {
    const market = this.#options.marketOf(spec.market);
    if (market === undefined)
      throw new KalshiOrderError(
        'kalshi.unknown-market',
        `${spec.market} is not listed at Kalshi; nothing can be ordered there`,
      );
    const body = orderBody(spec, market, this.#rest.time.now());
    this.#checkShard(spec, market, body.exchange_index);
    this.#known.of(spec.clientOrderId).spec = spec;
    const { clock } = this.#options;
    const streaming = () => this.#stream.ready;
    const parts = { rest: this.#rest, desk: this.#desk, known: this.#known, fills: this.#fills, clock, streaming };
    return { spec, venueOrderId: null, send: placeOrder(spec, body, parts) };
  }

  lookup(order: OrderQuestion): Promise<VenueOrder | null> {
    return this.#desk.lookup(order);
  }

  /** See `ruleOutOrder` for the proof. */
  ruleOut(order: OrderQuestion & { readonly spec: OrderSpec }, mayOrder: boolean): Promise<boolean> {
    const { log, marketOf } = this.#options;
    return ruleOutOrder(order, mayOrder, { rest: this.#rest, desk: this.#desk, known: this.#known, log, marketOf });
  }

  /** Resolves with the order as it ended, or as it is known when the venue's reads do not show its end in time. */
  async cancel(order: OrderQuestion): Promise<VenueOrder | null> {
    const { clock, marketOf } = this.#options;
    const found = await this.#desk.find(order);
    if (found === null) return null;
    const shard = found.exchange_index ?? shardOf(marketOf(order.market)) ?? 0;
    const path = `/portfolio/events/orders/${found.order_id}`;
    const query = new URLSearchParams({ market_ticker: nativeIdOf(order.market), exchange_index: String(shard) });
    // 404: it is over already, and the order says how.
    await this.#rest.delete({ path, template: '/portfolio/events/orders/{order_id}', query, accepts: [404] }, shard);
    const deadline = clock.monotonic() + CANCEL_PATIENCE_MS;
    for (let pause = 50; ; pause *= 2) {
      const seen = await this.#desk.lookup(order);
      if (seen === null || isOrderFinal(seen.state) || clock.monotonic() + pause > deadline) return seen;
      await sleep(clock, pause);
    }
  }

  /** Needs no connection and nothing but the keys. */
  cancelAll(): Promise<number> {
    const { clock, log } = this.#options;
    return cancelEverything({ rest: this.#rest, desk: this.#desk, clock, log });
  }

  async openOrders(): Promise<readonly OpenOrder[]> {
    const resting = await this.#desk.resting();
    return Promise.all(
      resting.map(async (order) => ({
        venueOrderId: order.order_id,
        clientOrderId: (await this.#ours(order.client_order_id || null)).clientOrderId,
        market: marketId('kalshi', order.ticker),
        remaining: order.remaining_count_fp,
      })),
    );
  }

  async fillsSince(since: number): Promise<readonly VenueFill[]> {
    const fills = await this.#desk.fillsSince(since);
    const told = await Promise.all(fills.map((fill) => this.#asVenueFill(fill)));
    return told.toSorted((a, b) => a.at - b.at);
  }

  balance(market?: MarketId): Promise<VenueBalance> {
    if (market === undefined) return this.#account.balance(null);
    const shard = shardOf(this.#options.marketOf(market));
    if (shard === null)
      throw new KalshiOrderError(
        'kalshi.unknown-market',
        `${market} is not listed at Kalshi, so its shard is not known`,
      );
    return this.#account.balance(shard);
  }

  positions(): Promise<readonly VenuePosition[]> {
    return this.#account.positions();
  }

  status(): Promise<TradingStatus> {
    return this.#account.status();
  }

  latencyMs(): number | null {
    return this.#rest.writeMs;
  }

  /** Kalshi nets YES against NO of a market at once, and pays resolved ones by itself (kalshi.md §9, §12). */
  async mergePairs(): Promise<void> {}
  async redeem(): Promise<void> {}

  settlements(markets: readonly MarketId[]): Promise<readonly VenueSettlement[]> {
    return this.#account.settlements(markets);
  }

  onFill(listener: (fill: Fill) => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    this.#warming?.();
    this.#warming = null;
    this.#stream.stop();
    this.#rest.close();
  }

  #checkShard(spec: OrderSpec, market: Market, shard: number): void {
    const paused = this.#account.pauseOf(shard);
    if (paused !== null)
      throw new KalshiOrderError('kalshi.paused', `${market.id} takes no orders now: ${paused}; wait until it trades`);
    if (spec.action === 'buy' && this.#account.cashOf(shard) === 0)
      throw new KalshiOrderError(
        'kalshi.unfunded-shard',
        `${market.id} trades on shard ${shard} of Kalshi, where the account has no cash; move some there`,
      );
    const { category } = market;
    if (this.#attestedUntil !== null && this.#rest.time.now() > this.#attestedUntil && ATTESTED.test(category))
      throw new KalshiOrderError(
        'kalshi.attestation',
        `the location attested for API keys has expired, and ${category} markets need it; confirm it in the account settings`,
      );
  }

  /** Of an order that is ours, told to those who listen. */
  async #tell(fill: ExchangeFill): Promise<void> {
    this.#newestFillAt = Math.max(this.#newestFillAt, fill.at);
    if (this.#listeners.length === 0) return;
    try {
      const { clientOrderId, ...told } = await this.#asVenueFill(fill);
      if (clientOrderId === null) return;
      const { venueOrderId: _left, ...rest } = told;
      for (const listener of this.#listeners) listener({ ...rest, clientOrderId });
    } catch (error) {
      this.#options.log.warn({ fill: fill.tradeId, error: messageOf(error) }, 'a fill of Kalshi could not be told');
    }
  }

  async #asVenueFill(fill: ExchangeFill): Promise<VenueFill> {
    const { orderId } = fill;
    const named = (await this.#known.clientIdOf(orderId)) ?? (await this.#desk.clientIdAt(orderId));
    const { clientOrderId, spec } = await this.#ours(named);
    return { ...asFill(fill, spec ?? openingDirection(fill.bookSide)), clientOrderId, venueOrderId: orderId };
  }

  /** A client id with its order; null where `specOf` says that it is none of ours. */
  async #ours(named: string | null): Promise<{ clientOrderId: string | null; spec: OrderSpec | null }> {
    const spec = named === null ? null : await this.#known.specOf(named);
    return { clientOrderId: spec === null && this.#options.specOf ? null : named, spec };
  }

  /** The stream was away: what it did not say is read. */
  async #catchUp(): Promise<void> {
    try {
      await Promise.all([this.#desk.fillsSince(this.#newestFillAt - REPLAY_MS), this.#desk.resting()]);
    } catch (error) {
      this.#options.log.warn({ error: messageOf(error) }, 'fills of Kalshi could not be read after a break');
    }
  }

  async #warm(): Promise<void> {
    const unfunded = this.#account.shards.filter((shard) => this.#account.cashOf(shard) === 0);
    const reads = [this.#account.status(), ...unfunded.map((shard) => this.#account.cash(shard))];
    while (reads.length < WARM_CONNECTIONS) reads.push(this.#desk.readsAsOf() as Promise<never>);
    const failed = (await Promise.allSettled(reads)).find((one) => one.status === 'rejected');
    if (failed) this.#options.log.warn({ error: messageOf(failed.reason) }, 'Kalshi does not answer a status request');
  }
}

const shardOf = (market: Market | undefined): number | null =>
  market?.routing.platform === 'kalshi' ? market.routing.exchangeIndex : null;
