import { liveConfirmation } from '@pm-arbitrage/core/config/live-rules.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { SimulatorEndpoints } from '@pm-arbitrage/simulator/start-simulator.js';

/**
 * The configuration with the simulated venues in place of the real ones. Markets of the demo live for seconds, so the
 * listing is read every second and a day holds more trades than a real one would; every other limit stays as it is.
 * Live, orders go to the simulated venues through the very adapters that would send them to the real ones.
 */
export function demoConfig(
  config: Config,
  endpoints: SimulatorEndpoints,
  dataDir: string,
  mode: Config['mode'] = 'paper',
): Config {
  const { kalshi, polymarket } = endpoints;
  return {
    ...config,
    mode,
    live: { confirm: liveConfirmation(config) },
    // The matcher finds the twins by itself.
    trading: { ...config.trading, matchesFile: null },
    risk: { ...config.risk, dailyTrades: 5_000 },
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
