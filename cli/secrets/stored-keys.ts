import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { storedSecretKeys } from '@pm-arbitrage/core/secrets/stored-secrets.js';
import { withSecretDatabase } from './with-secret-database.js';

export interface StoredKeys {
  /** Dotted keys of the configuration that the database holds a secret for. */
  readonly keys: ReadonlySet<string>;
  /** Why the database could not be asked; null when it was, or when there is none. */
  readonly unknown: string | null;
}

/** Which keys are stored. Needs no secrets key, because nothing is opened; never throws. */
export async function storedKeys(config: Config): Promise<StoredKeys> {
  const { databaseUrl, dataDir } = config.services;
  if (databaseUrl === null && !existsSync(join(dataDir, 'database'))) return { keys: new Set(), unknown: null };
  try {
    const keys = await withSecretDatabase(config, (database) => storedSecretKeys(database.queries));
    return { keys, unknown: null };
  } catch (error) {
    return { keys: new Set(), unknown: messageOf(error) };
  }
}
