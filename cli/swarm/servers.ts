import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Redis } from 'ioredis';
import pg from 'pg';
import { withoutCredentials } from '@pm-arbitrage/core/config/redact.js';
import { openRedis } from '../redis/open-redis.js';

/** Thrown when Redis or Postgres is missing; says which, where it was looked for, and how to start it. */
export class ServerMissingError extends CodedError {}

const TIMEOUT_MS = 3_000;
const HOW =
  'Start both with: docker compose up -d redis postgres. Or install them, and name them with REDIS_URL and DATABASE_URL.';

export interface Servers {
  readonly redisUrl: string;
  readonly databaseUrl: string;
}

/** Both addresses. @throws ServerMissingError when one is not configured. */
export function configuredServers(
  services: { redisUrl: string | null; databaseUrl: string | null },
  what: string,
): Servers {
  const { redisUrl, databaseUrl } = services;
  if (redisUrl !== null && databaseUrl !== null) return { redisUrl, databaseUrl };
  const missing = [...(redisUrl === null ? ['REDIS_URL'] : []), ...(databaseUrl === null ? ['DATABASE_URL'] : [])];
  throw new ServerMissingError(
    'servers.not-configured',
    `${what} needs Redis and Postgres, and ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set. Set REDIS_URL=redis://127.0.0.1:6379 and DATABASE_URL=postgres://user:password@127.0.0.1:5432/pm_arbitrage, or run everything in one process, which needs neither: up`,
    { missing },
  );
}

/** @throws ServerMissingError when one of them does not answer. */
export async function requireServers(servers: Servers): Promise<void> {
  const problems = (await Promise.all([redisProblem(servers.redisUrl), postgresProblem(servers.databaseUrl)])).filter(
    (problem) => problem !== null,
  );
  if (problems.length > 0) throw new ServerMissingError('servers.silent', `${problems.join('\n')}\n${HOW}`);
}

/** Null when Redis answers, else what is wrong. */
export async function redisProblem(url: string): Promise<string | null> {
  let redis: Redis | null = null;
  try {
    redis = await openRedis(url);
    await redis.ping();
    return null;
  } catch (error) {
    return `Redis does not answer at ${withoutCredentials(url)}: ${messageOf(error)}`;
  } finally {
    redis?.disconnect();
  }
}

/** Null when Postgres answers, else what is wrong. */
export async function postgresProblem(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return null;
  } catch (error) {
    return `Postgres does not answer at ${withoutCredentials(url)}: ${messageOf(error)}`;
  } finally {
    await client.end().catch(() => undefined);
  }
}
