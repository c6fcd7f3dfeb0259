import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec, VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import { type MarketId, marketId } from '@pm-arbitrage/core/domain/platform.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parsePrice } from '@pm-arbitrage/core/money/money.js';
import type { OrderRef, PlaceOutcome, PreparedOrder } from '@pm-arbitrage/core/ports/trading-venue.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import {
  type OpenMarket,
  openMarkets,
  openWallet,
  plain,
  startQuiet,
  stranger,
} from '@pm-arbitrage/simulator/polymarket/testing/quiet-venue.js';
import type { Simulator } from '@pm-arbitrage/simulator/start-simulator.js';
import { computeAddress } from 'ethers';
import { until } from '../../../../testing/until.js';
import { PolymarketListing } from '../../listing.js';
import { PolymarketRest } from '../../polymarket-rest.js';
import { PolymarketCapital } from '../capital/polymarket-capital.js';
import { PolymarketTrading, type PolymarketTradingOptions } from '../polymarket-trading.js';
import { testSpec } from './trading-fixtures.js';

type Listing = OpenMarket['listing'];

/** Markets by the exchange that they are traded on. */
export const kinds = {
  standard: (one: Listing) => one.version === 'v1' && plain(one),
  negRisk: (one: Listing) => one.version === 'v1' && one.negRisk && one.tick === 100,
  v2: (one: Listing) => one.version === 'v2' && one.tick === 100,
} as const;

/** Asks until the answer is right; the test's own time ends what never is. */
export async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export const accepted = (outcome: PlaceOutcome): VenueOrder => {
  if (outcome.kind !== 'accepted') throw new Error(`not accepted but ${JSON.stringify(outcome)}`);
  return outcome.order;
};

export const refOf = ({ spec, venueOrderId }: PreparedOrder): OrderRef & { readonly spec: OrderSpec } => ({
  clientOrderId: spec.clientOrderId,
  venueOrderId,
  market: spec.market,
  spec,
});

/** The simulated venue with a new wallet for every test, and books that every test finds empty. */
export class SimulatedDesk {
  readonly simulator: Simulator;
  privateKey = '';
  address = '';
  readonly #markets: ReadonlyMap<MarketId, Market>;
  readonly #leave: (() => void)[] = [];
  readonly #opened: { close(): Promise<void> | void }[] = [];
  #wallets = 0;
  #orders = 0;

  private constructor(simulator: Simulator, markets: ReadonlyMap<MarketId, Market>) {
    this.simulator = simulator;
    this.#markets = markets;
  }

  /** Lists the markets as the live listing does. */
  static async start(speed = 0.001): Promise<SimulatedDesk> {
    const simulator = await startQuiet({ speed, protocolV2Lanes: [0, 1, 2, 3, 4] });
    const { clobUrl: clob, dataUrl: data, gammaUrl: gamma, wsUrl: socket } = simulator.endpoints.polymarket;
    const rest = new PolymarketRest({ clob, data, gamma, socket }, systemClock, seededRandom(1));
    const heedless = { changed: () => {}, refused: () => {} };
    const listing = new PolymarketListing({ rest, clock: systemClock, filter: {}, ...heedless });
    await listing.refresh();
    return new SimulatedDesk(simulator, new Map(listing.markets().map((market) => [market.id, market])));
  }

  newWallet(): void {
    this.privateKey = openWallet(this.simulator, ++this.#wallets);
    this.address = computeAddress(this.privateKey);
  }

  get config() {
    const { address: _address, ...urls } = this.simulator.endpoints.polymarket;
    return { ...configSchema.parse({}).venues.polymarket, ...urls, privateKey: this.privateKey };
  }

  make(options: Partial<PolymarketTradingOptions> = {}): PolymarketTrading {
    const venue = new PolymarketTrading({
      config: this.config,
      clock: systemClock,
      log: createLogger('silent'),
      random: seededRandom(1),
      marketOf: (id) => this.#markets.get(id),
      backoff: { baseMs: 5, maxMs: 50 },
      arrivalMarginMs: 1_000,
      ...options,
    });
    this.#opened.push(venue);
    return venue;
  }

  async connect(options: Partial<PolymarketTradingOptions> = {}): Promise<PolymarketTrading> {
    const venue = this.make(options);
    await venue.connect();
    return venue;
  }

  async capital(): Promise<PolymarketCapital> {
    const marketOf = (id: MarketId) => this.#markets.get(id);
    const capital = new PolymarketCapital({ config: this.config, clock: systemClock, marketOf });
    this.#opened.push(capital);
    await capital.connect();
    return capital;
  }

  market(accepts: (listing: Listing) => boolean = kinds.standard) {
    const found = openMarkets(this.simulator, accepts)[0];
    if (!found) throw new Error('the world has no such market');
    const { conditionId, tokens } = found.listing;
    return { ...found, id: marketId('polymarket', conditionId), tokens };
  }

  /** Markets that opened since the listing was read are not known to anyone here. */
  lists(conditionId: string): boolean {
    return this.#markets.has(marketId('polymarket', conditionId));
  }

  stranger(at: OpenMarket, side: 'bid' | 'ask', cents: number, shares: number): void {
    const id = stranger(at, side, cents, shares);
    this.#leave.push(() => at.live.book.cancel(id));
  }

  spec(market: MarketId, changes: Partial<OrderSpec> = {}): OrderSpec {
    const clientOrderId = `order-${++this.#orders}`;
    return testSpec({ clientOrderId, market, limitPrice: parsePrice('0.50'), ...changes });
  }

  async place(venue: PolymarketTrading, spec: OrderSpec): Promise<PlaceOutcome> {
    return (await venue.prepare(spec)).send();
  }

  /** What is so, whatever the venue tells. */
  truth() {
    return this.simulator.polymarket.truth(this.address);
  }

  settled(): Promise<void> {
    return until(() => this.truth().trades.every(({ status }) => status === 'CONFIRMED' || status === 'FAILED'));
  }

  inject(fault: object): void {
    this.simulator.faults.inject({ venue: 'polymarket', ...fault } as never);
  }

  /** Ends a test: no faults, no orders, nobody connected. */
  async tidy(): Promise<void> {
    this.simulator.faults.clear();
    this.simulator.polymarket.setMode('normal');
    if (this.truth().orders.some(({ status }) => status === 'LIVE')) await this.make().cancelAll();
    for (const one of this.#opened.splice(0)) await one.close();
    for (const leave of this.#leave.splice(0)) leave();
  }
}
