import { liveConfirmation } from '@pm-arbitrage/core/config/live-rules.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { SimulatorEndpoints } from '@pm-arbitrage/simulator/start-simulator.js';
import type { ChaosAccounts } from './chaos-venues.js';

/** Share of what was paid that an exit may lose. */
export const EXIT_LOSS_BOUND = 0.25;
/** Legs may well stay alone: that is what is tried. */
const EXIT_MS = 5_000;

export interface ChaosConfigParts {
  readonly endpoints: SimulatorEndpoints;
  readonly accounts: ChaosAccounts;
  readonly databaseUrl: string;
  /** Where the halt file lies: one folder a run, shared by its lives. */
  readonly dataDir: string;
  readonly guardianPublicKey: string;
  readonly logLevel: Config['log']['level'];
}

/**
 * A live configuration on the simulated venues. Limits that measure how quick this machine is are wide, since the
 * clock of a run is fast and the machine is not.
 */
export function chaosConfig(parts: ChaosConfigParts): Config {
  const { accounts, databaseUrl, dataDir, endpoints, guardianPublicKey, logLevel } = parts;
  const { kalshi, polymarket } = endpoints;
  const config = configSchema.parse({
    mode: 'live',
    capital: { kalshi: '500', polymarket: '500' },
    trading: { stalePriceMs: 600_000, orderTimeoutMs: 4_000, exitLossBound: EXIT_LOSS_BOUND, exitTimeMs: EXIT_MS },
    risk: { heartbeatMaxAgeMs: 60_000, unstableVenueMs: 600_000 },
    venues: {
      kalshi: {
        restUrl: kalshi.restUrl,
        wsUrl: kalshi.wsUrl,
        apiKeyId: accounts.kalshi.key.id,
        privateKey: accounts.kalshi.key.privateKeyPem,
      },
      polymarket: {
        gammaUrl: polymarket.gammaUrl,
        clobUrl: polymarket.clobUrl,
        dataUrl: polymarket.dataUrl,
        wsUrl: polymarket.wsUrl,
        userWsUrl: polymarket.userWsUrl,
        geoblockUrl: polymarket.geoblockUrl,
        rpcUrl: polymarket.rpcUrl,
        privateKey: accounts.polymarket.privateKey,
      },
    },
    services: { databaseUrl, dataDir, guardianPublicKey },
    log: { level: logLevel },
  });
  return { ...config, live: { confirm: liveConfirmation(config) } };
}
