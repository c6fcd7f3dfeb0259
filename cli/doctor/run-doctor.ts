import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { configuredGroups } from '../redis/configured-groups.js';
import { checkAlerts } from './check-alerts.js';
import { checkDataFolder } from './check-data-folder.js';
import { checkKalshi } from './check-kalshi.js';
import { checkNode } from './check-node.js';
import { checkPolymarket } from './check-polymarket.js';
import { checkPostgres } from './check-postgres.js';
import { checkRedis } from './check-redis.js';
import { checkSecrets } from './check-secrets.js';
import { type Finding, wrong } from './finding.js';

export interface DoctorParts {
  readonly config: Config;
  readonly clock: Clock;
  /** As `process.versions.node`. */
  readonly node: string;
  readonly freeBytes: (path: string) => number;
  /** Whether every alert channel is sent a message. */
  readonly sendAlerts: boolean;
}

/** Looks at everything that trading needs, and changes nothing. Never throws: what cannot be looked at is a finding. */
export async function* runDoctor({ config, clock, node, freeBytes, sendAlerts }: DoctorParts): AsyncGenerator<Finding> {
  const { databaseUrl, dataDir } = config.services;
  yield checkNode(node);
  yield* await guarded('redis', () =>
    checkRedis(config.services, config.mode === 'live', configuredGroups({ config, sources: new Map() })),
  );
  const postgres = await guarded('postgres', () => checkPostgres(databaseUrl));
  yield* postgres;
  yield* await guarded('data folder', async () => checkDataFolder(dataDir, freeBytes));
  const { finding, config: complete } = await checkSecrets(
    config,
    postgres.every(({ state }) => state === 'ok'),
  );
  yield finding;
  yield* await guarded('kalshi', () => checkKalshi(complete, clock));
  yield* await guarded('polymarket', () => checkPolymarket(complete, clock));
  yield* await guarded('alerts', () => checkAlerts(config, clock, sendAlerts));
}

async function guarded(check: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [wrong(check, messageOf(error), 'look at the configuration: config check')];
  }
}
