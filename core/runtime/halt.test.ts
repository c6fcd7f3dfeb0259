import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channels } from '../bus/channels.js';
import { MemoryBus } from '../bus/memory-bus.js';
import { MemoryHub } from '../bus/memory-hub.js';
import { SimulatedClock } from '../clock/simulated-clock.js';
import type { Database } from '../db/database.js';
import { type Halt, haltInForce } from '../db/halts.js';
import { Outbox } from '../db/outbox.js';
import { riskEvents } from '../db/schema/schema.js';
import { emptyDatabase, testDatabases } from '../db/test-database.js';
import type { Command } from '../domain/command.js';
import { createLogger } from '../log/logger.js';
import { seededIds } from '../random/ids.js';
import { seededRandom } from '../random/random.js';
import { HaltFile } from './halt-file.js';
import { HaltState } from './halt-state.js';
import { liftHalts, orderHalt } from './order-halt.js';

const halt = (id: string, at = 1): Halt => ({ id, reason: `reason of ${id}`, by: 'me', at });
const folder = () => mkdtempSync(join(tmpdir(), 'halt-'));

describe('the halt state', () => {
  it('is halted by the file or by a command, until both are gone', () => {
    const state = new HaltState();
    const heard: (string | null)[] = [];
    state.onChange((now) => heard.push(now?.id ?? null));
    state.halt(halt('a'));
    state.file(halt('f'));
    state.resume('a');
    expect(state.current?.id).toBe('f');
    state.file(null);
    expect(state.isHalted).toBe(false);
    expect(heard).toEqual(['a', 'f', null]);
  });

  it('is not resumed by the end of another halt', () => {
    const state = new HaltState();
    state.halt(halt('b'));
    state.resume('a');
    expect(state.current?.id).toBe('b');
  });
});

describe('the halt file', () => {
  it('is read as it was written, by any process and any later life', () => {
    const place = join(folder(), 'not', 'there', 'yet');
    expect(new HaltFile(place).read()).toBeNull();
    new HaltFile(place).write(halt('a'));
    expect(new HaltFile(place).read()).toEqual(halt('a'));
    new HaltFile(place).remove();
    new HaltFile(place).remove();
    expect(new HaltFile(place).read()).toBeNull();
  });

  it.each(['', 'stop!', '{"id":"a"}', 'null'])('halts when it holds %j, which nobody can read', (text) => {
    const file = new HaltFile(folder());
    writeFileSync(file.path, text);
    expect(file.read()).toMatchObject({ by: 'unknown', reason: `unreadable ${file.path}` });
  });

  it('halts when it is no file at all', () => {
    const file = new HaltFile(folder());
    mkdirSync(file.path);
    expect(file.read()?.by).toBe('unknown');
  });
});

describe.each(testDatabases)('ordering and lifting halts on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  async function place() {
    const clock = new SimulatedClock(1_000);
    const ids = seededIds(seededRandom(1));
    const hub = new MemoryHub();
    const bus = new MemoryBus(hub, { source: 'operator', clock, ids });
    const outbox = new Outbox({ database, bus, source: 'operator', clock, ids, log: createLogger('silent') });
    const commands: string[] = [];
    await bus.consume(
      channels.commands,
      { group: 'r', consumer: 'r' },
      async ({ kind: what, haltId }: Command) => void commands.push(`${what} ${haltId}`),
    );
    const dataDir = folder();
    const process = () => ({ halt: new HaltState(), haltFile: new HaltFile(dataDir), outbox });
    return { hub, commands, process };
  }
  const resume = { reason: 'over', by: 'me', at: 2 };

  it('stops this process, the disk, the database and everybody, once', async () => {
    const { hub, commands, process } = await place();
    const here = process();
    expect(await orderHalt(here, halt('a'), 'operator')).toBe(true);
    expect(await orderHalt(here, halt('a'), 'operator')).toBe(false);
    await hub.idle();
    expect(here.halt.current).toEqual(halt('a'));
    expect(process().haltFile.read()).toEqual(halt('a'));
    expect(await haltInForce(database.queries)).toEqual(halt('a'));
    expect(commands).toEqual(['halt a']);
    expect(await database.queries.select().from(riskEvents)).toHaveLength(1);
  });

  it('lifts every halt in force, once, and leaves nothing behind that halts again', async () => {
    const { hub, commands, process } = await place();
    const here = process();
    await orderHalt(here, halt('a', 1), 'operator');
    await orderHalt(here, halt('b', 2), 'naked-trade');
    // As the guardian does: whatever halts is made durable.
    const echoes: Promise<boolean>[] = [];
    here.halt.onChange((now) => now && echoes.push(orderHalt(here, now, 'operator')));
    expect([...(await liftHalts(here, resume))].sort()).toEqual(['a', 'b']);
    expect(await liftHalts(here, resume)).toEqual([]);
    await Promise.all(echoes);
    await hub.idle();
    expect(here.halt.isHalted).toBe(false);
    expect(here.haltFile.read()).toBeNull();
    expect(await haltInForce(database.queries)).toBeNull();
    expect(commands.filter((text) => text.startsWith('resume')).sort()).toEqual(['resume a', 'resume b']);
  });

  it('does not bring a lifted halt back for somebody who hears of it late', async () => {
    const { process } = await place();
    const here = process();
    await orderHalt(here, halt('a'), 'operator');
    await liftHalts(here, resume);
    const late = process();
    expect(await orderHalt(late, halt('a'), 'operator')).toBe(false);
    expect(late.halt.isHalted).toBe(false);
    expect(late.haltFile.read()).toBeNull();
  });

  it('records a halt that was only a file before it lifts it; an unreadable one as often as it comes', async () => {
    const { process } = await place();
    const here = process();
    here.haltFile.write(halt('only a file'));
    expect(await liftHalts(here, resume)).toEqual(['only a file']);
    for (let time = 0; time < 2; time++) {
      writeFileSync(here.haltFile.path, '?');
      const unreadable = here.haltFile.read();
      here.halt.file(unreadable);
      await orderHalt(here, unreadable!, 'operator');
      expect(here.haltFile.read()).not.toBeNull();
      expect(here.halt.isHalted).toBe(true);
      await liftHalts(here, resume);
      expect(here.halt.isHalted).toBe(false);
    }
  });
});
