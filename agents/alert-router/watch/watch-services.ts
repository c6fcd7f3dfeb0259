import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { HotState } from '@pm-arbitrage/core/hot-state/hot-state.js';
import type { AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';
import { sql } from 'drizzle-orm';
import { DiskWatch, readDisk } from './disk-watch.js';
import { ServicePulse } from './service-pulse.js';

const PERIOD_MS = 2_500;
const PATIENCE_MS = 4_000;
const DISK_MS = 10_000;

export interface ServiceWatch {
  /** Whether the bus answers: while it does not, heartbeats say nothing. */
  readonly busAnswers: () => boolean;
  stop(): Promise<void>;
}

/** Asks database, bus and disk again and again, and tells when one is away, within 20 s. */
export function watchServices(
  parts: { readonly clock: Clock; readonly database: Database; readonly hot: HotState; readonly folder: string },
  raise: (alert: AlertRequest) => void,
): ServiceWatch {
  const { clock, database, folder, hot } = parts;
  const pulses = { database: new ServicePulse('Postgres'), hot: new ServicePulse('Redis') };
  const disk = new DiskWatch();
  const under = { database: false, hot: false };
  const answerOf = async (ask: () => Promise<unknown>): Promise<string | null> => {
    const late = new AbortController();
    try {
      const patience = sleep(clock, PATIENCE_MS, late.signal).then(() => `no answer within ${PATIENCE_MS / 1_000} s`);
      return await Promise.race([ask().then(() => null), patience]);
    } catch (error) {
      return messageOf(error);
    } finally {
      late.abort();
    }
  };
  const look = async (service: 'database' | 'hot', ask: () => Promise<unknown>) => {
    if (under[service]) return;
    under[service] = true;
    try {
      const problem = await answerOf(ask);
      for (const alert of pulses[service].record(problem, clock.now())) raise(alert);
    } finally {
      under[service] = false;
    }
  };
  let underWay: Promise<unknown> = Promise.resolve();
  const lookAtServices = () => {
    underWay = Promise.all([
      look('database', async () => database.queries.execute(sql`select 1`)),
      look('hot', () => hot.get('heartbeat:alert-router')),
    ]);
  };
  const lookAtDisk = () => {
    readDisk(folder)
      .then((space) => disk.look(space, folder).forEach(raise))
      // A folder that is not there yet has no disk to fill.
      .catch(() => undefined);
  };
  const timers = [clock.every(PERIOD_MS, lookAtServices), clock.every(DISK_MS, lookAtDisk)];
  return {
    busAnswers: () => !pulses.hot.isFailing,
    async stop() {
      for (const cancel of timers) cancel();
      await underWay;
    },
  };
}
