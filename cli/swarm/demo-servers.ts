import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Servers } from './servers.js';

/** Thrown when the demo's own database cannot be made. */
export class DemoDatabaseError extends CodedError {}

/** Where the demo looks when nothing is configured: the default local ports. */
export const localServers: Servers = {
  redisUrl: 'redis://127.0.0.1:6379',
  databaseUrl: 'postgres://postgres@127.0.0.1:5432/postgres',
};

export interface DemoPlaces extends Servers {
  readonly redisPrefix: string;
}

/** Database and Redis prefix of a demo, named after its data folder, so that runs never mix with each other or with anything real. */
export function demoPlaces(servers: Servers, dataDir: string): DemoPlaces {
  const mark = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 8);
  const url = new URL(servers.databaseUrl);
  url.pathname = `/pm_arbitrage_demo_${mark}`;
  return { redisUrl: servers.redisUrl, redisPrefix: `pma-demo-${mark}:`, databaseUrl: url.toString() };
}

/**
 * Creates the demo's database where it is missing. A fresh world gets an empty one, and an empty Redis prefix.
 * @throws DemoDatabaseError
 */
export async function prepareDemo(server: Servers, places: DemoPlaces, fresh: boolean): Promise<void> {
  const name = new URL(places.databaseUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  try {
    if (fresh) await client.query(`drop database if exists ${name} with (force)`);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  } catch (cause) {
    throw new DemoDatabaseError(
      'demo.database',
      `The demo's database ${name} cannot be made: ${messageOf(cause)}. Let the user of DATABASE_URL create databases: alter role … createdb`,
      { name },
      { cause },
    );
  } finally {
    await client.end();
  }
  if (fresh) await emptyPrefix(places);
}

/** Removes everything a demo keeps in Redis. */
export async function emptyPrefix({
  redisUrl,
  redisPrefix,
}: Pick<DemoPlaces, 'redisUrl' | 'redisPrefix'>): Promise<void> {
  const redis = new Redis(redisUrl);
  try {
    let cursor = '0';
    do {
      const [next, keys] = await redis.scan(cursor, 'MATCH', `${redisPrefix}*`, 'COUNT', 1_000);
      if (keys.length > 0) await redis.unlink(...keys);
      cursor = next;
    } while (cursor !== '0');
  } finally {
    redis.disconnect();
  }
}
