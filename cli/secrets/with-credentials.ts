import { credentialProblems } from '@pm-arbitrage/core/config/live-rules.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { withStoredSecrets } from '@pm-arbitrage/core/secrets/with-stored-secrets.js';
import { withSecretDatabase } from './with-secret-database.js';

/**
 * The configuration with what is stored for a venue, for the kill switch. The database is asked only where file and
 * environment lack something and a key is there to open it: a halt must not wait for what it does not need.
 * @throws DatabaseUnavailableError, SecretError
 */
export async function withCredentials(config: Config, platform: Platform): Promise<Config> {
  const { databaseUrl, secretsKey, secretsKeyFile } = config.services;
  const isComplete = !credentialProblems(config).some((problem) => problem.startsWith(`venues.${platform}`));
  if (isComplete || databaseUrl === null || (secretsKey === null && secretsKeyFile === null)) return config;
  return (await withSecretDatabase(config, (database) => withStoredSecrets(config, [platform], database))).config;
}
