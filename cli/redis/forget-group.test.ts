import { groupStates } from '@pm-arbitrage/core/bus/group-states.js';
import { trimAcknowledged } from '@pm-arbitrage/core/bus/redis-trimmer.js';
import { type PrivateRedis, startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { abandonedGroups } from './abandoned-groups.js';
import { configuredGroups } from './configured-groups.js';
import { forgetGroup } from './forget-group.js';
import { openRedis } from './open-redis.js';
import { requireForgettable } from './require-forgettable.js';

const configured = configuredGroups({ config: configSchema.parse({}), sources: new Map() });
const GONE = 'strategy:cash-and-carry';
const state = (idleMs: number | null, messages: number | null = 5, stream = 'trade.results', group = GONE) => ({
  group,
  stream,
  messages,
  idleMs,
});
const [minute, day] = [60_000, 86_400_000];

it('an agent reads with the group of its label, and the recorder with a second one', () => {
  expect(configured.get('strategy:atomic-arb')).toBe('strategy:atomic-arb');
  expect(configured.get('recorder')).toBe('recorder');
  expect(configured.get('recording')).toBe('recorder');
  expect(configured.has(GONE)).toBe(false);
});

describe('a group that may be forgotten', () => {
  it('was read with by nobody for a minute, on no stream', () => {
    const silent = [state(minute + 1), state(null, 0, 'allocations')];
    expect(requireForgettable(GONE, [...silent, state(1, 0, 'allocations', 'other')], configured)).toEqual(silent);
    expect(() => requireForgettable(GONE, [...silent, state(minute, 0, 'trade.rejected')], configured)).toThrow(
      /Somebody reads with strategy:cash-and-carry, 60 s ago.*End that process/,
    );
  });

  it('is there, and of no agent of the configuration', () => {
    expect(() => requireForgettable('strategy:x', [state(null)], configured)).toThrow(
      /no.*group strategy:x.*redis groups/i,
    );
    const recording = state(day, 5, 'trade.results', 'recording');
    expect(() => requireForgettable('recording', [recording], configured)).toThrow(
      /agent recorder of this configuration reads with recording.*take it out/,
    );
  });
});

describe('an abandoned group', () => {
  it('holds messages back, was silent for a day on every stream, and is not configured', () => {
    expect(abandonedGroups([state(day + 1), state(null, 0, 'allocations')], configured)).toEqual([GONE]);
    expect(abandonedGroups([state(null, null)], configured)).toEqual([GONE]);
    expect(abandonedGroups([state(day + 1), state(day, 0, 'allocations')], configured)).toEqual([]);
    expect(abandonedGroups([state(day + 1, 0)], configured)).toEqual([]);
    expect(abandonedGroups([state(day + 1, 5, 'trade.results', 'recording')], configured)).toEqual([]);
  });
});

/** Why a private server cannot be started here, or null. */
const reason = await startPrivateRedis().then(
  (redis) => redis.stop().then(() => null),
  (error: unknown) => messageOf(error),
);

describe.skipIf(reason !== null)(`a group on Redis${reason === null ? '' : `: could not run: ${reason}`}`, () => {
  const PREFIX = 'pma:';
  const LIVE = 'strategy:atomic-arb';
  const key = `${PREFIX}trade.results`;
  const COUNT = 1_000;
  let server: PrivateRedis;
  let redis: Redis;
  beforeAll(async () => {
    server = await startPrivateRedis();
    redis = await openRedis(server.url);
  });
  beforeEach(async () => {
    await redis.flushall();
    for (const group of [LIVE, GONE]) await redis.xgroup('CREATE', key, group, '0', 'MKSTREAM');
    await redis.xgroup('CREATE', `${PREFIX}allocations`, GONE, '0', 'MKSTREAM');
    await Promise.all(Array.from({ length: COUNT }, (_, n) => redis.xadd(key, '*', '_', String(n))));
    await readAll(LIVE);
    await redis.xack(key, LIVE, ...(await redis.xrange(key, '-', '+')).map(([id]) => id));
  });
  afterAll(async () => {
    redis?.disconnect();
    await server?.stop();
  });

  const readAll = (group: string) => redis.xreadgroup('GROUP', group, 'one', 'COUNT', COUNT, 'STREAMS', key, '>');
  const forget = (group: string) => forgetGroup(redis, PREFIX, group, configured);
  const kept = async () => {
    await trimAcknowledged(redis, key, COUNT);
    return redis.xlen(key);
  };

  it('keeps a stream from being trimmed until it is forgotten', async () => {
    expect(await kept()).toBe(COUNT);
    expect(await forget(GONE)).toEqual([
      { group: GONE, stream: 'allocations', messages: 0, idleMs: null },
      { group: GONE, stream: 'trade.results', messages: COUNT, idleMs: null },
    ]);
    expect((await groupStates(redis, PREFIX)).map(({ group }) => group)).toEqual([LIVE]);
    // Whole nodes of the stream go, a hundred entries each.
    expect(await kept()).toBeLessThan(150);
  });

  it('stays while somebody reads with it', async () => {
    await readAll(GONE);
    await expect(forget(GONE)).rejects.toMatchObject({ code: 'redis.group-active' });
    expect(await kept()).toBe(COUNT);
  });

  it('stays while an agent of the configuration reads with it, however long that has not run', async () => {
    await redis.xgroup('CREATE', key, 'opportunity-scanner', '0');
    await expect(forget('opportunity-scanner')).rejects.toMatchObject({ code: 'redis.group-configured' });
    await forget(GONE);
    expect(await kept()).toBe(COUNT);
  });

  it('that is not there cannot be forgotten, nor twice', async () => {
    await forget(GONE);
    await expect(forget(GONE)).rejects.toMatchObject({ code: 'redis.group-unknown' });
  });
});
