import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPrivateRedis, redisForTests } from '../bus/test-redis.js';
import { SimulatedClock } from '../clock/simulated-clock.js';
import { systemClock } from '../clock/system-clock.js';
import type { HotState } from './hot-state.js';
import { MemoryHotState } from './memory-hot-state.js';
import { RedisHotState } from './redis-hot-state.js';
import { waitFor } from '../testing/wait-for.js';

interface Fixture {
  readonly hot: HotState;
  /** Lets time pass, ms. */
  pass(ms: number): void;
  close(): Promise<void>;
}

function describeHotState(name: string, makeFixture: () => Promise<Fixture>): void {
  describe(name, () => {
    let fixture: Fixture;
    let hot: HotState;
    beforeEach(async () => {
      fixture = await makeFixture();
      hot = fixture.hot;
    });
    afterEach(() => fixture.close());

    it('returns what was set, as a copy, and null for what was not', async () => {
      const book = { bids: [[5_000, 10]], note: 'a "quoted" word, ä and \n' };
      await hot.set('book', book);
      book.bids.pop();
      expect(await hot.get('book')).toEqual({ bids: [[5_000, 10]], note: 'a "quoted" word, ä and \n' });
      expect(await hot.get('other')).toBeNull();
    });

    it('deletes, and says whether there was something', async () => {
      await hot.set('key', 1);
      expect(await hot.delete('key')).toBe(true);
      expect(await hot.delete('key')).toBe(false);
      expect(await hot.get('key')).toBeNull();
    });

    it('lists by prefix in the order of the keys, taking the prefix literally', async () => {
      await hot.set('book:b', 2);
      await hot.set('book:a', 1);
      await hot.set('books', 3);
      await hot.set('b[o]*:x', 4);
      expect([...(await hot.list('book:'))]).toEqual([
        ['book:a', 1],
        ['book:b', 2],
      ]);
      expect([...(await hot.list('b[o]*'))]).toEqual([['b[o]*:x', 4]]);
      expect((await hot.list('none')).size).toBe(0);
    });

    it('forgets a value when its time has passed', async () => {
      await hot.set('short', 1, { ttlMs: 30 });
      await hot.setIfNewer('versioned', 5, 1, { ttlMs: 30 });
      await hot.set('long', 1);
      expect(await hot.get('short')).toBe(1);
      await waitFor(async () => {
        fixture.pass(10);
        expect([...(await hot.list('')).keys()]).toEqual(['long']);
      });
      expect(await hot.get('short')).toBeNull();
      expect(await hot.setIfNewer('versioned', 1, 2)).toBe(true);
    });

    it('sets a versioned value only over an older one', async () => {
      expect(await hot.setIfNewer('key', 5, 'five')).toBe(true);
      expect(await hot.setIfNewer('key', 5, 'again')).toBe(false);
      expect(await hot.setIfNewer('key', 4, 'four')).toBe(false);
      expect(await hot.get('key')).toBe('five');
      expect(await hot.setIfNewer('key', Number.MAX_SAFE_INTEGER, 'last')).toBe(true);
      expect(await hot.setIfNewer('key', Number.MAX_SAFE_INTEGER - 1, 'before')).toBe(false);
      expect(await hot.get('key')).toBe('last');
    });

    it('counts a value without a version as older, whatever it holds', async () => {
      await hot.setIfNewer('key', 9, 'nine');
      await hot.set('key', '10 and more');
      expect(await hot.setIfNewer('key', -1, 'minus one')).toBe(true);
      expect(await hot.get('key')).toBe('minus one');
    });

    it('lets the highest of many versions win, whatever the order', async () => {
      const versions = [3, 7, 1, 9, 2, 8, 9, 4];
      const set = await Promise.all(versions.map((version) => hot.setIfNewer('key', version, version)));
      expect(await hot.get('key')).toBe(9);
      expect(set.filter(Boolean).length).toBeLessThan(versions.length);
    });

    it('refuses a version that is no whole number', async () => {
      await expect(hot.setIfNewer('key', 1.5, 1)).rejects.toThrow(RangeError);
    });
  });
}

describeHotState('MemoryHotState', async () => {
  const clock = new SimulatedClock(0);
  const hot = new MemoryHotState(clock);
  return { hot, pass: (ms) => clock.advanceBy(ms), close: () => hot.close() };
});

const found = await redisForTests();
if ('unavailable' in found) {
  describe('RedisHotState', () => {
    it.skip(`could not run: ${found.unavailable}`, () => undefined);
  });
} else {
  const { url, stop } = found;
  afterAll(stop);
  describeHotState('RedisHotState', async () => {
    const prefix = `pm-test:${randomUUID()}:`;
    const hot = new RedisHotState({ url, prefix, clock: systemClock });
    return {
      hot,
      pass: () => undefined,
      async close() {
        await hot.close();
        const direct = new Redis(url);
        const keys = await direct.keys(`${prefix}*`);
        if (keys.length > 0) await direct.del(keys);
        direct.disconnect();
      },
    };
  });

  describe('RedisHotState when its server goes', () => {
    it('says so in bounded time, and works again when the server is back without its scripts', async ({ skip }) => {
      const server = await startPrivateRedis().catch((error: Error) =>
        skip(`no private redis-server: ${error.message}`),
      );
      const hot = new RedisHotState({ url: server.url, prefix: 'hot:', clock: systemClock, timeoutMs: 200 });
      expect(await hot.setIfNewer('key', 1, 'one')).toBe(true);
      await server.kill();
      await expect(hot.get('key')).rejects.toMatchObject({ code: 'hot-state.unavailable' });
      await server.start();
      await waitFor(() => hot.setIfNewer('key', 1, 'one'));
      expect(await hot.get('key')).toBe('one');
      await hot.close();
      await server.stop();
    });
  });
}
