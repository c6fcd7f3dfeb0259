import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { withStoredSecrets } from '@pm-arbitrage/core/secrets/with-stored-secrets.js';
import { DataFolderBusyError } from '../data-lock.js';
import { withSecretDatabase } from '../secrets/with-secret-database.js';
import { type Finding, ok, unchecked, wrong } from './finding.js';

export interface Opened {
  readonly finding: Finding;
  /** The configuration with what is stored, as the executor would get it. */
  readonly config: Config;
}

/** Opens what is stored, as the executor would. @param isMigrated whether the database can be asked without changing it */
export async function checkSecrets(config: Config, isMigrated: boolean): Promise<Opened> {
  const { databaseUrl, dataDir } = config.services;
  const check = 'stored secrets';
  if (databaseUrl === null && !existsSync(join(dataDir, 'database')))
    return { config, finding: ok(check, 'none: there is no database yet') };
  const { secretsKey, secretsKeyFile } = config.services;
  if (databaseUrl === null && secretsKey === null && secretsKeyFile === null)
    return { config, finding: ok(check, 'not looked for: no key is configured that could open them') };
  if (databaseUrl !== null && !isMigrated) return { config, finding: unchecked(check) };
  try {
    const opened = await withSecretDatabase(config, (database) => withStoredSecrets(config, platforms, database));
    if (opened.shut.length > 0)
      return {
        config,
        finding: wrong(
          check,
          `${opened.shut.join(', ')} cannot be opened without a key`,
          'set SECRETS_KEY_FILE (or SECRETS_KEY) to the key that sealed them',
        ),
      };
    const says = opened.filled.length === 0 ? 'none in force' : `${opened.filled.join(', ')} opened`;
    return { config: opened.config, finding: ok(check, says) };
  } catch (error) {
    if (error instanceof DataFolderBusyError)
      return { config, finding: ok(check, 'in the hands of the swarm that runs in this data folder') };
    return {
      config,
      finding: wrong(check, messageOf(error), 'see docs/security.md; secrets list says what is stored'),
    };
  }
}
