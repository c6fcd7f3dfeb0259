import { createPrivateKey } from 'node:crypto';
import { alertsSection } from '@pm-arbitrage/core/config/alerts-section.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';

export interface SimulatedPlace {
  readonly dataDir: string;
  /** A Postgres database of its own; null: the embedded one, in memory. */
  readonly databaseUrl: string | null;
}

/**
 * The configuration of a run on simulated time: paper, the bus in memory and a fixed guardian key, so that nothing of the
 * surroundings reaches a decision, and no channel to persons, whom nothing of it concerns. Limits, thresholds and fees
 * stay as they are configured.
 */
export function simulatedConfig(config: Config, { dataDir, databaseUrl }: SimulatedPlace): Config {
  const seed = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
  const key = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
  return {
    ...config,
    mode: 'paper',
    trading: { ...config.trading, matchesFile: null },
    alerts: alertsSection.parse({}),
    // What a model answers is no part of what is lived through.
    llm: { ...config.llm, anthropicApiKey: null },
    recorder: { ...config.recorder, enabled: false },
    services: {
      ...config.services,
      redisUrl: null,
      databaseUrl,
      dataDir,
      guardianPrivateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      guardianPublicKey: null,
    },
  };
}
