import { ownStrategies } from '@pm-arbitrage/agents/strategy/load-strategy.js';
import { liveConfirmation } from '@pm-arbitrage/core/config/live-rules.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { type OracleType, oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { SimulatorEndpoints } from '@pm-arbitrage/simulator/start-simulator.js';
import { demoOracles } from './demo-oracles.js';

/** Five strategies want the same opportunities: who expects most of one has it. */
const AUCTION_MS = 15;
/** Of five strategies, not of the one that runs elsewhere: who came first would keep the others out. */
const OPEN_POSITIONS = 60;
/** How long a first leg may wait for its hedge: as short beside the life of a market as ten seconds are elsewhere. */
const HEDGE_MS = 1_500;
/** Ten minutes until a mean is trusted and fifteen until a spike is given up, a thirtieth of both: markets live for minutes. */
const SPIKE_HISTORY_MS = 20_000;
const REVERSION_MS = 30_000;

/** A leg that stays alone has so long to be finished or taken back: more would leave little of the lives of markets. */
const EXIT_MS = 8_000;

/** What one demo has otherwise than another. */
export interface DemoChoices {
  /** Default paper. */
  readonly mode?: Config['mode'];
  /** Kinds of oracle that run. Default all. */
  readonly oracles?: readonly OracleType[];
  /** How fast its markets live, 1 as a rule. Default 1. */
  readonly speed?: number;
}

/**
 * The configuration with the simulated venues in place of the real ones. Markets of the demo live for seconds, so the
 * listing is read every second, strategies wait and remember for seconds, a day holds more trades than a real one would, and five
 * strategies hold more at once than one; every other limit stays as it is.
 * Live, orders go to the simulated venues through the very adapters that would send them to the real ones.
 */
export function demoConfig(
  config: Config,
  endpoints: SimulatorEndpoints,
  dataDir: string,
  { mode = 'paper', oracles = oracleTypes, speed = 1 }: DemoChoices = {},
): Config {
  const { anthropic, kalshi, polymarket } = endpoints;
  return {
    ...config,
    mode,
    live: { confirm: liveConfirmation(config) },
    // The matcher finds the twins by itself.
    trading: {
      ...config.trading,
      matchesFile: null,
      exitTimeMs: Math.round(EXIT_MS / speed),
      strategies: [...ownStrategies],
    },
    strategies: {
      ...config.strategies,
      hedgeMs: HEDGE_MS,
      spikeHistoryMs: SPIKE_HISTORY_MS,
      reversionMs: REVERSION_MS,
    },
    risk: { ...config.risk, dailyTrades: 5_000, openPositions: OPEN_POSITIONS, auctionMs: AUCTION_MS },
    llm: { ...config.llm, anthropicApiKey: anthropic.apiKey, baseUrl: anthropic.url },
    oracles: demoOracles(endpoints, oracles),
    services: { ...config.services, dataDir },
    venues: {
      kalshi: {
        ...config.venues.kalshi,
        restUrl: kalshi.restUrl,
        wsUrl: kalshi.wsUrl,
        apiKeyId: kalshi.apiKeyId,
        privateKey: kalshi.privateKeyPem,
        series: [],
        listingRefreshMs: 1_000,
      },
      polymarket: {
        ...config.venues.polymarket,
        gammaUrl: polymarket.gammaUrl,
        clobUrl: polymarket.clobUrl,
        dataUrl: polymarket.dataUrl,
        wsUrl: polymarket.wsUrl,
        userWsUrl: polymarket.userWsUrl,
        geoblockUrl: polymarket.geoblockUrl,
        rpcUrl: polymarket.rpcUrl,
        privateKey: polymarket.privateKey,
        signatureType: 0,
        funder: null,
        listingRefreshMs: 1_000,
        resolutionPollMs: 2_000,
      },
    },
  };
}
