import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe, it } from 'vitest';
import { systemClock } from '../clock/system-clock.js';
import { randomIds } from '../random/ids.js';
import { type BusFixture, describeBusContract } from './bus.contract.js';
import { RedisBus } from './redis-bus.js';
import { sealEnvelope } from './seal-envelope.js';
import { redisForTests } from './test-redis.js';
import { encodeEnvelope } from './wire.js';

const found = await redisForTests();

if ('unavailable' in found) {
  describe('RedisBus', () => {
    it.skip(`could not run: ${found.unavailable}`, () => undefined);
  });
} else {
  const { url, stop } = found;
  afterAll(stop);
  describeBusContract('RedisBus', async (): Promise<BusFixture> => {
    const prefix = `pm-test:${randomUUID()}:`;
    const common = { url, prefix, clock: systemClock, ids: randomIds };
    const direct = new Redis(url);
    const buses: RedisBus[] = [];
    return {
      bus(source, hooks) {
        const redelivery = { maxAttempts: 5, backoffMs: () => 1 };
        const made = new RedisBus({ ...common, source, redelivery, claimIdleMs: 300, trimEveryMs: 20, ...hooks });
        buses.push(made);
        return made;
      },
      async burst({ stream, definition }, payloads) {
        const transaction = direct.multi();
        for (const payload of payloads) {
          const field = definition.delivery === 'latest' ? definition.keyOf(payload) : '_';
          const text = encodeEnvelope(sealEnvelope({ ...common, source: 'burst' }, definition, payload));
          transaction.xadd(prefix + stream, 'MAXLEN', '~', definition.maxLength, '*', field, text);
        }
        await transaction.exec();
      },
      async close() {
        for (const bus of buses) bus.abort();
        const keys = await direct.keys(`${prefix}*`);
        if (keys.length > 0) await direct.del(keys);
        direct.disconnect();
      },
    };
  });
}
