import type { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database, Queries } from '../../db/database.js';
import * as schema from '../../db/schema/schema.js';
import type { Edge } from '../edge/edge.js';
import { EdgeEmbedded } from './edge-embedded.js';
import { EdgePool } from './edge-pool.js';

const readOnly = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

/** A database beyond an edge: each statement is asked, with its values, and its rows are an input. */
export async function edgeDatabase(edge: Edge, database: Database): Promise<Database> {
  const kind = edge.draw('database', () => database.kind);
  const { statement, queries } = await (kind === 'postgres' ? beyondPool : beyondEmbedded)(edge, database);
  return {
    kind,
    queries,
    statement,
    transaction: (work) => queries.transaction((tx) => work(tx as unknown as Queries)),
    snapshot: (read) => queries.transaction((tx) => read(tx as unknown as Queries), readOnly),
    underWay: () => database.underWay(),
    close: () => database.close(),
  };
}

type Beyond = Pick<Database, 'statement' | 'queries'>;

/** Drizzle carries the driver's client under this name. */
const clientOf = <Client>({ queries }: Database): Client => (queries as unknown as { $client: Client }).$client;

function beyondPool(edge: Edge, database: Database): Beyond {
  const pool = new EdgePool(edge, clientOf<pg.Pool>(database));
  return {
    queries: drizzlePostgres(pool as unknown as pg.Pool, { schema }) as unknown as Queries,
    statement: async <Row>(name: string, text: string, values: readonly unknown[]) =>
      (await pool.query({ name, text, values: [...values] })).rows as Row[],
  };
}

async function beyondEmbedded(edge: Edge, database: Database): Promise<Beyond> {
  const { drizzle } = await edge.work('load the embedded database', () => import('drizzle-orm/pglite'));
  const client = new EdgeEmbedded(edge, clientOf<PGlite>(database));
  return {
    queries: drizzle(client as unknown as PGlite, { schema }) as unknown as Queries,
    statement: async <Row>(_name: string, text: string, values: readonly unknown[]) =>
      (await client.query(text, [...values])).rows as Row[],
  };
}
