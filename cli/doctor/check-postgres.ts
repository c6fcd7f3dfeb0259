import { withoutCredentials } from '@pm-arbitrage/core/config/redact.js';
import { pendingMigrations } from '@pm-arbitrage/core/db/pending-migrations.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import pg from 'pg';
import { type Finding, ok, unchecked, wrong } from './finding.js';

const TIMEOUT_MS = 5_000;
const OLDEST_MAJOR = 14;
const START = 'start it (docker compose up -d postgres), or correct DATABASE_URL';

/** Version and migrations of the configured Postgres. Changes nothing. */
export async function checkPostgres(url: string | null): Promise<readonly Finding[]> {
  if (url === null) return [ok('postgres', 'none: the embedded database in the data folder')];
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
    const text = rows[0]?.version ?? '';
    return [version(text), await migrations(client)];
  } catch (error) {
    const says = `does not answer at ${withoutCredentials(url)}: ${messageOf(error)}`;
    return [wrong('postgres', says, START), unchecked('migrations')];
  } finally {
    await client.end().catch(() => undefined);
  }
}

const version = (text: string): Finding =>
  Number.parseInt(text, 10) >= OLDEST_MAJOR
    ? ok('postgres', text)
    : wrong('postgres', `version ${text} is too old`, `install Postgres ${OLDEST_MAJOR} or newer`);

async function migrations(client: pg.Client): Promise<Finding> {
  const applied = await client
    .query<{ at: string }>('select created_at as at from drizzle.__drizzle_migrations')
    .then(({ rows }) => rows.map(({ at }) => Number(at)))
    // The table comes with the first migration.
    .catch(() => []);
  const { pending, unknown } = pendingMigrations(applied);
  if (unknown > 0)
    return wrong(
      'migrations',
      `the database has ${unknown} that this version does not know: a newer one has worked on it`,
      'run the newer version here too',
    );
  return pending.length === 0
    ? ok('migrations', 'up to date')
    : wrong('migrations', `${pending.length} are missing, the first is ${pending[0]}`, 'run: db migrate');
}
