import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Exchange } from '../engine/exchange.js';
import type { FaultBoard } from '../faults/fault-board.js';
import { json, type JsonOutcome, type JsonRequest, type JsonResponse, JsonServer } from '../http/json-server.js';
import { PolymarketCatalogue } from './catalogue.js';
import { ChainRpc } from './chain/rpc.js';
import { Clob } from './clob.js';
import { DataApi } from './data-api.js';
import { Gamma } from './gamma.js';
import type { Geoblock, PolymarketControl } from './polymarket-control.js';
import { MARKET_PATH, PolymarketStream } from './stream.js';
import type { NewAccount } from './trading/accounts.js';
import { defaultTradingOptions, type TradingOptions } from './trading/options.js';
import { PolymarketTrading } from './trading/trading.js';
import { USER_PATH, UserStream } from './trading/user-stream.js';

export interface PolymarketPorts {
  readonly gamma: number;
  readonly clob: number;
  readonly data: number;
  readonly ws: number;
  readonly site: number;
  readonly rpc: number;
}

export interface PolymarketStandInOptions {
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly host: string;
  readonly ports: PolymarketPorts;
  readonly accounts: readonly NewAccount[];
  readonly trading?: Partial<TradingOptions>;
}

export interface PolymarketStandIn {
  readonly gammaUrl: string;
  readonly clobUrl: string;
  readonly dataUrl: string;
  readonly wsUrl: string;
  readonly userWsUrl: string;
  /** JSON-RPC of the chain. */
  readonly rpcUrl: string;
  readonly geoblockUrl: string;
  readonly control: PolymarketControl;
  /** Open WebSocket connections. */
  connections(): number;
  close(): Promise<void>;
}

/** Polymarket on one loopback port per host of the venue, because the hosts share paths. */
export async function startPolymarket(options: PolymarketStandInOptions): Promise<PolymarketStandIn> {
  const { exchange, clock, faults, host, ports } = options;
  const tradingOptions = { ...defaultTradingOptions, ...options.trading };
  const catalogue = new PolymarketCatalogue(exchange, tradingOptions.sportsDelaySeconds);
  const gamma = new Gamma(catalogue);
  const trading = new PolymarketTrading({
    clock,
    faults,
    catalogue,
    options: tradingOptions,
    failureBody: polymarketErrorBody,
  });
  for (const account of options.accounts) trading.openAccount(account);
  const clob = new Clob(catalogue, clock, faults);
  const data = new DataApi({ catalogue, trading, faults, now: () => clock.now() });
  const rpc = new ChainRpc({ chain: trading.chain, ledger: trading.ledger, catalogue });
  let blocking: Geoblock = { blocked: false, country: 'PT' };
  const serve = (port: number, handle: (request: JsonRequest) => JsonOutcome | Promise<JsonOutcome>) =>
    new JsonServer({
      clock,
      host,
      port,
      faults,
      venue: 'polymarket',
      errorBody: polymarketErrorBody,
      handle,
    });
  const servers = [
    serve(ports.gamma, (request) => gamma.handle(request)),
    serve(ports.clob, (request) => trading.handle(request) ?? clob.handle(request)),
    serve(ports.data, (request) => data.handle(request)),
    serve(ports.site, (request) => geoblock(request, blocking)),
    serve(ports.ws, () => json({ error: 'not found' }, 404)),
    serve(ports.rpc, (request) => rpc.handle(request)),
  ] as const;
  const stream = new PolymarketStream({ clock, faults, catalogue });
  stream.attach(servers[4]);
  const { authentication, events } = trading;
  const users = new UserStream({ clock, faults, authentication, events });
  users.attach(servers[4]);
  const [gammaHost, clobHost, dataHost, siteHost, wsHost, rpcHost] = await Promise.all([
    servers[0].listen(),
    servers[1].listen(),
    servers[2].listen(),
    servers[3].listen(),
    servers[4].listen(),
    servers[5].listen(),
  ]);
  return {
    gammaUrl: `http://${gammaHost}`,
    clobUrl: `http://${clobHost}`,
    dataUrl: `http://${dataHost}`,
    wsUrl: `ws://${wsHost}${MARKET_PATH}`,
    userWsUrl: `ws://${wsHost}${USER_PATH}`,
    rpcUrl: `http://${rpcHost}`,
    geoblockUrl: `http://${siteHost}/api/geoblock`,
    control: {
      openAccount: (account) => trading.openAccount(account),
      truth: (address) => trading.truth(address),
      setMode: (mode) => trading.mode.set(mode),
      restartEngine: (durationMs) => trading.mode.restart(durationMs),
      setStanding: (signer, standing) => trading.accounts.setStanding(signer, standing),
      setGeoblock: (geoblock) => {
        blocking = geoblock;
      },
      deposit: (address, usd) => trading.ledger.fund(address.toLowerCase(), usd),
      ledger: trading.ledger,
    },
    connections: () => stream.connections + users.connections,
    async close() {
      trading.close();
      users.close();
      stream.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function geoblock({ path }: JsonRequest, { blocked, country }: Geoblock): JsonResponse {
  if (path !== '/api/geoblock') return json({ error: 'not found' }, 404);
  return json({ blocked, ip: '127.0.0.1', country, region: '11' });
}

/** Bodies of injected failures (reference §14). */
function polymarketErrorBody(status: number): unknown {
  switch (status) {
    case 425:
      return { error: 'matching engine is restarting' };
    case 429:
      return { error: 'Too Many Requests' };
    case 503:
      return { error: 'trading is disabled' };
    default:
      return { error: 'internal server error' };
  }
}
