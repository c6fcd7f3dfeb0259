import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { Exchange } from './engine/exchange.js';
import { controlServer } from './faults/control-server.js';
import { FaultBoard } from './faults/fault-board.js';
import { demoKey } from './kalshi/demo-key.js';
import type { AccountOptions, KalshiControl } from './kalshi/kalshi-control.js';
import { startKalshi } from './kalshi/kalshi-stand-in.js';
import type { RegisteredKey } from './kalshi/signature.js';
import { keepMatchesFile } from './matches-file.js';
import { demoWallet } from './polymarket/demo-wallet.js';
import type { PolymarketControl } from './polymarket/polymarket-control.js';
import { startPolymarket } from './polymarket/polymarket-stand-in.js';
import type { NewAccount } from './polymarket/trading/accounts.js';
import type { TradingOptions } from './polymarket/trading/options.js';
import { World } from './world/world.js';

/** Loopback ports; 0 or absent lets the system choose. */
export interface SimulatorPorts {
  readonly kalshi?: number;
  readonly gamma?: number;
  readonly clob?: number;
  readonly data?: number;
  readonly polymarketWs?: number;
  readonly geoblock?: number;
  readonly polymarketRpc?: number;
  readonly control?: number;
}

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
  state(): SimulatorState;
  close(): Promise<void>;
}

const DEMO_MONEY = usd(1_000_000_000);

/** Starts both venues and the control endpoint. @throws when a port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { seed, origin, clock, speed = 1, host = '127.0.0.1', ports = {}, log } = options;
  const world = new World({ seed, origin, speed, protocolV2Lanes: options.protocolV2Lanes ?? [] });
  const exchange = new Exchange(world, clock, options.participants);
  const faults = new FaultBoard(clock);
  const key = demoKey(seed);
  const wallet = demoWallet(seed);
  exchange.start();

  const kalshi = await startKalshi({
    exchange,
    clock,
    faults,
    host,
    port: ports.kalshi ?? 0,
    keys: [key, ...(options.kalshiKeys ?? [])],
    accounts: options.kalshiAccounts ?? [],
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
    state,
    async close() {
      exchange.stop();
      await Promise.all([kalshi.close(), polymarket.close(), control.close()]);
    },
  };
}
