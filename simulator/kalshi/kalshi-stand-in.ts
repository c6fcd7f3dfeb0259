import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Exchange } from '../engine/exchange.js';
import type { FaultBoard } from '../faults/fault-board.js';
import { JsonServer } from '../http/json-server.js';
import { FeedFaults } from '../oracles/feed-faults.js';
import type { PriceOf } from '../oracles/price-of.js';
import { KalshiCatalogue } from './catalogue.js';
import type { AccountOptions, KalshiControl } from './kalshi-control.js';
import { KalshiTrading } from './kalshi-trading.js';
import { MarketRoutes } from './market-routes.js';
import { RateLimiter } from './rate-limiter.js';
import { KalshiRest, kalshiErrorBody, REST_PREFIX } from './rest.js';
import { KeyRing, type RegisteredKey } from './signature.js';
import { KalshiStream, STREAM_PATH } from './stream.js';
import { TradeTape } from './trade-tape.js';
import { FundsRoutes } from './trading/funds-routes.js';
import { KeyRoutes } from './trading/key-routes.js';
import { OrderChanges } from './trading/order-changes.js';
import { OrderEntry } from './trading/order-entry.js';
import { OrderFaults } from './trading/order-faults.js';
import { OrderGroupRoutes } from './trading/order-group-routes.js';
import { OrderRoutes } from './trading/order-routes.js';
import { PortfolioRoutes } from './trading/portfolio-routes.js';
import { ReadTime } from './trading/read-time.js';
import { TargetAllocationRoutes } from './trading/target-allocation-routes.js';

export interface KalshiStandInOptions {
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly host: string;
  readonly port: number;
  /** Keys of the demo account. */
  readonly keys: readonly RegisteredKey[];
  readonly accounts: readonly AccountOptions[];
  /** What CF Benchmarks says that something costs; absent: no indices are relayed. */
  readonly indexPrice?: PriceOf;
}

export interface KalshiStandIn {
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly control: KalshiControl;
  /** Faults of the relayed indices alone. */
  readonly indexFaults: FeedFaults;
  /** Open WebSocket connections. */
  connections(): number;
  close(): Promise<void>;
}

/** Kalshi on one loopback port: REST and WebSocket as in production. */
export async function startKalshi(options: KalshiStandInOptions): Promise<KalshiStandIn> {
  const { exchange, clock, faults, host, port } = options;
  const keys = new KeyRing();
  const catalogue = new KalshiCatalogue(exchange);
  const tape = new TradeTape();
  const stopTape = exchange.listen((event) => {
    if (event.type === 'trade') tape.record(event.market, event.trade);
  });
  // Before the stream, so that the accounts know of a trade before anybody is told.
  const trading = new KalshiTrading({
    clock,
    faults,
    catalogue,
    keys,
    demoKeys: options.keys,
    accounts: options.accounts,
  });
  const errorBody = (status: number) => kalshiErrorBody(status, trading.floor.state);
  const rest = restOf(trading, keys, new MarketRoutes(catalogue, tape), errorBody);
  const handle = rest.handle.bind(rest);
  const server = new JsonServer({ clock, host, port, faults, venue: 'kalshi', errorBody, handle });
  const indexFaults = new FeedFaults();
  const indices = options.indexPrice ? { clock, priceOf: options.indexPrice, faults: indexFaults } : null;
  const stream = new KalshiStream({ clock, faults, keys, catalogue, trading, indices });
  stream.attach(server);
  const address = await server.listen();
  return {
    restUrl: `http://${address}${REST_PREFIX}`,
    wsUrl: `ws://${address}${STREAM_PATH}`,
    control: trading,
    indexFaults,
    connections: () => stream.connections,
    async close() {
      stopTape();
      trading.close();
      stream.close();
      await server.close();
    },
  };
}

function restOf(
  trading: KalshiTrading,
  keys: KeyRing,
  markets: MarketRoutes,
  errorBody: (status: number) => unknown,
): KalshiRest {
  const { floor, accounts } = trading;
  const { clock, faults, catalogue, state, switches, newId } = floor;
  const limiter = new RateLimiter(clock);
  const time = new ReadTime(clock, faults, switches);
  const orders = new OrderRoutes({
    floor,
    limiter,
    entry: new OrderEntry(floor),
    changes: new OrderChanges(floor),
    faults: new OrderFaults({
      clock,
      faults,
      errorBody,
      pauseMarket: (ticker) => trading.pauseMarket(ticker),
      resumeMarket: (ticker) => trading.resumeMarket(ticker),
    }),
  });
  return new KalshiRest({
    clock,
    faults,
    keys,
    limiter,
    state,
    accounts,
    markets,
    writes: [orders, new OrderGroupRoutes(floor, limiter)],
    reads: [
      new PortfolioRoutes(catalogue, time, switches),
      new FundsRoutes(floor, time),
      new TargetAllocationRoutes(floor),
      new KeyRoutes(keys, newId),
    ],
  });
}
