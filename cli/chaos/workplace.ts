import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { fastClock, type FastTime } from '@pm-arbitrage/core/clock/fast-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createPostgresDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { sql } from 'drizzle-orm';
import { EXIT_LOSS_BOUND } from './chaos-config.js';
import { ChaosVenues } from './chaos-venues.js';
import { ExecutorPool } from './executor-pool.js';

/** Where one run after the other takes place: two venues, a database and executors of its own, one clock for all. */
export interface Workplace {
  readonly time: FastTime;
  readonly clock: Clock;
  readonly venues: ChaosVenues;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly pool: ExecutorPool;
  readonly folder: string;
  readonly privateKey: KeyObject;
  readonly guardianPublicKey: string;
  readonly leaseTtlMs: number;
  readonly exitLossBound: number;
  readonly logLevel: Config['log']['level'];
  close(): Promise<void>;
}

/** In ms of the clock: a killed executor's successor waits that long. */
const LEASE_TTL_MS = 6_000;

export async function openWorkplace(options: { speed: number; logLevel: Config['log']['level'] }): Promise<Workplace> {
  const time: FastTime = { origin: systemClock.now(), speed: options.speed };
  const clock = fastClock(time, systemClock);
  const { url: databaseUrl, database, drop } = await createPostgresDatabase();
  // Processes are killed here, never the server: what is committed need not wait for the disk.
  const name = sql.identifier(new URL(databaseUrl).pathname.slice(1));
  await database.queries.execute(sql`alter database ${name} set synchronous_commit = off`);
  const folder = mkdtempSync(join(tmpdir(), 'pm-arbitrage-chaos-'));
  const venues = await ChaosVenues.start(clock);
  const pool = new ExecutorPool(databaseUrl, 2);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    time,
    clock,
    venues,
    database,
    databaseUrl,
    pool,
    folder,
    privateKey,
    guardianPublicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    leaseTtlMs: LEASE_TTL_MS,
    exitLossBound: EXIT_LOSS_BOUND,
    logLevel: options.logLevel,
    async close() {
      await pool.close();
      await venues.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
