import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channels } from '../bus/channels.js';
import { MemoryBus } from '../bus/memory-bus.js';
import { MemoryHub } from '../bus/memory-hub.js';
import { sleep } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';
import { configSchema } from '../config/schema.js';
import type { Database } from '../db/database.js';
import { riskEvents } from '../db/schema/schema.js';
import { testDatabases } from '../db/test-database.js';
import type { Alert } from '../domain/alert.js';
import type { Heartbeat } from '../domain/heartbeat.js';
import { MemoryHotState } from '../hot-state/memory-hot-state.js';
import { createLogger } from '../log/logger.js';
import { randomIds } from '../random/ids.js';
import { systemRandom } from '../random/random.js';
import type { AgentContext, AgentDefinition } from '../runtime/agent.js';
import { HaltFile } from '../runtime/halt-file.js';
import { HaltState } from '../runtime/halt-state.js';
import { runAgent } from '../runtime/run-agent.js';
import type { Services } from '../runtime/services.js';
import { byDecision, toTheWord } from './comparison.js';
import { journalFiles, journalFolder } from './file/journal-folder.js';
import { readJournal } from './file/read-journal.js';
import { recordError } from './recorded-error.js';
import { replayJournal } from './replay-journal.js';

const root = mkdtempSync(join(tmpdir(), 'pm-journal-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Variations {
  readonly word?: string;
  readonly sweepMs?: number;
  readonly extra?: (context: AgentContext) => void;
}

/** Notes each heartbeat that it hears in a transaction and tells of it; draws, sleeps and asks in between. */
const noting = ({ word = 'heard', sweepMs = 20, extra }: Variations = {}): AgentDefinition => ({
  name: 'risk-guardian',
  reads: ['system.heartbeats', 'trade.results'],
  writes: ['trade.rejected'],
  async setup(context) {
    const { bus, clock, database, hot, ids, outbox, random } = context;
    let notes = 0;
    const note = async ({ agent }: Heartbeat) => {
      const before = await database.queries.select().from(riskEvents);
      await Promise.all([hot.set('last', agent), sleep(clock, random.next() * 3), hot.list('')]);
      await outbox.commit(async (queries, emit) => {
        const at = clock.now();
        const event = {
          id: ids.next(),
          kind: 'rejection' as const,
          rule: word,
          limit: '',
          value: agent,
          message: '',
          at,
        };
        await queries.insert(riskEvents).values(event);
        emit(channels.tradeRejected, {
          tradeId: event.id,
          strategy: 'test',
          coverId: `${agent} after ${before.length}`,
          rule: 'test',
          limit: '',
          value: '',
          message: word,
          at,
        });
      });
      notes++;
    };
    const subscription = await bus.follow([channels.heartbeats], (beat) => {
      if (beat.agent.startsWith('sender')) void note(beat);
    });
    const cancel = clock.every(sweepMs, () => {
      hot.get('last').catch(() => undefined);
      extra?.(context);
    });
    return {
      details: () => ({ notes }),
      async stop() {
        cancel();
        await subscription.close();
      },
    };
  },
});

const beat: Heartbeat = {
  agent: 'sender',
  instance: 'i',
  state: 'running',
  haltId: null,
  startedAt: 0,
  at: 0,
  details: {},
};

const until = async (holds: () => boolean) => {
  while (!holds()) await sleep(systemClock, 1);
};

/** Lets an agent live for some messages, with a journal. */
async function live(database: Database, definition: AgentDefinition, recorder: object = {}) {
  const dataDir = mkdtempSync(join(root, 'life-'));
  const config = configSchema.parse({
    recorder: { journal: true, ...recorder },
    services: { dataDir, databaseUrl: 'postgres://me:not-for-journals@127.0.0.1/db' },
  });
  const hub = new MemoryHub();
  const [clock, ids] = [systemClock, randomIds];
  const busFor = (source: string) => new MemoryBus(hub, { source, clock, ids });
  const services: Services = {
    config,
    clock,
    ids,
    database,
    busFor,
    random: systemRandom(),
    log: createLogger('silent'),
    hot: new MemoryHotState(clock),
    metrics: new Registry(),
    halt: new HaltState(),
    haltFile: new HaltFile(dataDir),
    close: async () => undefined,
  };
  const alerts: Alert[] = [];
  const told: string[] = [];
  const sender = busFor('sender');
  await sender.consume(channels.alerts, { group: 't', consumer: 't' }, async (alert) => void alerts.push(alert));
  await sender.consume(channels.tradeRejected, { group: 't', consumer: 't' }, async ({ coverId }) => {
    told.push(coverId);
  });
  const handle = await runAgent(definition, services);
  for (let count = 1; count <= 20; count++) {
    sender.publish(channels.heartbeats, { ...beat, agent: `sender-${count}` });
    if (count % 3 === 0) await until(() => told.length >= count);
  }
  await until(() => told.length >= 20);
  expect(handle.heartbeat().agent).toBe('risk-guardian');
  services.halt.halt({ id: 'h', reason: 'another agent of this process', by: 'it', at: 1 });
  await until(() => handle.heartbeat().haltId === 'h');
  await handle.stop();
  const files = await journalFiles(journalFolder(config));
  return { alerts, path: files[0]?.path ?? '', told };
}

const again = async (path: string, definition = noting(), comparison = toTheWord) => {
  const lines: string[] = [];
  const result = await replayJournal(await readJournal(path), definition, {
    comparison,
    onLine: (line) => lines.push(line),
  });
  return { ...result, lines };
};

describe.each(testDatabases.filter(({ missing }) => missing === null))('a journal, on $kind', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let life: Awaited<ReturnType<typeof live>>;
  beforeAll(async () => {
    opened = await open();
    life = await live(opened.database, noting());
  });
  afterAll(() => opened.close());

  it('replays to the very decisions of the recorded life, twice', async () => {
    const first = await again(life.path);
    expect(first.difference).toBeNull();
    expect(first.replayed).toEqual(first.recorded);
    expect(first.recorded.decisions).toBeGreaterThan(60);
    expect(await again(life.path)).toEqual(first);
    const covers = first.lines
      .map((line) => JSON.parse(line) as { what: string; said: string })
      .filter(({ what }) => what === 'publish trade.rejected')
      .map(({ said }) => (JSON.parse(said) as { payload: { coverId: string } }).payload.coverId);
    expect(covers).toEqual(life.told);
  });

  it('names the first thing that changed code does otherwise', async () => {
    const { difference, replayed, recorded } = await again(life.path, noting({ word: 'noted' }));
    expect(difference).toMatchObject({
      agent: 'risk-guardian',
      recorded: ['ask', 'sql insert risk_events', expect.any(String)],
    });
    expect(difference?.recorded?.[2]).toContain('"heard"');
    expect(difference?.replayed?.[2]).toContain('"noted"');
    expect(difference?.inputs.at(-1)).toMatch(/^answer to sql/);
    expect(replayed.decisions).toBeLessThan(recorded.decisions);
  });

  it('by decision alone, passes over how the database is asked and not over what is told', async () => {
    const { difference } = await again(life.path, noting({ word: 'noted' }), byDecision);
    expect(difference).toMatchObject({ recorded: ['ask', 'publish trade.rejected', expect.any(String)] });
  });

  it('takes whatever an agent does more, or no longer, for a difference', async () => {
    const more = await again(life.path, noting({ extra: ({ hot }) => void hot.get('more') }));
    expect(more.difference).toMatchObject({ recorded: null, replayed: ['ask', 'hot-state get', '"more"'] });
    const timeless = await again(life.path, noting({ extra: ({ clock }) => void clock.now() }));
    expect(timeless.difference).toMatchObject({ recorded: null, replayed: ['draw', 'now', undefined] });
    const silent: AgentDefinition = { ...noting(), setup: async () => ({ stop: async () => undefined }) };
    expect((await again(life.path, silent)).difference?.recorded?.[1]).toBe('follow system.heartbeats');
  });

  it('holds no secrets', () => {
    const text = readFileSync(life.path, 'latin1');
    expect(text).toContain('trade.rejected');
    expect(text).not.toContain('not-for-journals');
  });

  it('torn off anywhere replays up to its last whole turn', async () => {
    const bytes = readFileSync(life.path);
    const whole = await again(life.path);
    for (const share of [0.35, 0.7, 0.999]) {
      const path = join(root, `torn-1-${Math.round(share * 1_000)}.journal`);
      writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * share)));
      const { difference, inputs, replayed, recorded, torn } = await again(path);
      expect({ difference, replayed }).toEqual({ difference: null, replayed: recorded });
      expect(inputs).toBeLessThan(whole.inputs);
      expect(torn).toBeGreaterThan(0);
    }
  });

  it('says where it was damaged, and when it is none', async () => {
    const bytes = readFileSync(life.path);
    bytes[bytes.length >> 1] = ~bytes[bytes.length >> 1]!;
    const damaged = join(root, 'damaged-1-1.journal');
    writeFileSync(damaged, bytes);
    await expect(readJournal(damaged)).rejects.toThrow(/damaged at byte \d+/);
    const empty = join(root, 'empty-1-1.journal');
    writeFileSync(empty, bytes.subarray(0, 5));
    await expect(readJournal(empty)).rejects.toThrow(/ended before it began/);
  });
});

it('keeps that the disk refused the halt file, for what the agent does then follows from it', async () => {
  const opened = await testDatabases[0]!.open();
  const refused = () =>
    noting({
      extra: ({ edge, haltFile }) => {
        edge.tell('block', null, () => {
          // What would be written leads nowhere.
          const draft = `${haltFile.path}.${process.pid}.tmp`;
          rmSync(draft, { force: true });
          symlinkSync('/nowhere/HALT', draft);
        });
        try {
          haltFile.write({ id: 'h', reason: 'r', by: 'b', at: 1 });
        } catch (error) {
          edge.tell('refused', recordError(error).code, () => undefined);
        }
      },
    });
  try {
    const { path } = await live(opened.database, refused());
    const { difference, decided } = await again(path, refused());
    expect(difference).toBeNull();
    expect(decided).toHaveProperty('refused');
  } finally {
    await opened.close();
  }
});

it('that grows too large ends with an alert, and its agent goes on', async () => {
  const opened = await testDatabases[0]!.open();
  try {
    const { alerts, path, told } = await live(
      opened.database,
      noting({ extra: ({ edge }) => edge.tell('much', 'x'.repeat(300_000), () => undefined) }),
      { journalMegabytes: 1 },
    );
    expect(told).toHaveLength(20);
    const [alert] = alerts.filter(({ kind }) => kind === 'recorder.journal');
    expect(alert).toMatchObject({ tier: 'important', body: expect.stringMatching(/reached 1000000 bytes/) });
    const cut = await again(
      path,
      noting({ extra: ({ edge }) => edge.tell('much', 'x'.repeat(300_000), () => undefined) }),
    );
    expect(cut).toMatchObject({ difference: null, torn: 0 });
  } finally {
    await opened.close();
  }
});

it('has nothing beyond its edge in a replay', async () => {
  const { noServices } = await import('./services/no-services.js');
  const none = noServices(configSchema.parse({}));
  expect(() => none.clock.now()).toThrow(/went around its edge to the clock/);
  await expect(Promise.resolve().then(() => none.hot.get('x'))).rejects.toThrow(/went around its edge/);
});
