import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { CodedError, messageOf } from '../errors/coded-error.js';
import type { Database, Queries } from './database.js';
import { migrationsFolder } from './migrations-folder.js';
import * as schema from './schema/schema.js';

/** Thrown when no database can be opened; the message says where it was looked for and what to do. */
export class DatabaseUnavailableError extends CodedError {}

const readOnly = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

export interface DatabaseOptions {
  /** `postgres://…`; null opens the embedded database. */
  readonly url: string | null;
  /** Folder of the embedded database; null keeps it in memory. */
  readonly directory?: string | null;
  /** Most connections of this process. */
  readonly connections?: number;
}

/** Opens Postgres or the embedded database and brings its schema up to date. @throws DatabaseUnavailableError */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url === null
    ? openEmbedded(options.directory ?? null)
    : openPostgres(options.url, options.connections);
}

async function openPostgres(url: string, connections = 4): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 5_000 });
  // An idle connection that breaks must not end the process; the next query reports it.
  pool.on('error', () => undefined);
  const orm = drizzlePostgres(pool, { schema });
  try {
    await withMigrationLock(url, () => migratePostgres(orm, { migrationsFolder: migrationsFolder() }));
  } catch (cause) {
    await pool.end();
    const place = url.replace(/\/\/[^@/]*@/, '//…@');
    throw new DatabaseUnavailableError(
      'db.unavailable',
      `Cannot open Postgres at ${place}: ${messageOf(cause)}. Start it, or correct DATABASE_URL.`,
      {},
      { cause },
    );
  }
  const queries = orm as unknown as Queries;
  return {
    kind: 'postgres',
    queries,
    underWay: () => pool.totalCount - pool.idleCount + pool.waitingCount,
    statement: async <Row>(name: string, text: string, values: readonly unknown[]) =>
      (await pool.query({ name, text, values: [...values] })).rows as Row[],
    transaction: (work) => queries.transaction((tx) => work(tx as unknown as Queries)),
    snapshot: (read) => queries.transaction((tx) => read(tx as unknown as Queries), readOnly),
    close: () => pool.end(),
  };
}

/**
 * Processes of one swarm start together; only one of them may migrate at a time. The lock has a connection of its own, so
 * that a pool of one can migrate; it goes with it.
 */
async function withMigrationLock(url: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_advisory_lock(7263001)');
    await work();
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function openEmbedded(directory: string | null): Promise<Database> {
  if (directory !== null) mkdirSync(dirname(directory), { recursive: true });
  // Loaded when it is wanted: who has a server starts a fifth of a second sooner.
  const [pglite, { drizzle: drizzlePglite }, { migrate: migratePglite }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ]);
  let client: PGlite;
  try {
    client = await pglite.PGlite.create({
      ...(directory === null ? {} : { dataDir: directory }),
      relaxedDurability: true,
    });
  } catch (cause) {
    throw new DatabaseUnavailableError(
      'db.embedded',
      `Cannot open the embedded database in ${directory}: ${messageOf(cause)}. Is another process using it?`,
      { directory },
      { cause },
    );
  }
  const underWay = countWork(client);
  const orm = drizzlePglite(client, { schema });
  await migratePglite(orm, { migrationsFolder: migrationsFolder() });
  const queries = orm as unknown as Queries;
  return {
    kind: 'pglite',
    queries,
    underWay,
    statement: async <Row>(_name: string, text: string, values: readonly unknown[]) =>
      (await client.query<Row>(text, [...values])).rows,
    transaction: (work) => queries.transaction((tx) => work(tx as unknown as Queries)),
    snapshot: (read) => queries.transaction((tx) => read(tx as unknown as Queries), readOnly),
    close: () => client.close(),
  };
}

/** Counts what a client has under way. A replay moves its clock only when nothing is. */
function countWork(client: PGlite): () => number {
  let count = 0;
  const counted =
    <Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      count++;
      try {
        return await method.apply(client, args);
      } finally {
        count--;
      }
    };
  client.query = counted(client.query) as typeof client.query;
  client.exec = counted(client.exec) as typeof client.exec;
  client.transaction = counted(client.transaction) as typeof client.transaction;
  return () => count;
}
