import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';

/** Where tests look for a Postgres server: `DATABASE_URL`, else the default local port. */
const serverUrl = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function serverAnswers(): Promise<string | null> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Null when a Postgres server answers; else why the Postgres suites cannot run. */
export const postgresMissing: string | null = await serverAnswers();

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database of its own on the test server, dropped when closed. */
export async function createPostgresDatabase(): Promise<{ url: string; database: Database; drop(): Promise<void> }> {
  const name = `pma_test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.toString() });
  return {
    url: url.toString(),
    database,
    async drop() {
      await database.close();
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}

/** A fresh embedded database in memory. */
export const createEmbeddedDatabase = (): Promise<Database> => openDatabase({ url: null });

/** Every database the code must run on, for `describe.each`; `missing` says why one cannot be had. */
export const testDatabases: readonly {
  readonly kind: string;
  readonly missing: string | null;
  open(): Promise<{ database: Database; close(): Promise<void> }>;
}[] = [
  {
    kind: 'PGlite',
    missing: null,
    async open() {
      const database = await createEmbeddedDatabase();
      return { database, close: () => database.close() };
    },
  },
  {
    kind: 'Postgres',
    missing: postgresMissing,
    async open() {
      const { database, drop } = await createPostgresDatabase();
      return { database, close: drop };
    },
  },
];

/** Takes every row out, so that tests of one file can share a database. */
export async function emptyDatabase(database: Database): Promise<void> {
  await database.queries.execute(sql`
    do $$ declare names text; begin
      select string_agg(quote_ident(tablename), ', ') into names from pg_tables where schemaname = 'public';
      -- The log refuses to be emptied by anybody else.
      alter table audit_log disable trigger user;
      alter table audit_head disable trigger user;
      execute 'truncate table ' || names || ' restart identity cascade';
      alter table audit_log enable trigger user;
      alter table audit_head enable trigger user;
    end $$`);
}
