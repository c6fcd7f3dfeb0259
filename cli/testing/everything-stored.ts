import type { Database } from '@pm-arbitrage/core/db/database.js';
import { sql } from 'drizzle-orm';
import { Redis } from 'ioredis';

/** Every row of every table, as text. */
export async function everyRow(database: Database): Promise<string> {
  const tables = await database.statement<{ name: string }>(
    'tables',
    "select tablename as name from pg_tables where schemaname = 'public'",
    [],
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.queries.execute(sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t`);
    texts.push(`${name}: ${JSON.stringify(rows)}`);
  }
  return texts.join('\n');
}

/** Every stream and value of a Redis, as text: heartbeats, alerts, parked messages, books. */
export async function everyKey(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const texts: string[] = [];
    for (const key of await redis.keys('*')) {
      const type = await redis.type(key);
      const value =
        type === 'stream' ? await redis.xrange(key, '-', '+') : type === 'string' ? await redis.get(key) : type;
      texts.push(`${key}: ${JSON.stringify(value)}`);
    }
    return texts.join('\n');
  } finally {
    redis.disconnect();
  }
}
