import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { messageOf } from '../errors/coded-error.js';
import { channelRegistry } from './channels.js';
import { durableStreams } from './durable-streams.js';
import { findChannel } from './find-channel.js';
import { groupStates } from './group-states.js';
import { type PrivateRedis, startPrivateRedis } from './test-redis.js';

it('durable streams are all of the durable channels, each by its full name', () => {
  const found = durableStreams.map((stream) => findChannel(stream).definition);
  expect(new Set(found)).toEqual(new Set(channelRegistry.filter(({ delivery }) => delivery === 'durable')));
  expect(durableStreams).toContain('venue.kalshi.markets');
  expect(durableStreams.join()).not.toMatch(/[{}]/);
  expect(new Set(durableStreams).size).toBe(durableStreams.length);
});

/** Why a private server cannot be started here, or null. */
const reason = await startPrivateRedis().then(
  (redis) => redis.stop().then(() => null),
  (error: unknown) => messageOf(error),
);

describe.skipIf(reason !== null)(`groups on Redis${reason === null ? '' : `: could not run: ${reason}`}`, () => {
  let server: PrivateRedis;
  let redis: Redis;
  beforeAll(async () => {
    server = await startPrivateRedis();
    redis = new Redis(server.url, { protocol: 2 });
  });
  beforeEach(() => redis.flushall());
  afterAll(async () => {
    redis?.disconnect();
    await server?.stop();
  });

  const key = 'pma:trade.results';
  const add = async (count: number) => {
    for (let n = 0; n < count; n++) await redis.xadd(key, '*', '_', String(n));
  };
  const read = (group: string, count: number) =>
    redis.xreadgroup('GROUP', group, 'one', 'COUNT', count, 'STREAMS', key, '>');

  it('are none where nothing ran', async () => {
    expect(await groupStates(redis, 'pma:')).toEqual([]);
  });

  it('are behind by what they were not given and what they hold', async () => {
    await add(3);
    await redis.xgroup('CREATE', key, 'reader', '0');
    await redis.xgroup('CREATE', key, 'nobody', '0');
    await read('reader', 2);
    const idleMs = expect.any(Number) as number;
    expect(await groupStates(redis, 'pma:')).toEqual([
      { group: 'nobody', stream: 'trade.results', messages: 3, idleMs: null },
      { group: 'reader', stream: 'trade.results', messages: 3, idleMs },
    ]);
    await redis.xack(key, 'reader', ...(await redis.xrange(key, '-', '+', 'COUNT', 2)).map(([id]) => id));
    expect((await groupStates(redis, 'pma:'))[1]).toMatchObject({ messages: 1 });
  });

  it('count on after a trim, and say so where Redis cannot count', async () => {
    await add(400);
    await redis.xtrim(key, 'MAXLEN', '=', 150);
    await redis.xgroup('CREATE', key, 'late', '0');
    expect(await groupStates(redis, 'pma:')).toMatchObject([{ messages: 150 }]);
    await read('late', 10);
    const [, , third] = (await redis.xrange(key, '-', '+', 'COUNT', 20)).slice(9);
    await redis.xdel(key, third?.[0] as string);
    expect(await groupStates(redis, 'pma:')).toMatchObject([{ messages: null }]);
  });

  it('of other prefixes, and of streams that are no channel, are left out', async () => {
    for (const other of ['other:trade.results', 'pma:no.such', 'pma:dead.trade.results'])
      await redis.xgroup('CREATE', other, 'reader', '0', 'MKSTREAM');
    expect(await groupStates(redis, 'pma:')).toEqual([]);
  });
});
