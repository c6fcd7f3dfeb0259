import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { startAnthropic } from './anthropic/anthropic-stand-in.js';
import { readingModel } from './anthropic/reader/reading-model.js';
import { Exchange } from './engine/exchange.js';
import { controlServer } from './faults/control-server.js';
import { FaultBoard } from './faults/fault-board.js';
import { demoKey } from './kalshi/demo-key.js';
import type { AccountOptions, KalshiControl } from './kalshi/kalshi-control.js';
import { startKalshi } from './kalshi/kalshi-stand-in.js';
import type { RegisteredKey } from './kalshi/signature.js';
import { keepMatchesFile } from './matches-file.js';
import type { FeedFaults } from './oracles/feed-faults.js';
import type { PolyboltKey } from './oracles/polybolt/polybolt-connection.js';
import { type CryptoFeeds, startCryptoFeeds } from './oracles/start-crypto-feeds.js';
import { type ServiceEndpoints, serviceEndpoints } from './oracles/service-endpoints.js';
import { type Services, startServices } from './oracles/start-services.js';
import { demoWallet } from './polymarket/demo-wallet.js';
import type { PolymarketControl } from './polymarket/polymarket-control.js';
import { startPolymarket } from './polymarket/polymarket-stand-in.js';
import type { NewAccount } from './polymarket/trading/accounts.js';
import type { TradingOptions } from './polymarket/trading/options.js';
import type { SimulatorPorts } from './simulator-ports.js';
import type { CoinPrices } from './world/coin-prices.js';
import { World } from './world/world.js';

export interface SimulatorOptions {
  /** The world follows from seed and origin: the same two give the same markets and outcomes. */
  readonly seed: number;
  /** Unix milliseconds at which the world began; the first questions were already open then. */
  readonly origin: number;
  readonly clock: Clock;
  /** World milliseconds per real millisecond; shortens the life of markets. Default 1. */
  readonly speed?: number;
  /** False leaves the books empty: nobody quotes and nobody trades but the clients. Default true. */
  readonly participants?: boolean;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly ports?: SimulatorPorts;
  /** More keys of Kalshi's demo account. */
  readonly kalshiKeys?: readonly RegisteredKey[];
  /** Kalshi accounts besides the demo account. */
  readonly kalshiAccounts?: readonly AccountOptions[];
  /** Polymarket accounts besides the demo wallet. */
  readonly polymarketAccounts?: readonly NewAccount[];
  /** Polymarket's undocumented or changing rules of trading, and its delays. */
  readonly polymarketTrading?: Partial<TradingOptions>;
  /** Lanes of the world whose Polymarket markets live on the second generation of its contracts. */
  readonly protocolV2Lanes?: readonly number[];
  /** Unix milliseconds, ascending, at each of which one venue changes the rules of a twin; never unless told. */
  readonly ruleChangesAt?: readonly number[];
  /** What crypto costs, told by every feed and paid by the markets on it. Default: seeded Brownian paths. */
  readonly prices?: CoinPrices;
  /** Keeps a JSON file of the reviewed matches of the twins here. */
  readonly matchesFile?: string;
  readonly log?: (message: string, data: Readonly<Record<string, unknown>>) => void;
}

export interface SimulatorEndpoints {
  readonly kalshi: {
    readonly restUrl: string;
    readonly wsUrl: string;
    readonly apiKeyId: string;
    /** PKCS #8 PEM of an Ed25519 key; follows from the seed, so it outlives a restart. */
    readonly privateKeyPem: string;
  };
  readonly polymarket: {
    readonly gammaUrl: string;
    readonly clobUrl: string;
    readonly dataUrl: string;
    readonly wsUrl: string;
    readonly userWsUrl: string;
    readonly geoblockUrl: string;
    /** JSON-RPC of the chain. */
    readonly rpcUrl: string;
    /** The demo wallet: a plain one (signature type 0) with $1,000 and every approval; it follows from the seed. */
    readonly privateKey: string;
    readonly address: string;
  };
  /** The language model: it reads what it is asked about and knows nothing else of this world. */
  readonly anthropic: { readonly url: string; readonly apiKey: string };
  /** Crypto feeds; Kalshi relays the index that it settles on over its own socket. */
  readonly crypto: {
    /** Without a path. */
    readonly binanceUrl: string;
    readonly binanceRestUrl: string;
    readonly coinbaseUrl: string;
    readonly coinbaseAdvancedUrl: string;
    readonly polyboltUrl: string;
    readonly polyboltKey: PolyboltKey;
  };
  /** What tells of weather, games, news, flights and figures. */
  readonly services: ServiceEndpoints;
  readonly controlUrl: string;
}

export interface SimulatorState {
  readonly seed: number;
  readonly origin: number;
  readonly speed: number;
  /** Unix milliseconds. */
  readonly now: number;
  /** Markets that trade now. */
  readonly open: { readonly kalshi: number; readonly polymarket: number };
  readonly connections: { readonly kalshi: number; readonly polymarket: number };
  /** Changes of book levels since the start. */
  readonly levelChanges: number;
  readonly faults: ReturnType<FaultBoard['list']>;
}

export interface Simulator {
  readonly endpoints: SimulatorEndpoints;
  readonly world: World;
  readonly exchange: Exchange;
  readonly faults: FaultBoard;
  readonly kalshi: KalshiControl;
  readonly polymarket: PolymarketControl;
  readonly crypto: CryptoFeeds;
  readonly services: Services;
  /** Faults of the index that Kalshi relays. */
  readonly indexFaults: FeedFaults;
  state(): SimulatorState;
  close(): Promise<void>;
}

const DEMO_MODEL_KEY = 'demo-key-of-the-simulated-model';
/** A batch of the simulated model takes this long. */
const BATCH_MS = 15_000;
const DEMO_MONEY = usd(1_000_000_000);

/** Starts both venues, the language model and the control endpoint. @throws when a port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { seed, origin, clock, speed = 1, host = '127.0.0.1', ports = {}, log } = options;
  const world = new World({
    seed,
    origin,
    speed,
    protocolV2Lanes: options.protocolV2Lanes ?? [],
    ruleChangesAt: options.ruleChangesAt ?? [],
    ...(options.prices ? { prices: options.prices } : {}),
  });
  const exchange = new Exchange(world, clock, options.participants);
  const faults = new FaultBoard(clock);
  const key = demoKey(seed);
  const wallet = demoWallet(seed);
  const { priceOf } = world.prices;
  exchange.start();

  const kalshi = await startKalshi({
    exchange,
    clock,
    faults,
    host,
    port: ports.kalshi ?? 0,
    keys: [key, ...(options.kalshiKeys ?? [])],
    accounts: options.kalshiAccounts ?? [],
    indexPrice: priceOf,
  });
  const polymarket = await startPolymarket({
    exchange,
    clock,
    faults,
    host,
    ports: {
      gamma: ports.gamma ?? 0,
      clob: ports.clob ?? 0,
      data: ports.data ?? 0,
      ws: ports.polymarketWs ?? 0,
      site: ports.geoblock ?? 0,
      rpc: ports.polymarketRpc ?? 0,
    },
    accounts: [
      { address: wallet.address, signatureType: 0, usd: DEMO_MONEY, approved: true },
      ...(options.polymarketAccounts ?? []),
    ],
    ...(options.polymarketTrading ? { trading: options.polymarketTrading } : {}),
  });
  const anthropic = await startAnthropic({
    clock,
    host,
    port: ports.anthropic ?? 0,
    apiKey: DEMO_MODEL_KEY,
    batchMs: BATCH_MS,
  });
  anthropic.script.answerWith(readingModel);
  const crypto = await startCryptoFeeds({ seed, clock, host, ports, priceOf });
  const services = await startServices({ world, clock, host, ports });
  const count = (venue: 'kalshi' | 'polymarket') =>
    [...exchange.markets(venue)].filter((market) => market.trading).length;
  const state = (): SimulatorState => ({
    seed,
    origin,
    speed,
    now: clock.now(),
    open: { kalshi: count('kalshi'), polymarket: count('polymarket') },
    connections: { kalshi: kalshi.connections(), polymarket: polymarket.connections() },
    levelChanges: exchange.levelChanges,
    faults: faults.list(),
  });
  const control = controlServer({ clock, host, port: ports.control ?? 0, faults, state });
  const controlUrl = `http://${await control.listen()}`;
  if (options.matchesFile !== undefined) keepMatchesFile(exchange, options.matchesFile);

  const { restUrl, wsUrl } = kalshi;
  const { gammaUrl, clobUrl, dataUrl, geoblockUrl, userWsUrl, rpcUrl } = polymarket;
  const endpoints: SimulatorEndpoints = {
    kalshi: { restUrl, wsUrl, apiKeyId: key.id, privateKeyPem: key.privateKeyPem },
    polymarket: {
      gammaUrl,
      clobUrl,
      dataUrl,
      wsUrl: polymarket.wsUrl,
      userWsUrl,
      geoblockUrl,
      rpcUrl,
      privateKey: wallet.privateKey,
      address: wallet.address,
    },
    anthropic: { url: anthropic.url, apiKey: DEMO_MODEL_KEY },
    crypto: {
      binanceUrl: crypto.binance.url,
      binanceRestUrl: crypto.binance.restUrl,
      coinbaseUrl: crypto.coinbase.url,
      coinbaseAdvancedUrl: crypto.coinbaseAdvanced.url,
      polyboltUrl: crypto.polybolt.url,
      polyboltKey: crypto.polyboltKey,
    },
    services: serviceEndpoints(services),
    controlUrl,
  };
  log?.('simulator started', { restUrl, gammaUrl, clobUrl, controlUrl });
  return {
    endpoints,
    world,
    exchange,
    faults,
    kalshi: kalshi.control,
    polymarket: polymarket.control,
    crypto,
    services,
    indexFaults: kalshi.indexFaults,
    state,
    async close() {
      exchange.stop();
      const servers = [kalshi, polymarket, anthropic, crypto, services, control];
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
