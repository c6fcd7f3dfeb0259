import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Fill, OrderSpec, VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import { type MarketId, marketId } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { type Quantity, subQuantity } from '@pm-arbitrage/core/money/money.js';
import type {
  OpenOrder,
  OrderRef,
  PreparedOrder,
  TradingStatus,
  TradingVenue,
  VenueBalance,
  VenueFill,
  VenuePosition,
  VenueSettlement,
} from '@pm-arbitrage/core/ports/trading-venue.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { polymarketErrorBody, PolymarketRest } from '../polymarket-rest.js';
import type { BackoffPolicy } from '../../../transport/backoff.js';
import { HttpLine } from '../../../transport/http-line.js';
import { JsonClient } from '../../../transport/json-client.js';
import { Rounds } from '../../../transport/rounds.js';
import { TokenBucket } from '../../../transport/token-bucket.js';
import { ApiKeys, type ApiKey } from './api-keys.js';
import { buildOrder } from './build-order.js';
import { CapitalRelease, capitalOf } from './capital/capital-release.js';
import { cancelEverything } from './cancel-everything.js';
import { ClobAccount, reasonOf } from './clob-account.js';
import { type Contracts, contractsOf, type Exchange } from './contracts.js';
import { KeyGuards } from './key-guards.js';
import { MarketTerms } from './market-terms.js';
import { PolymarketOrderError } from './order-amounts.js';
import { OrderDesk } from './order-desk.js';
import { OrderSigner } from './order-signer.js';
import type { RestrictedMode } from './place-answer.js';
import { clockSkewMs, isGeoblocked, preflight } from './preflight.js';
import { TradeBook } from './trade-book.js';
import { UserStream } from './user-stream.js';
import { WalletBooks } from './wallet-books.js';

export interface PolymarketTradingOptions {
  readonly config: Config['venues']['polymarket'];
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: Random;
  readonly marketOf: (market: MarketId) => Market | undefined;
  /** Our id of an order of an earlier life; null for one that is not ours. */
  readonly clientOrderIdOf?: (venueOrderId: string) => Promise<string | null>;
  readonly backoff?: BackoffPolicy;
  /** How long after it was sent an order may still arrive, ms. Default ARRIVAL_MARGIN_MS. */
  readonly arrivalMarginMs?: number;
}

/**
 * A request is signed with its time, and the venue refuses those that are too old; how old is not documented. Client
 * libraries live with clocks a few seconds off, so half a minute is well beyond what it takes.
 */
export const ARRIVAL_MARGIN_MS = 30_000;
const SWEEP_MS = 5_000;
/** Servers close connections that are idle; the next order would pay a handshake. */
const WARM_MS = 4_000;
const WARM_CONNECTIONS = 3;

/**
 * Live orders on Polymarket's CLOB V2. Reads and writes only what the venue knows: nothing is kept that a restart
 * would miss. Without `connect` it can still cancel everything, for the kill switch.
 */
export class PolymarketTrading implements TradingVenue {
  readonly platform = 'polymarket';
  readonly #options: PolymarketTradingOptions;
  readonly #signer: OrderSigner;
  readonly #contracts: Contracts;
  readonly #line: HttpLine;
  readonly #rest: PolymarketRest;
  readonly #site: JsonClient;
  readonly #account: ClobAccount;
  readonly #trades: TradeBook;
  readonly #desk: OrderDesk;
  readonly #wallet: WalletBooks;
  readonly #release: CapitalRelease;
  readonly #guards: KeyGuards;
  readonly #clientIds = new Map<string, string>();
  readonly #rounds: readonly Rounds[];
  #approved: ReadonlySet<Exchange['name']> | null = null;
  #restriction: (RestrictedMode & { readonly until: number }) | null = null;

  /** @throws CodedError when wallet or chain are not set as they must be. */
  constructor(options: PolymarketTradingOptions) {
    this.#options = options;
    const { backoff, clock, config, log, marketOf, random } = options;
    this.#contracts = contractsOf(config.chainId);
    this.#signer = new OrderSigner(config);
    this.#line = new HttpLine(config.clobUrl, clock);
    const { clobUrl, dataUrl, gammaUrl, wsUrl } = config;
    this.#rest = new PolymarketRest(
      { clob: clobUrl, data: dataUrl, gamma: gammaUrl, socket: wsUrl },
      clock,
      random,
      backoff,
    );
    this.#site = new JsonClient({
      venue: 'polymarket',
      baseUrl: config.geoblockUrl,
      clock,
      random,
      bucket: new TokenBucket(clock, 1, 5),
      errorBody: polymarketErrorBody,
      ...(backoff ? { backoff } : {}),
    });
    const keys = new ApiKeys({
      line: this.#line,
      signer: this.#signer,
      chainId: config.chainId,
      nonces: config.apiNonces,
      clock,
      log,
    });
    const { signatureType } = this.#signer;
    this.#account = new ClobAccount({
      clobUrl,
      line: this.#line,
      keys,
      clock,
      random,
      signatureType,
      ...(backoff ? { backoff } : {}),
    });
    const terms = new MarketTerms(marketOf, this.#rest.clob);
    this.#trades = new TradeBook({
      account: this.#account,
      terms,
      ourselves: {
        funder: this.#signer.funder.toLowerCase(),
        ownsKey: (apiKey) => keys.owns(apiKey),
        ownsOrder: (orderId) => this.#clientIds.has(orderId),
      },
      clock,
      log,
      clientOrderIdOf: (orderId) => this.#clientIdOf(orderId),
      moved: (fills) => this.#wallet.moved(fills),
    });
    this.#wallet = new WalletBooks({
      account: this.#account,
      data: this.#rest.data,
      funder: this.#signer.funder,
      known: this.#trades.known,
      terms,
      marketOf,
      clock,
    });
    this.#release = new CapitalRelease(capitalOf(options), log, (market) =>
      this.#wallet.moved([
        { market, side: 'yes' },
        { market, side: 'no' },
      ]),
    );
    this.#guards = new KeyGuards({ account: this.#account, clock, log, streamOf: (key) => this.#streamOf(key) });
    this.#desk = new OrderDesk({
      account: this.#account,
      trades: this.#trades,
      clock,
      log,
      arm: (key) => this.#guards.arm(key),
      restricted: (mode, forMs) => (this.#restriction = { ...mode, until: clock.monotonic() + forMs }),
      arrivalMarginMs: options.arrivalMarginMs ?? ARRIVAL_MARGIN_MS,
    });
    const failed = (what: string) => (error: unknown) => log.warn({ reason: reasonOf(error) }, what);
    this.#rounds = [
      new Rounds(clock, SWEEP_MS, () => this.#trades.sweep(), failed('recent polymarket trades cannot be read')),
      new Rounds(clock, WARM_MS, () => this.#warm(), failed('connections to polymarket cannot be kept')),
    ];
  }

  /** The wallet that holds the funds. */
  get funder(): string {
    return this.#signer.funder;
  }

  /** Looks whether orders may leave, and changes nothing. @throws CodedError that says what to do */
  async check(): Promise<void> {
    const { clock, config, log } = this.#options;
    this.#approved = await preflight({
      config,
      account: this.#account,
      clob: this.#rest.clob,
      site: this.#site,
      contracts: this.#contracts,
      signer: this.#signer,
      clock,
      log,
    });
  }

  async connect(): Promise<void> {
    await this.check();
    await this.#guards.armAll(await this.#account.keys.all());
    await this.#warm();
    for (const round of this.#rounds) round.start();
  }

  async prepare(spec: OrderSpec): Promise<PreparedOrder> {
    const market = this.#options.marketOf(spec.market);
    if (market === undefined) {
      throw new PolymarketOrderError(
        'polymarket.unknown-market',
        `${spec.market} is not listed at Polymarket; nothing can be ordered there`,
      );
    }
    const parts = { signer: this.#signer, contracts: this.#contracts, now: this.#options.clock.now() };
    const built = buildOrder(spec, market, parts);
    if (this.#approved === null)
      throw new CodedError('polymarket.not-connected', 'connect to Polymarket before ordering; nothing was sent');
    if (spec.action === 'buy' && !this.#approved.has(built.exchange.name)) {
      throw new PolymarketOrderError(
        'polymarket.allowance',
        `${spec.market} is traded on the ${built.exchange.name} exchange; approve pUSD (${this.#contracts.collateral}) for ${built.exchange.address} and start again`,
      );
    }
    this.#clientIds.set(built.orderId, spec.clientOrderId);
    return { spec, venueOrderId: built.orderId, send: () => this.#desk.place(spec, built) };
  }

  lookup(order: OrderRef): Promise<VenueOrder | null> {
    this.#remember(order);
    return this.#desk.lookup(order);
  }

  ruleOut(order: OrderRef & { readonly spec: OrderSpec }): Promise<boolean> {
    this.#remember(order);
    return this.#desk.ruleOut(order);
  }

  cancel(order: OrderRef): Promise<VenueOrder | null> {
    this.#remember(order);
    return this.#desk.cancel(order);
  }

  cancelAll(): Promise<number> {
    return cancelEverything(this.#account, this.#options.clock);
  }

  async openOrders(): Promise<readonly OpenOrder[]> {
    const open = await this.#account.openOrders();
    return Promise.all(
      open.map(async ({ id, market, matched, size }) => ({
        venueOrderId: id,
        clientOrderId: await this.#clientIdOf(id),
        market: marketId('polymarket', market),
        remaining: subQuantity(size, matched),
      })),
    );
  }

  async fillsSince(since: number): Promise<readonly VenueFill[]> {
    // Trades carry whole seconds: one within the second asked for may be after it.
    const second = Math.floor(since / 1000);
    const fills = await this.#trades.read({ after: second - 1 });
    const found = fills.filter(({ at }) => at >= second * 1000).toSorted((a, b) => a.at - b.at);
    return Promise.all(
      found.map(async (fill) => ({ ...fill, clientOrderId: await this.#clientIdOf(fill.venueOrderId) })),
    );
  }

  balance(): Promise<VenueBalance> {
    return this.#wallet.balance();
  }

  positions(): Promise<readonly VenuePosition[]> {
    return this.#wallet.positions();
  }

  mergePairs(market: MarketId, pairs: Quantity): Promise<void> {
    return this.#release.merge(market, pairs);
  }

  redeem(market: MarketId): Promise<void> {
    return this.#release.redeem(market);
  }

  settlements(markets: readonly MarketId[]): Promise<readonly VenueSettlement[]> {
    return this.#wallet.settlements(markets);
  }

  async status(): Promise<TradingStatus> {
    const { clock } = this.#options;
    const [clockSkew, blocked, closedOnly] = await Promise.all([
      clockSkewMs(this.#rest.clob, clock),
      isGeoblocked(this.#site),
      this.#account.closedOnly(),
    ]);
    const told = (orders: TradingStatus['orders'], reason: string) => ({ orders, reason, clockSkewMs: clockSkew });
    if (blocked) return told('cancel-only', 'Polymarket takes no orders from this place');
    const restriction = this.#restriction;
    if (restriction && clock.monotonic() < restriction.until) return told(restriction.orders, restriction.reason);
    return closedOnly ? told('reduce-only', 'the account is in closed-only mode') : told('open', '');
  }

  latencyMs(): number | null {
    return this.#account.latencyMs;
  }

  onFill(listener: (fill: Fill) => void): void {
    this.#trades.onFill(listener);
  }

  /** Stops the heartbeats too: the venue then cancels what rests within fifteen seconds. */
  async close(): Promise<void> {
    await Promise.all(this.#rounds.map((round) => round.stop()));
    await this.#guards.stop();
    this.#release.close();
    this.#line.close();
  }

  #streamOf({ signer }: ApiKey): UserStream {
    const { backoff, clock, config, log, random } = this.#options;
    return new UserStream({
      url: config.userWsUrl,
      credentials: signer.credentials,
      clock,
      random,
      log,
      ...(backoff ? { backoff } : {}),
      subscribed: () => this.#catchUp(),
      order: (orderId) => this.#trades.wake(orderId),
      trade: (trade) => this.#trades.heard(trade),
    });
  }

  /** No order is kept here, so after a gap only trades have to be read; those who wait for an order look again. */
  #catchUp(): void {
    this.#trades.wakeAll();
    this.#rounds[0]?.soon();
  }

  async #warm(): Promise<void> {
    const request = { method: 'GET', path: '/ok', headers: {}, timeoutMs: WARM_MS } as const;
    await Promise.all(Array.from({ length: WARM_CONNECTIONS }, () => this.#line.request(request)));
  }

  #remember({ clientOrderId, venueOrderId }: OrderRef): void {
    if (venueOrderId !== null) this.#clientIds.set(venueOrderId, clientOrderId);
  }

  async #clientIdOf(venueOrderId: string): Promise<string | null> {
    const known = this.#clientIds.get(venueOrderId);
    if (known !== undefined) return known;
    const found = (await this.#options.clientOrderIdOf?.(venueOrderId)) ?? null;
    if (found !== null) this.#clientIds.set(venueOrderId, found);
    return found;
  }
}
