import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock/system-clock.js';
import { agentNames } from '../../domain/agent-names.js';
import { RedisHotState } from '../../hot-state/redis-hot-state.js';
import { randomIds } from '../../random/ids.js';
import { appendScript } from '../append-script.js';
import { channelRegistry } from '../channels.js';
import { durableStreams } from '../durable-streams.js';
import { groupStates } from '../group-states.js';
import { RedisBus } from '../redis-bus.js';
import { testChannel } from '../test-channels.js';
import { type PrivateRedis, redisForTests, startPrivateRedis } from '../test-redis.js';
import { aclFile } from './acl-file.js';

const PREFIX = 'pma:';
const passwords = new Map(agentNames.map((agent) => [agent, `secret of ${agent}`]));
const streamOf = (name: string): string =>
  name.replace('{platform}', 'kalshi').replace('{type}', 'crypto').replace('{symbol}', 'btc-usd');

const found = await redisForTests();
const missing = 'unavailable' in found ? ` (skipped: ${found.unavailable})` : '';
if (!('unavailable' in found)) await found.stop();

describe.skipIf(missing !== '')(`Redis with a user for each agent${missing}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pm-acl-'));
  let server: PrivateRedis;
  const connections: Redis[] = [];

  const urlOf = (agent: string): string => {
    const url = new URL(server.url);
    url.username = agent;
    url.password = `secret of ${agent}`;
    return url.href;
  };
  const connect = (url: string): Redis => {
    const redis = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
    redis.on('error', () => undefined);
    connections.push(redis);
    return redis;
  };
  const refused = async (command: Promise<unknown>): Promise<boolean> => {
    try {
      await command;
      return false;
    } catch (error) {
      if (error instanceof Error && /NOPERM|can't access at least one of the keys/.test(error.message)) return true;
      throw error;
    }
  };

  beforeAll(async () => {
    const file = join(folder, 'users.acl');
    writeFileSync(file, aclFile(passwords, PREFIX));
    server = await startPrivateRedis(undefined, ['--aclfile', file]);
  });
  afterAll(async () => {
    for (const connection of connections) connection.disconnect();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(agentNames)('lets %s write and read its channels, and no other', async (agent) => {
    const redis = connect(urlOf(agent));
    for (const { name, delivery, publishers, subscribers } of channelRegistry) {
      const key = PREFIX + streamOf(name);
      const [mayWrite, mayRead] = [publishers.includes(agent), subscribers.includes(agent)];
      const what = `${agent} and ${name}`;
      expect(await refused(redis.eval(appendScript, 1, key, '100', '_', '{}')), `append: ${what}`).toBe(!mayWrite);
      expect(await refused(redis.xadd(key, '*', '_', '{}')), `add: ${what}`).toBe(!mayWrite);
      if (delivery === 'durable') {
        const made = await refused(redis.xgroup('CREATE', key, agent, '0', 'MKSTREAM'));
        expect(made, `group: ${what}`).toBe(!mayRead);
        const read = mayRead
          ? await refused(redis.xreadgroup('GROUP', agent, 'c', 'COUNT', 1, 'STREAMS', key, '>'))
          : await refused(redis.xread('COUNT', 1, 'STREAMS', key, '0'));
        expect(read, `read: ${what}`).toBe(!mayRead);
        const parked = await refused(redis.xadd(`${PREFIX}dead.${streamOf(name)}`, '*', 'a', 'b'));
        expect(parked, `park: ${what}`).toBe(!mayRead);
      } else {
        expect(await refused(redis.xread('COUNT', 1, 'STREAMS', key, '0')), `read: ${what}`).toBe(!mayRead);
      }
      expect(await refused(redis.del(key)), `delete: ${what}`).toBe(true);
    }
  });

  it('lets the operator alone look at the groups of every durable stream and remove them', async () => {
    const recorder = connect(urlOf('recorder'));
    for (const stream of durableStreams) await recorder.xgroup('CREATE', PREFIX + stream, 'abandoned', '0', 'MKSTREAM');
    for (const agent of agentNames.filter((name) => name !== 'operator')) {
      const redis = connect(urlOf(agent));
      for (const stream of durableStreams) {
        const removal = redis.xgroup('DESTROY', PREFIX + stream, 'abandoned');
        expect(await refused(removal), `${agent} and ${stream}`).toBe(true);
      }
    }
    const operator = connect(urlOf('operator'));
    const abandoned = (await groupStates(operator, PREFIX)).filter(({ group }) => group === 'abandoned');
    expect(abandoned.map(({ stream }) => stream)).toEqual(durableStreams.toSorted());
    for (const { stream, group } of abandoned) expect(await operator.xgroup('DESTROY', PREFIX + stream, group)).toBe(1);
  });

  it('lets nobody change users, settings or scripts, look at others, or write beside the swarm', async () => {
    for (const agent of agentNames) {
      const redis = connect(urlOf(agent));
      for (const command of [
        ['ACL', 'SETUSER', agent, '+@all'],
        ['CONFIG', 'SET', 'maxmemory', '1'],
        ['FLUSHALL'],
        ['KEYS', '*'],
        ['MONITOR'],
        ['SHUTDOWN'],
        ['SCRIPT', 'FLUSH'],
        ['SET', 'elsewhere', '1'],
        ['SET', `${PREFIX}hot:heartbeat:somebody-else`, '1'],
        ['EVAL', `return redis.call('XADD', '${PREFIX}trade.nothing', '*', 'a', 'b')`, '0'],
      ]) {
        const [name = '', ...rest] = command;
        expect(await refused(redis.call(name, ...rest)), `${agent}: ${command.join(' ')}`).toBe(true);
      }
    }
  });

  it('knows nobody else: the user without a name may only ask whether the server lives', async () => {
    const nobody = connect(server.url);
    expect(await nobody.ping()).toBe('PONG');
    expect(await refused(nobody.get(`${PREFIX}hot:heartbeat:executor`))).toBe(true);
    const forger = connect(urlOf('risk-guardian').replace('secret%20of%20risk-guardian', 'guessed'));
    await expect(forger.ping()).rejects.toThrow();
  });

  it.each(['executor', 'risk-guardian', 'strategy', 'venue-watcher'] as const)(
    'is enough for the bus and the hot state of %s',
    async (agent) => {
      const bus = new RedisBus({
        url: urlOf(agent),
        prefix: PREFIX,
        source: agent,
        clock: systemClock,
        ids: randomIds,
        redelivery: { maxAttempts: 1, backoffMs: () => 1 },
        trimEveryMs: 20,
      });
      const hot = new RedisHotState({ url: urlOf(agent), prefix: `${PREFIX}hot:`, clock: systemClock });
      try {
        for (const { name, delivery, publishers, subscribers } of channelRegistry) {
          const channel = testChannel(streamOf(name), delivery);
          const note = { key: 'a', n: 1 };
          if (publishers.includes(agent) && delivery === 'durable') await bus.publishDurable(channel, note);
          else if (publishers.includes(agent)) bus.publish(channel, note);
          if (!subscribers.includes(agent)) continue;
          if (delivery === 'durable') {
            const handler = () => Promise.reject(new Error('parks whatever comes'));
            await bus.consume(channel, { group: `${agent}.bus`, consumer: 'c' }, handler);
          } else {
            await bus.follow([channel], () => undefined);
          }
        }
        await hot.set(`heartbeat:${agent}:one`, { alive: true });
        expect(await hot.list(`heartbeat:${agent}`)).toEqual(new Map([[`heartbeat:${agent}:one`, { alive: true }]]));
      } finally {
        await bus.close();
        await hot.close();
      }
      expect(bus.dropped).toBe(0);
    },
  );
});
