import type { Config } from '../config/schema.js';
import type { Database } from '../db/database.js';
import type { Platform } from '../domain/platform.js';
import type { Logger } from '../log/logger.js';
import { withStoredSecrets } from './with-stored-secrets.js';

/** The configuration of an agent, with the stored credentials of the venues that it declares. @throws SecretError */
export async function openCredentials(
  config: Config,
  wanted: readonly Platform[],
  { database, log }: { readonly database: Database; readonly log: Logger },
): Promise<Config> {
  const { config: complete, filled, shut } = await withStoredSecrets(config, wanted, database);
  if (filled.length > 0) log.info({ keys: filled }, 'stored credentials opened');
  if (shut.length > 0)
    log.warn({ keys: shut }, 'stored credentials stay shut: neither SECRETS_KEY nor SECRETS_KEY_FILE is set');
  return complete;
}
