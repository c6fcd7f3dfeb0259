import { startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { startWebhookReceiver } from '@pm-arbitrage/simulator/chat/webhook/webhook-receiver.js';
import { expect, it } from 'vitest';
import { until } from '@pm-arbitrage/core/testing/until.js';
import { awaitServers } from './await-servers.js';
import { localServers } from './demo-servers.js';

/** The machine’s time, ten seconds further at each of the first looks. */
const hurried = (): Clock => {
  let looks = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + 10_000 * Math.min(4, looks++),
    after: (ms, done) => systemClock.after(ms > 5_000 ? ms : 5, done),
  };
};

it.skipIf(postgresMissing !== null)(
  'an alert router that starts while Redis is away tells so itself, waits, and starts when it is there',
  async () => {
    const redis = await startPrivateRedis('persist');
    const receiver = await startWebhookReceiver({ clock: { ...systemClock }, secret: 's' });
    try {
      await redis.kill();
      const { alerts } = configSchema.parse({ alerts: { webhook: { url: receiver.url, secret: 's' } } });
      const servers = { redisUrl: redis.url, databaseUrl: process.env['DATABASE_URL'] ?? localServers.databaseUrl };
      let over = false;
      const waiting = awaitServers(servers, { alerts, clock: hurried(), log: createLogger('silent') }).then(
        () => (over = true),
      );
      await until('told', () => receiver.taken.some(({ kind }) => kind === 'redis.down'), 30_000);
      expect(over).toBe(false);
      await redis.start();
      await waiting;
      expect(receiver.taken.map(({ kind }) => kind)).toEqual(['redis.down', 'redis.back']);
    } finally {
      await receiver.close();
      await redis.stop();
    }
  },
);
