import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { claimDataFolder } from '../data-lock.js';

/**
 * The database that holds stored secrets, for one piece of work. The embedded one bears one process at a time: while a
 * swarm runs on it, secrets can only be looked at by the swarm. @throws DatabaseUnavailableError DataFolderBusyError
 */
export async function withSecretDatabase<T>(
  { services: { databaseUrl, dataDir } }: Pick<Config, 'services'>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { openDatabase } = await import('@pm-arbitrage/core/db/open-database.js');
  const { join } = await import('node:path');
  const release = databaseUrl === null ? await claimDataFolder(dataDir) : () => undefined;
  try {
    const database = await openDatabase({ url: databaseUrl, directory: join(dataDir, 'database'), connections: 1 });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    release();
  }
}
