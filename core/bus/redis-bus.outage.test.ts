import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/system-clock.js';
import { messageOf } from '../errors/coded-error.js';
import { randomIds } from '../random/ids.js';
import { compileWorker } from './compile-worker.js';
import { RedisBus } from './redis-bus.js';
import type { RedisBusOptions } from './redis-options.js';
import { pairs } from './stream-state.js';
import { type Note, testChannel } from './test-channels.js';
import { type PrivateRedis, startPrivateRedis } from './test-redis.js';
import { encodeEnvelope } from './wire.js';
import { sealEnvelope } from './seal-envelope.js';
import { waitFor } from '../testing/wait-for.js';

const note = (n: number): Note => ({ key: 'k', n });
const group = (consumer: string, name = 'group') => ({ group: name, consumer });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

const work = testChannel('work', 'durable');
const feed = testChannel('feed', 'feed');
const latest = testChannel('latest', 'latest');

/** Why a private server cannot be started here, or null. */
const reason = await startPrivateRedis().then(
  (redis) => redis.stop().then(() => null),
  (error: unknown) => messageOf(error),
);

describe.skipIf(reason !== null)(
  `RedisBus on a server of its own${reason === null ? '' : `: could not run: ${reason}`}`,
  () => {
    let redis: PrivateRedis;
    let direct: Redis;
    const buses: RedisBus[] = [];
    const processes: ChildProcess[] = [];

    const open = (source: string, options: Partial<RedisBusOptions> = {}) => {
      const bus = new RedisBus({
        url: redis.url,
        prefix: 'pm:',
        source,
        clock: systemClock,
        ids: randomIds,
        redelivery: { maxAttempts: 5, backoffMs: () => 1 },
        timeoutMs: 500,
        claimIdleMs: 300,
        trimEveryMs: 20,
        ...options,
      });
      buses.push(bus);
      return bus;
    };

    beforeEach(async () => {
      redis = await startPrivateRedis('persist');
      direct = new Redis(redis.url);
      direct.on('error', () => undefined);
    });
    afterEach(async () => {
      for (const child of processes.splice(0)) child.kill('SIGKILL');
      for (const bus of buses.splice(0)) bus.abort();
      direct.disconnect();
      await redis.stop();
    });

    it.each(['with its data', 'without its data'] as const)('goes on when Redis comes back %s', async (how) => {
      const publisher = open('publisher');
      const reader = open('reader');
      const handled: number[] = [];
      const followed: (number | string)[] = [];
      await reader.consume(work, group('one'), async ({ n }) => void handled.push(n));
      await reader.follow([feed], ({ n }) => void followed.push(n), { onGap: (stream) => void followed.push(stream) });
      await reader.follow([latest], ({ n }) => void followed.push(n));
      await publisher.publishDurable(work, note(1));
      publisher.publish(feed, note(2));
      await waitFor(() => expect([handled, followed]).toEqual([[1], [2]]));

      await redis.kill(how === 'without its data' ? 'clean' : undefined);
      await waitFor(() => expect(publisher.connected).toBe(false));
      publisher.publish(feed, note(3));
      await redis.start();
      await waitFor(async () => {
        await publisher.publishDurable(work, note(4));
      });
      await waitFor(() => expect(followed).toEqual([2, 'feed', 3]));
      publisher.publish(latest, note(5));
      await waitFor(() => expect(followed.at(-1)).toBe(5));
      await waitFor(() => expect(handled.at(-1)).toBe(4));
      expect(handled.filter((n) => n === 1)).toEqual([1]);
    });

    it('rejects durable messages in bounded time while Redis is away', async () => {
      const publisher = open('publisher', { maxBuffered: 10 });
      await publisher.publishDurable(work, note(1));
      await redis.kill();
      const start = systemClock.monotonic();
      await expect(publisher.publishDurable(work, note(2))).rejects.toMatchObject({ code: 'bus.unavailable' });
      expect(systemClock.monotonic() - start).toBeLessThan(2_000);
      for (let n = 0; n < 25; n++) publisher.publish(feed, note(n));
      expect(publisher.buffered).toBe(10);
      expect(publisher.dropped).toBe(15);
      await redis.start();
      await waitFor(async () => expect(await direct.xlen('pm:feed')).toBe(10));
      expect(publisher.dropped).toBe(15);
    });

    it('rejects durable messages in bounded time when Redis hangs, and recovers', async () => {
      const publisher = open('publisher');
      await publisher.publishDurable(work, note(1));
      redis.freeze();
      await expect(publisher.publishDurable(work, note(2))).rejects.toMatchObject({ code: 'bus.unavailable' });
      redis.thaw();
      await waitFor(async () => {
        await publisher.publishDurable(work, note(3));
      });
    });

    it('refuses to start reading in bounded time while Redis is away', async () => {
      await redis.kill();
      const reader = open('reader');
      await expect(reader.follow([feed], () => undefined)).rejects.toMatchObject({ code: 'bus.unavailable' });
      await expect(reader.consume(work, group('one'), async () => undefined)).rejects.toMatchObject({
        code: 'bus.unavailable',
      });
    });

    it('goes on after its sockets were cut, losing nothing durable and telling the followers of a feed', async () => {
      const publisher = open('publisher');
      const reader = open('reader');
      const handled: number[] = [];
      const followed: (number | string)[] = [];
      await reader.consume(work, group('one'), async ({ n }) => void handled.push(n));
      await reader.follow([feed], ({ n }) => void followed.push(n), { onGap: (stream) => void followed.push(stream) });
      for (let n = 0; n < 200; n++) {
        await publisher.publishDurable(work, note(n), { id: `m${n}` }).catch(() => undefined);
        if (n === 50) await direct.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        if (n === 60) publisher.publish(feed, note(n));
      }
      const stored = (await direct.xrange('pm:work', '-', '+')).length;
      expect(stored).toBeGreaterThan(0);
      await waitFor(() => expect(handled.at(-1)).toBe(199));
      await waitFor(() => expect(followed).toEqual(['feed', 60]));
      // At most the message that was under way when the socket went is unsure; the others are all there, in order.
      expect(new Set(handled).size).toBeGreaterThanOrEqual(199);
      expect([...new Set(handled)]).toEqual([...new Set(handled)].sort((a, b) => a - b));
    });

    it('keeps what a slow group needs and trims the rest', async () => {
      const short = testChannel('work', 'durable', 10);
      const bus = open('agent');
      const seen: number[] = [];
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      await bus.consume(short, group('one', 'fast'), async () => undefined);
      const slow = await bus.consume(short, group('one', 'slow'), async ({ n }) => {
        if (n === 500) await gate;
        seen.push(n);
      });
      await Promise.all(numbers(1_000).map((n) => bus.publishDurable(short, note(n))));
      // The front is trimmed up to what the slow group holds, in whole nodes of the stream.
      await waitFor(async () => expect(await direct.xlen('pm:work')).toBeLessThan(700));
      expect(await direct.xlen('pm:work')).toBeGreaterThanOrEqual(500);
      release();
      await waitFor(() => expect(seen).toEqual(numbers(1_000)));
      await waitFor(async () => expect(await direct.xlen('pm:work')).toBeLessThan(150));
      await slow.close();
    });

    it('shows that a consumer lives to which nothing comes', async () => {
      const seen: number[] = [];
      await open('agent').consume(work, group('one'), async ({ n }) => void seen.push(n));
      await open('publisher').publishDurable(work, note(1));
      await waitFor(() => expect(seen).toEqual([1]));
      let longest = 0;
      await waitFor(async () => {
        const [consumer] = (await direct.xinfo('CONSUMERS', 'pm:work', 'group')) as unknown[][];
        const idleMs = pairs(consumer ?? [])['idle'] as number;
        longest = Math.max(longest, idleMs);
        expect(idleMs).toBeLessThan(longest);
      });
    });

    it('leaves a message with a live consumer however long its handler takes', async () => {
      const bus = open('agent');
      const other = open('other');
      const seen: string[] = [];
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      await bus.consume(work, group('slow'), async ({ n }) => {
        seen.push(`slow ${n}`);
        await gate;
      });
      await bus.publishDurable(work, note(1));
      await waitFor(() => expect(seen).toEqual(['slow 1']));
      await other.consume(work, group('quick'), async ({ n }) => void seen.push(`quick ${n}`));
      const start = systemClock.monotonic();
      await waitFor(() => expect(systemClock.monotonic() - start).toBeGreaterThan(1_000));
      release();
      await waitFor(async () => expect((await direct.xpending('pm:work', 'group'))[0]).toBe(0));
      expect(seen).toEqual(['slow 1']);
    });

    it('parks a message that kills every consumer, and none of those behind it', async () => {
      const publisher = open('publisher');
      for (let n = 0; n < 3; n++) await publisher.publishDurable(work, note(n));
      const seen: number[] = [];
      for (let life = 0; life < 7 && seen.length < 2; life++) {
        const bus = open('mortal');
        let died = false;
        await bus.consume(work, group('one'), async ({ n }) => {
          if (n > 0) {
            seen.push(n);
            return;
          }
          died = true;
          bus.abort();
          await new Promise(() => undefined);
        });
        await waitFor(() => expect(died || seen.length === 2).toBe(true));
      }
      expect(seen).toEqual([1, 2]);
      expect(await publisher.parked('work')).toMatchObject([{ reason: 'failed', attempts: 5 }]);
    });

    it('refuses what is no message, whatever it is', async () => {
      const bus = open('reader');
      const envelope = sealEnvelope({ source: 's', clock: systemClock, ids: randomIds }, work.definition, note(1));
      const bad = [
        'not json',
        '{}',
        '[1,2,3]',
        encodeEnvelope({ ...envelope, version: 2 }),
        encodeEnvelope({ ...envelope, payload: { key: 'k' } }),
        encodeEnvelope({ ...envelope, id: '' }),
      ];
      for (const text of bad) await direct.xadd('pm:work', '*', '_', text);
      for (const text of bad) await direct.xadd('pm:feed', '*', '_', text);
      const seen: number[] = [];
      await bus.follow([feed], ({ n }) => void seen.push(n));
      for (const text of bad) await direct.xadd('pm:feed', '*', '_', text);
      await direct.xadd('pm:feed', '*', '_', encodeEnvelope(envelope));
      await bus.consume(work, group('one'), async ({ n }) => void seen.push(n));
      await direct.xadd('pm:work', '*', '_', encodeEnvelope(envelope));
      await waitFor(() => expect(seen).toEqual([1, 1]));
      expect(bus.counters('work')).toMatchObject({ invalid: 6, parked: 6, delivered: 1 });
      expect(bus.counters('feed')).toMatchObject({ invalid: 6, delivered: 1 });
      expect((await bus.parked('work')).map(({ text }) => text)).toEqual(bad);
    });

    it('hands the work of a killed process to another process', async () => {
      const { script, folder } = await compileWorker('two-process.worker');
      try {
        const publisher = open('publisher');
        const seen: Record<string, number[]> = { dying: [], heir: [] };
        const start = (consumer: string) => {
          const child = fork(script, [redis.url, 'pm:', consumer]);
          child.on('message', (n) => seen[consumer]?.push(Number(n)));
          processes.push(child);
          return child;
        };
        const dying = start('dying');
        await Promise.all(numbers(50).map((n) => publisher.publishDurable(work, note(n))));
        await waitFor(() => expect(seen['dying']?.at(-1)).toBe(10));
        dying.kill('SIGKILL');
        await once(dying, 'exit');
        start('heir');
        await waitFor(() => expect(new Set([...(seen['dying'] ?? []), ...(seen['heir'] ?? [])]).size).toBe(50));
        expect(seen['heir']).toContain(10);
        expect(seen['heir']?.filter((n) => n < 5)).toEqual([]);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  },
);
