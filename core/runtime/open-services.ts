import { join } from 'node:path';
import type { Bus } from '../bus/bus.js';
import type { ParkedMessage, RedeliveryPolicy } from '../bus/bus-options.js';
import { channels } from '../bus/channels.js';
import { MemoryBus } from '../bus/memory-bus.js';
import { MemoryHub } from '../bus/memory-hub.js';
import type { Clock } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';
import type { Config } from '../config/schema.js';
import { openDatabase } from '../db/open-database.js';
import { messageOf } from '../errors/coded-error.js';
import { MemoryHotState } from '../hot-state/memory-hot-state.js';
import type { Logger } from '../log/logger.js';
import { newRegistry } from '../metrics/new-registry.js';
import { tellOfProcess } from '../metrics/tell-of-process.js';
import { type Ids, randomIds } from '../random/ids.js';
import { type Random, systemRandom } from '../random/random.js';
import { HaltFile } from './halt-file.js';
import { HaltState } from './halt-state.js';
import type { Services } from './services.js';

export interface ServiceOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly random?: Random;
  /** Keeps the embedded database in memory, for tests and replays. */
  readonly ephemeral?: boolean;
  /** Most connections to Postgres; one, and queries end in the order in which they began. */
  readonly connections?: number;
}

/** Outlives a database that restarts: about a minute between fifteen attempts. */
const redelivery: RedeliveryPolicy = {
  maxAttempts: 15,
  backoffMs: (attempt) => Math.min(100 * 2 ** (attempt - 1), 5_000),
};

/** Opens what a process needs: Redis and Postgres where they are configured, memory and PGlite where not. */
export async function openServices(options: ServiceOptions): Promise<Services & { readonly hub: MemoryHub | null }> {
  const { config, log } = options;
  const clock = options.clock ?? systemClock;
  const ids = options.ids ?? randomIds;
  const { redisUrl, redisPrefix, databaseUrl, dataDir } = config.services;
  const directory = options.ephemeral ? null : join(dataDir, 'database');
  const { connections } = options;
  const database = await openDatabase({
    url: databaseUrl,
    directory,
    ...(connections === undefined ? {} : { connections }),
  });
  const metrics = newRegistry();
  tellOfProcess(metrics);
  const hub = redisUrl === null ? new MemoryHub() : null;
  // Loaded only where there is one: it is much of what a process loads at its start.
  const redis =
    redisUrl === null
      ? null
      : {
          url: redisUrl,
          ...(await import('../bus/redis-bus.js')),
          ...(await import('../hot-state/redis-hot-state.js')),
        };
  const onConnectionError = (error: Error) => log.warn({ error: error.message }, 'Redis connection');
  const hot =
    redis === null
      ? new MemoryHotState(clock)
      : new redis.RedisHotState({ url: redis.url, prefix: `${redisPrefix}hot:`, clock, onConnectionError });

  const busFor = (source: string): Bus => {
    const shared = {
      source,
      clock,
      ids,
      redelivery,
      onParked: (message: ParkedMessage) => {
        log.error({ stream: message.stream, group: message.group, error: message.error }, 'message parked');
        if (message.stream !== channels.alerts.stream) void raiseParked(bus, message, source, clock, ids);
      },
    };
    const bus: Bus =
      redis === null
        ? new MemoryBus(hub as MemoryHub, shared)
        : new redis.RedisBus({ ...shared, url: redis.url, prefix: redisPrefix, onConnectionError });
    return bus;
  };

  return {
    config,
    clock,
    ids,
    log,
    database,
    hot,
    metrics,
    hub,
    random: options.random ?? systemRandom(),
    halt: new HaltState(),
    haltFile: new HaltFile(dataDir),
    busFor,
    async close() {
      await hot.close();
      await database.close();
    },
  };

  async function raiseParked(bus: Bus, message: ParkedMessage, source: string, time: Clock, fresh: Ids): Promise<void> {
    const alert = {
      id: fresh.next(),
      tier: 'critical' as const,
      kind: 'bus.parked',
      dedupeKey: `bus.parked:${message.stream}`,
      title: `A message on ${message.stream} could not be handled`,
      body: message.error,
      source,
      at: time.now(),
    };
    await bus.publishDurable(channels.alerts, alert).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, 'alert could not be sent');
    });
  }
}
