import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../bus/channel.js';
import { channels } from '../bus/channels.js';
import type { Envelope, PublishOptions } from '../bus/envelope.js';
import { MemoryBus } from '../bus/memory-bus.js';
import { MemoryHub } from '../bus/memory-hub.js';
import { sleep } from '../clock/clock.js';
import { SimulatedClock } from '../clock/simulated-clock.js';
import { systemClock } from '../clock/system-clock.js';
import type { Command } from '../domain/command.js';
import { createLogger } from '../log/logger.js';
import { seededIds } from '../random/ids.js';
import { seededRandom } from '../random/random.js';
import type { Database } from './database.js';
import { Outbox } from './outbox.js';
import { leases, outbox as rows } from './schema/schema.js';
import { emptyDatabase, testDatabases } from './test-database.js';

const halt = (haltId: string): Command => ({ kind: 'halt', haltId, reason: '', by: 'test', at: 0 });

/** A bus that can be down. */
class SwitchedBus extends MemoryBus {
  link = { up: true, attempts: 0 };

  override publishDurable<T>(channel: Channel<T>, payload: T, options?: PublishOptions): Promise<Envelope<T>> {
    this.link.attempts++;
    return this.link.up ? super.publishDurable(channel, payload, options) : Promise.reject(new Error('no bus'));
  }
}

describe.each(testDatabases)('the outbox on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  /** A hub with a reader, and outboxes whose bus can be switched off. */
  async function place() {
    const clock = new SimulatedClock(1_000);
    const ids = seededIds(seededRandom(1));
    const hub = new MemoryHub();
    const heard: string[] = [];
    const messages: { id: string; trace: string; cause: string | null }[] = [];
    const reader = new MemoryBus(hub, { source: 'reader', clock, ids });
    await reader.consume(channels.commands, { group: 'r', consumer: 'r' }, async ({ haltId }, { id, trace, cause }) => {
      heard.push(haltId);
      messages.push({ id, trace, cause });
    });
    const link = { up: true, attempts: 0 };
    const make = (source = 'executor') => {
      const bus = new SwitchedBus(hub, { source, clock, ids });
      bus.link = link;
      return new Outbox({ database, bus, source, clock, ids, log: createLogger('silent') });
    };
    const left = async () => (await database.queries.select().from(rows)).length;
    return { clock, hub, heard, messages, link, make, left };
  }
  const say = (outbox: Outbox, ...ids: string[]) =>
    outbox.commit(async (_, emit) => ids.forEach((id) => emit(channels.commands, halt(id))));

  it('publishes what was committed, in order, and keeps nothing', async () => {
    const { hub, heard, make, left } = await place();
    const outbox = make();
    await say(outbox, 'a', 'b');
    await say(outbox, 'c');
    await hub.idle();
    expect(heard).toEqual(['a', 'b', 'c']);
    expect(await left()).toBe(0);
  });

  it('publishes nothing of a transaction that failed', async () => {
    const { clock, hub, heard, make, left } = await place();
    const outbox = make();
    await outbox.start();
    const failing = outbox.commit(async (queries, emit) => {
      emit(channels.commands, halt('never'));
      await queries.insert(leases).values({ name: 'l', holder: 'h', token: 1, expiresAt: 0 });
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    clock.advanceBy(1_000);
    await say(outbox, 'a');
    await hub.idle();
    expect(heard).toEqual(['a']);
    expect(await left()).toBe(0);
    expect(await database.queries.select().from(leases)).toEqual([]);
    await outbox.stop();
  });

  it('delivers in a later life what a crash left between commit and publish, with its id, trace and cause', async () => {
    const { hub, heard, messages, link, make } = await place();
    link.up = false;
    await make().commit(async (_, emit) => {
      emit(channels.commands, halt('a'), { because: { id: 'cause', trace: 'trace' } });
      for (const id of ['b', 'c', 'd', 'e', 'f', 'g']) emit(channels.commands, halt(id));
    });
    const [stored] = await database.queries.select().from(rows).orderBy(rows.sequence);
    link.up = true;
    const stranger = make('guardian');
    await stranger.start();
    await hub.idle();
    expect(heard).toEqual([]);
    const successor = make();
    await successor.start();
    await hub.idle();
    expect(heard).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(messages[0]).toEqual({ id: stored?.id, trace: 'trace', cause: 'cause' });
    await stranger.stop();
    await successor.stop();
  });

  it('keeps the order of everything when the bus goes down and comes back', async () => {
    const { clock, hub, heard, link, make, left } = await place();
    const outbox = make();
    await outbox.start();
    await say(outbox, 'a');
    link.up = false;
    await say(outbox, 'b', 'c');
    await say(outbox, 'd');
    link.up = true;
    await Promise.all([say(outbox, 'e'), say(outbox, 'f'), say(outbox, 'g')]);
    await hub.idle();
    expect(heard.slice(0, 4)).toEqual(['a', 'b', 'c', 'd']);
    expect(heard).toHaveLength(7);
    link.up = false;
    await say(outbox, 'h');
    link.up = true;
    clock.advanceBy(1_000);
    while ((await left()) > 0) await sleep(systemClock, 1);
    await hub.idle();
    expect(heard.at(-1)).toBe('h');
    expect(heard).toHaveLength(8);
    const { attempts } = link;
    clock.advanceBy(10_000);
    await outbox.stop();
    expect(link.attempts).toBe(attempts);
  });

  it('sends a message again under the same id when the bus took it and the row stayed', async () => {
    const { hub, heard, messages, link, make } = await place();
    const outbox = make();
    link.up = false;
    await say(outbox, 'a');
    const [row] = await database.queries.select().from(rows);
    link.up = true;
    await make().start();
    await database.queries.insert(rows).values(row!);
    await make().start();
    await hub.idle();
    expect(heard).toEqual(['a', 'a']);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  });
});
