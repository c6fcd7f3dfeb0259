import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bus } from './bus.js';
import type { BusOptions, ParkedMessage } from './bus-options.js';
import type { Channel } from './channel.js';
import { decodeEnvelope } from './wire.js';
import { type Note, testChannel } from './test-channels.js';
import { waitFor } from '../testing/wait-for.js';

/** What both buses offer beyond `Bus`. */
export interface TestBus extends Bus {
  abort(): void;
  parked(stream: string): Promise<readonly ParkedMessage[]>;
}

export interface BusFixture {
  /** A bus of its own for one agent; redelivers within milliseconds. */
  bus(source: string, hooks?: Pick<BusOptions, 'onParked' | 'onHandlerError'>): TestBus;
  /** Puts messages on a stream so fast that no reader sees it between the first and the last. */
  burst(channel: Channel<Note>, payloads: readonly Note[]): Promise<void>;
  close(): Promise<void>;
}

const note = (n: number, key = 'k'): Note => ({ key, n });
const notes = (count: number, key?: string): Note[] => Array.from({ length: count }, (_, n) => note(n, key));
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const group = (consumer: string, name = 'group') => ({ group: name, consumer });
const never = () => new Promise<void>(() => undefined);

/** What every bus does, whatever carries it. */
export function describeBusContract(name: string, makeFixture: () => Promise<BusFixture>): void {
  describe(name, () => {
    let fixture: BusFixture;
    let publisher: TestBus;
    let reader: TestBus;
    beforeEach(async () => {
      fixture = await makeFixture();
      publisher = fixture.bus('publisher');
      reader = fixture.bus('reader');
    });
    afterEach(() => fixture.close());

    describe('latest and feed', () => {
      it('delivers a feed in order, to every follower, outside the call that publishes', async () => {
        const feed = testChannel('feed', 'feed');
        const seen: number[] = [];
        const other: number[] = [];
        await reader.follow([feed], (payload) => void seen.push(payload.n));
        await publisher.follow([feed], (payload) => void other.push(payload.n));
        for (const payload of notes(500)) publisher.publish(feed, payload);
        expect(other).toEqual([]);
        await waitFor(() => expect([seen.length, other.length]).toEqual([500, 500]));
        expect(seen).toEqual(numbers(500));
        expect(other).toEqual(numbers(500));
        expect(publisher.counters('feed').published).toBe(500);
        expect(reader.counters('feed')).toMatchObject({ delivered: 500, gaps: 0, invalid: 0 });
      });

      it('delivers only the newest of each key to a follower that lags', async () => {
        const latest = testChannel('latest', 'latest');
        const seen: Note[] = [];
        await reader.follow([latest], (payload) => void seen.push(payload));
        await fixture.burst(latest, [...notes(100, 'a'), ...notes(50, 'b'), note(100, 'a')]);
        await waitFor(() => expect(seen.at(-1)).toEqual(note(100, 'a')));
        expect(seen).toEqual([note(49, 'b'), note(100, 'a')]);
        expect(reader.counters('latest')).toMatchObject({ delivered: 2, conflated: 149 });
      });

      it('gives a follower only the keys that it wants, and others the rest', async () => {
        const latest = testChannel('latest', 'latest');
        const wanted = new Set(['a']);
        const some: Note[] = [];
        const all: Note[] = [];
        await reader.follow([latest], (payload) => void some.push(payload), { wants: (key) => wanted.has(key) });
        await reader.follow([latest], (payload) => void all.push(payload));
        await fixture.burst(latest, [note(1, 'a'), note(2, 'b'), note(3, 'a'), note(4, 'c')]);
        await waitFor(() => expect(all.at(-1)).toEqual(note(4, 'c')));
        expect(some).toEqual([note(3, 'a')]);
        wanted.add('b');
        await fixture.burst(latest, [note(5, 'b'), note(6, 'c')]);
        await waitFor(() => expect(all.at(-1)).toEqual(note(6, 'c')));
        expect(some).toEqual([note(3, 'a'), note(5, 'b')]);
      });

      it('counts nothing for keys that nobody wants', async () => {
        const latest = testChannel('latest', 'latest');
        const seen: Note[] = [];
        await reader.follow([latest], (payload) => void seen.push(payload), { wants: (key) => key === 'a' });
        await fixture.burst(latest, [note(1, 'b'), note(2, 'b'), note(3, 'a')]);
        await waitFor(() => expect(seen).toEqual([note(3, 'a')]));
        expect(reader.counters('latest')).toMatchObject({ delivered: 1, conflated: 0, invalid: 0 });
      });

      it('shows a new follower nothing that was published before it came', async () => {
        const latest = testChannel('latest', 'latest');
        const early: number[] = [];
        const late: number[] = [];
        await reader.follow([latest], (payload) => void early.push(payload.n));
        publisher.publish(latest, note(1));
        await waitFor(() => expect(early).toEqual([1]));
        await fixture.burst(latest, [note(2)]);
        await reader.follow([latest], (payload) => void late.push(payload.n));
        await fixture.burst(latest, [note(3, 'other')]);
        await waitFor(() => expect([early.at(-1), late.at(-1)]).toEqual([3, 3]));
        expect(late).toEqual([3]);
      });

      it('follows several streams with one handler, and none after close', async () => {
        const one = testChannel('one', 'feed');
        const two = testChannel('two', 'latest');
        const seen: number[] = [];
        const stopped: number[] = [];
        await reader.follow([one, two], (payload) => void seen.push(payload.n));
        const subscription = await reader.follow([one], (payload) => void stopped.push(payload.n));
        await subscription.close();
        publisher.publish(one, note(1));
        await waitFor(() => expect(seen).toEqual([1]));
        publisher.publish(two, note(2));
        await waitFor(() => expect(seen).toEqual([1, 2]));
        expect(stopped).toEqual([]);
      });

      it('tells a follower of a feed that messages were trimmed before it saw them, once', async () => {
        const feed = testChannel('feed', 'feed', 50);
        const seen: (number | string)[] = [];
        await reader.follow([feed], (payload) => void seen.push(payload.n), {
          onGap: (stream) => void seen.push(stream),
        });
        publisher.publish(feed, note(-1));
        await waitFor(() => expect(seen).toEqual([-1]));
        await fixture.burst(feed, notes(1_000));
        await waitFor(() => expect(seen.at(-1)).toBe(999));
        const [, gap, ...rest] = seen;
        expect(gap).toBe('feed');
        expect(rest.length).toBeGreaterThanOrEqual(50);
        expect(rest).toEqual(numbers(1_000).slice(-rest.length));
        publisher.publish(feed, note(1_000));
        await waitFor(() => expect(seen.at(-1)).toBe(1_000));
        expect(reader.counters('feed').gaps).toBe(1);
      });

      it('refuses invalid payloads and counts them', async () => {
        const latest = testChannel('latest', 'latest');
        const seen: number[] = [];
        await reader.follow([latest], (payload) => void seen.push(payload.n));
        publisher.publish(latest, { key: 'k', n: 'many' } as unknown as Note);
        publisher.publish(latest, note(1, 'other'));
        await waitFor(() => expect(seen).toEqual([1]));
        expect(reader.counters('latest')).toMatchObject({ delivered: 1, invalid: 1 });
      });

      it('hands the error of a handler on, and goes on delivering', async () => {
        const feed = testChannel('feed', 'feed');
        const onHandlerError = vi.fn();
        const seen: number[] = [];
        await fixture.bus('faulty', { onHandlerError }).follow([feed], (payload) => {
          seen.push(payload.n);
          throw new Error('bug');
        });
        publisher.publish(feed, note(1));
        publisher.publish(feed, note(2));
        await waitFor(() => expect(seen).toEqual([1, 2]));
        expect(onHandlerError).toHaveBeenCalledWith(new Error('bug'), 'feed');
      });
    });

    describe('durable', () => {
      const durable = testChannel('work', 'durable');

      it('tells how far its groups are behind, what is in hand included', async () => {
        const durable = testChannel('durable', 'durable');
        for (const payload of notes(5)) await publisher.publishDurable(durable, payload);
        let release = (): void => undefined;
        const held = new Promise<void>((resolve) => (release = resolve));
        const seen: number[] = [];
        await reader.consume(durable, group('slow'), async ({ n }) => {
          if (n === 2) await held;
          seen.push(n);
        });
        const lag = (messages: number) => [{ stream: 'durable', group: 'group', messages }];
        await waitFor(async () => expect([seen, await reader.lags()]).toEqual([[0, 1], lag(3)]));
        release();
        await waitFor(async () => expect(await reader.lags()).toEqual(lag(0)));
        expect(await publisher.lags()).toEqual([]);
      });

      it('gives each group every message once and in order, from before it existed', async () => {
        for (const payload of notes(50)) await publisher.publishDurable(durable, payload);
        const seen: Record<string, number[]> = { a: [], b: [] };
        for (const name of ['a', 'b']) {
          await reader.consume(durable, group('one', name), async (payload) => void seen[name]?.push(payload.n));
        }
        await Promise.all(
          notes(100)
            .slice(50)
            .map((payload) => publisher.publishDurable(durable, payload)),
        );
        await waitFor(() => expect([seen['a']?.length, seen['b']?.length]).toEqual([100, 100]));
        expect(seen).toEqual({ a: numbers(100), b: numbers(100) });
        expect(publisher.counters('work').published).toBe(100);
      });

      it('handles one message at a time', async () => {
        let running = 0;
        let most = 0;
        let handled = 0;
        await reader.consume(durable, group('one'), async () => {
          most = Math.max(most, ++running);
          await Promise.resolve();
          running--;
          handled++;
        });
        await Promise.all(notes(50).map((payload) => publisher.publishDurable(durable, payload)));
        await waitFor(() => expect(handled).toBe(50));
        expect(most).toBe(1);
      });

      it('splits the work between the consumers of a group', async () => {
        const seen: Record<string, number[]> = { one: [], two: [] };
        let open = () => {};
        const both = new Promise<void>((resolve) => (open = resolve));
        for (const consumer of ['one', 'two']) {
          await fixture.bus(consumer).consume(durable, group(consumer), async (payload) => {
            seen[consumer]?.push(payload.n);
            if (seen['one']?.length && seen['two']?.length) open();
            await both;
          });
        }
        await Promise.all(notes(100).map((payload) => publisher.publishDurable(durable, payload)));
        const all = () => [...(seen['one'] ?? []), ...(seen['two'] ?? [])];
        await waitFor(() => expect(all().length).toBe(100));
        expect(all().sort((a, b) => a - b)).toEqual(numbers(100));
      });

      it('delivers again what a handler rejected, before anything later', async () => {
        const seen: number[] = [];
        await reader.consume(durable, group('one'), async (payload) => {
          seen.push(payload.n);
          if (payload.n === 0 && seen.length < 3) throw new Error('not yet');
        });
        await publisher.publishDurable(durable, note(0));
        await publisher.publishDurable(durable, note(1));
        await waitFor(() => expect(seen).toEqual([0, 0, 0, 1]));
        await waitFor(() => expect(reader.counters('work')).toMatchObject({ delivered: 2, redelivered: 2, parked: 0 }));
      });

      it('gives the message of a consumer that died to another one', async () => {
        const dying = fixture.bus('dying');
        const taken: number[] = [];
        await dying.consume(durable, group('dying'), (payload) => {
          taken.push(payload.n);
          return never();
        });
        for (const payload of notes(3)) await publisher.publishDurable(durable, payload);
        await waitFor(() => expect(taken).toEqual([0]));
        dying.abort();
        const seen: number[] = [];
        await reader.consume(durable, group('heir'), async (payload) => void seen.push(payload.n));
        await waitFor(() => expect([...seen].sort()).toEqual([0, 1, 2]));
      });

      it('gives a restarted consumer first what it had not acknowledged', async () => {
        const before = fixture.bus('instance');
        await before.consume(durable, group('one'), (payload) => (payload.n === 0 ? Promise.resolve() : never()));
        for (const payload of notes(4)) await publisher.publishDurable(durable, payload);
        await waitFor(() => expect(before.counters('work').delivered).toBe(1));
        before.abort();
        const seen: number[] = [];
        await fixture.bus('instance').consume(durable, group('one'), async (payload) => void seen.push(payload.n));
        await waitFor(() => expect(seen.slice(-3)).toEqual([1, 2, 3]));
      });

      it('parks a poisoned message with its attempts and its error, and goes on', async () => {
        const onParked = vi.fn();
        const bus = fixture.bus('careful', { onParked });
        const seen: number[] = [];
        await bus.consume(durable, group('one'), async (payload) => {
          if (payload.n === 0) throw new Error('poison');
          seen.push(payload.n);
        });
        const envelope = await publisher.publishDurable(durable, note(0));
        await publisher.publishDurable(durable, note(1));
        await waitFor(() => expect(seen).toEqual([1]));
        const parked = await bus.parked('work');
        expect(parked).toMatchObject([
          { stream: 'work', group: 'group', reason: 'failed', error: 'poison', attempts: 5 },
        ]);
        expect(decodeEnvelope(parked[0]?.text ?? '', durable.definition)).toEqual(envelope);
        expect(onParked).toHaveBeenCalledExactlyOnceWith(parked[0]);
        expect(bus.counters('work')).toMatchObject({ parked: 1, redelivered: 4 });
      });

      it('parks an invalid message at once', async () => {
        const seen: number[] = [];
        await reader.consume(durable, group('one'), async (payload) => void seen.push(payload.n));
        await publisher.publishDurable(durable, { key: 1 } as unknown as Note);
        await publisher.publishDurable(durable, note(1));
        await waitFor(() => expect(seen).toEqual([1]));
        expect(await reader.parked('work')).toMatchObject([{ reason: 'invalid', attempts: 1 }]);
        expect(reader.counters('work')).toMatchObject({ invalid: 1, parked: 1, redelivered: 0 });
      });

      it('keeps for a slow group what a fast one has acknowledged', async () => {
        const slow: number[] = [];
        let fast = 0;
        let open = () => {};
        const gate = new Promise<void>((resolve) => (open = resolve));
        await reader.consume(durable, group('one', 'slow'), async (payload) => {
          await gate;
          slow.push(payload.n);
        });
        await reader.consume(durable, group('one', 'fast'), async () => void fast++);
        await Promise.all(notes(1_000).map((payload) => publisher.publishDurable(durable, payload)));
        await waitFor(() => expect(fast).toBe(1_000));
        open();
        await waitFor(() => expect(slow.length).toBe(1_000));
        expect(slow).toEqual(numbers(1_000));
      });

      it('waits with close for the handler that runs, and takes nothing more', async () => {
        let open = () => {};
        const gate = new Promise<void>((resolve) => (open = resolve));
        const seen: string[] = [];
        const subscription = await reader.consume(durable, group('one'), async (payload) => {
          seen.push(`start ${payload.n}`);
          await gate;
          seen.push(`end ${payload.n}`);
        });
        for (const payload of notes(2)) await publisher.publishDurable(durable, payload);
        await waitFor(() => expect(seen).toEqual(['start 0']));
        const closed = subscription.close();
        open();
        await closed;
        expect(seen).toEqual(['start 0', 'end 0']);
        const others: number[] = [];
        await fixture.bus('next').consume(durable, group('two'), async (payload) => void others.push(payload.n));
        await waitFor(() => expect(others).toEqual([1]));
      });
    });

    describe('envelope', () => {
      it('names source and times, and follows a trace from cause to effect', async () => {
        const durable = testChannel('work', 'durable');
        const first = await publisher.publishDurable(durable, note(1), { eventTime: 42 });
        expect(first).toMatchObject({ version: 1, eventTime: 42, source: 'publisher', trace: first.id, cause: null });
        const second = await publisher.publishDurable(durable, note(2), { because: first });
        expect(second).toMatchObject({ trace: first.id, cause: first.id, eventTime: second.publishTime });
        const third = await publisher.publishDurable(durable, note(3), { because: second });
        const seen: unknown[] = [];
        await reader.consume(durable, group('one'), async (_payload, envelope) => void seen.push(envelope));
        await waitFor(() => expect(seen).toEqual([first, second, third]));
        expect(third).toMatchObject({ trace: first.id, cause: second.id });
      });

      it('keeps the id it was given, also of a message that is published again', async () => {
        const durable = testChannel('work', 'durable');
        const ids: string[] = [];
        await reader.consume(durable, group('one'), async (_payload, { id }) => void ids.push(id));
        await publisher.publishDurable(durable, note(1), { id: 'outbox "1"' });
        await publisher.publishDurable(durable, note(1), { id: 'outbox "1"' });
        await waitFor(() => expect(ids).toEqual(['outbox "1"', 'outbox "1"']));
      });
    });

    it('sends what is buffered when it closes, and takes nothing more', async () => {
      const feed = testChannel('feed', 'feed');
      const durable = testChannel('work', 'durable');
      const seen: number[] = [];
      await reader.follow([feed], (payload) => void seen.push(payload.n));
      for (const payload of notes(200)) publisher.publish(feed, payload);
      await publisher.close();
      await waitFor(() => expect(seen).toEqual(numbers(200)));
      await expect(publisher.publishDurable(durable, note(1))).rejects.toMatchObject({ code: 'bus.unavailable' });
    });

    it('refuses what a delivery class does not offer', async () => {
      const feed = testChannel('feed', 'feed');
      const durable = testChannel('work', 'durable');
      expect(() => publisher.publish(durable, note(1))).toThrow(TypeError);
      await expect(publisher.publishDurable(feed, note(1))).rejects.toThrow(TypeError);
      await expect(reader.follow([durable], () => undefined)).rejects.toThrow(TypeError);
      await expect(reader.consume(feed, group('one'), never)).rejects.toThrow(TypeError);
    });
  });
}
