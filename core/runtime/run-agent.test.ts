import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Registry } from 'prom-client';
import { channels } from '../bus/channels.js';
import { MemoryBus } from '../bus/memory-bus.js';
import { MemoryHub } from '../bus/memory-hub.js';
import { sleep } from '../clock/clock.js';
import { SimulatedClock } from '../clock/simulated-clock.js';
import { systemClock } from '../clock/system-clock.js';
import { configSchema } from '../config/schema.js';
import type { Database } from '../db/database.js';
import { recordHalt } from '../db/halts.js';
import { createEmbeddedDatabase, emptyDatabase } from '../db/test-database.js';
import type { Alert } from '../domain/alert.js';
import type { Heartbeat } from '../domain/heartbeat.js';
import { MemoryHotState } from '../hot-state/memory-hot-state.js';
import { createLogger } from '../log/logger.js';
import { seededIds } from '../random/ids.js';
import { seededRandom } from '../random/random.js';
import type { AgentContext, AgentDefinition } from './agent.js';
import { ChannelAccessError } from './channel-guard.js';
import { HaltFile } from './halt-file.js';
import { HaltState } from './halt-state.js';
import { orderHalt, liftHalts } from './order-halt.js';
import { runAgent } from './run-agent.js';
import type { Services } from './services.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const T0 = 1_000_000;

/** Services of one process; `on` shares the hub, clock and disk of another. */
function openProcess(
  on: { hub: MemoryHub; clock: SimulatedClock; dataDir: string },
  faulty: Partial<Services> = {},
): Services {
  const ids = seededIds(seededRandom(on.hub === undefined ? 1 : Math.floor(on.clock.now())));
  const log = createLogger('silent');
  return {
    config: configSchema.parse({}),
    clock: on.clock,
    random: seededRandom(1),
    ids,
    log,
    database,
    hot: new MemoryHotState(on.clock),
    metrics: new Registry(),
    halt: new HaltState(),
    haltFile: new HaltFile(on.dataDir),
    busFor: (source) => new MemoryBus(on.hub, { source, clock: on.clock, ids }),
    close: async () => undefined,
    ...faulty,
  };
}

async function place() {
  const on = { hub: new MemoryHub(), clock: new SimulatedClock(T0), dataDir: mkdtempSync(join(tmpdir(), 'agent-')) };
  const beats: Heartbeat[] = [];
  const alerts: Alert[] = [];
  const reader = new MemoryBus(on.hub, { source: 'reader', clock: on.clock, ids: seededIds(seededRandom(9)) });
  await reader.follow([channels.heartbeats], (beat) => void beats.push(beat));
  await reader.consume(channels.alerts, { group: 'r', consumer: 'r' }, async (alert) => void alerts.push(alert));
  return { ...on, beats, alerts, until };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(systemClock, 1);
}

const agent = (
  setup: (context: AgentContext) => Promise<void> = async () => undefined,
  change: Partial<AgentDefinition> = {},
): AgentDefinition => ({
  name: 'strategy',
  variant: 'test',
  reads: ['opportunities'],
  writes: ['trade.requests'],
  async setup(context) {
    await setup(context);
    return { details: () => ({ fact: 7 }), stop: async () => undefined };
  },
  ...change,
});

it('beats once a second, with its facts, and is gone from the metrics when it stopped', async () => {
  const world = await place();
  const services = openProcess(world);
  const handle = await runAgent(agent(), services);
  world.clock.advanceBy(3_000);
  await world.hub.idle();
  expect(world.beats.at(-1)).toMatchObject({
    agent: 'strategy:test',
    state: 'running',
    haltId: null,
    startedAt: T0,
    details: { fact: 7 },
  });
  const before = world.beats.length;
  world.clock.advanceBy(5_000);
  await until(() => world.beats.length > before);
  expect(await services.metrics.metrics()).toContain(
    'pma_agent_heartbeat_timestamp_seconds{agent="strategy:test"} 1008',
  );
  expect(await services.hot.get('heartbeat:strategy:test')).toMatchObject({ at: T0 + 8_000 });
  await handle.stop();
  await world.hub.idle();
  // Its last word is that it stops: who watches does not take it for dead.
  expect(world.beats.at(-1)).toMatchObject({ state: 'draining' });
  const after = world.beats.length;
  world.clock.advanceBy(5_000);
  await world.hub.idle();
  expect(world.beats).toHaveLength(after);
  expect(await services.metrics.metrics()).not.toContain('timestamp_seconds{agent="strategy:test"}');
});

it('refuses channels that the registry does not grant, and channels and groups that the agent did not declare', async () => {
  const world = await place();
  await expect(runAgent(agent(undefined, { writes: ['trade.approved'] }), openProcess(world))).rejects.toThrow(
    /not among the publishers of trade.approved/,
  );
  await expect(runAgent(agent(undefined, { reads: ['no.such'] }), openProcess(world))).rejects.toThrow(
    ChannelAccessError,
  );
  const tries: ((context: AgentContext) => unknown)[] = [
    ({ bus }) => bus.publishDurable(channels.tradeApproved, {} as never),
    ({ bus }) => bus.publish(channels.prices('kalshi'), {} as never),
    ({ bus }) => bus.follow([channels.prices('kalshi')], () => undefined),
    ({ bus }) => bus.consume(channels.tradeResults, { group: 'strategy:test', consumer: 'x' }, async () => undefined),
    ({ bus }) => bus.consume(channels.commands, { group: 'somebody-else', consumer: 'x' }, async () => undefined),
  ];
  for (const attempt of tries) {
    let thrown: unknown;
    await runAgent(
      agent(async (context) => {
        try {
          await attempt(context);
        } catch (error) {
          thrown = error;
        }
      }),
      openProcess(world),
    );
    expect(thrown).toBeInstanceOf(ChannelAccessError);
  }
});

it('acknowledges a halt that another process ordered in a heartbeat at once, and its end', async () => {
  const world = await place();
  const here = openProcess(world);
  await runAgent(agent(), here);
  let operator!: AgentContext;
  const there = openProcess({ ...world, dataDir: mkdtempSync(join(tmpdir(), 'other-disk-')) });
  await runAgent(
    agent(async (context) => void (operator = context), {
      name: 'risk-guardian',
      reads: [],
      writes: ['system.commands'],
    }),
    there,
  );
  await orderHalt(operator, { id: 'h', reason: 'test', by: 'me', at: T0 }, 'operator');
  await until(() =>
    world.beats.some((beat) => beat.agent === 'strategy:test' && beat.haltId === 'h' && beat.state === 'halted'),
  );
  expect(world.clock.now()).toBe(T0);
  expect(here.halt.current?.reason).toBe('test');
  await liftHalts(operator, { reason: 'over', by: 'me', at: T0 });
  await until(() => !here.halt.isHalted);
  await until(() => world.beats.at(-1)?.haltId === null);
});

it('obeys a file within a fifth of a second, readable or not, and a halt on record from the start', async () => {
  const world = await place();
  const here = openProcess(world);
  await runAgent(agent(), here);
  writeFileSync(here.haltFile.path, 'stop');
  world.clock.advanceBy(200);
  expect(here.halt.isHalted).toBe(true);
  here.haltFile.remove();
  world.clock.advanceBy(200);
  expect(here.halt.isHalted).toBe(false);
  await recordHalt(database.queries, { id: 'on record', reason: '', by: 'me', at: 1 });
  const later = openProcess({ ...world, dataDir: mkdtempSync(join(tmpdir(), 'other-disk-')) });
  let atSetup: string | undefined;
  await runAgent(
    agent(async (context) => void (atSetup = context.halt.current?.id)),
    later,
  );
  expect(atSetup).toBe('on record');
});

it('ignores an old command whose halt was lifted, and obeys one while it cannot ask', async () => {
  const world = await place();
  const here = openProcess(world);
  await runAgent(agent(), here);
  const operator = new MemoryBus(world.hub, {
    source: 'operator',
    clock: world.clock,
    ids: seededIds(seededRandom(3)),
  });
  const command = { kind: 'halt', haltId: 'lifted long ago', reason: '', by: 'me', at: 1 } as const;
  await operator.publishDurable(channels.commands, command);
  await world.hub.idle();
  expect(here.halt.isHalted).toBe(false);

  let down = false;
  const queries = new Proxy(database.queries, {
    get(on, key) {
      if (down) throw new Error('no database');
      return Reflect.get(on, key, on) as unknown;
    },
  });
  const blind = openProcess(world, { database: { ...database, queries } });
  await runAgent(agent(undefined, { variant: 'blind' }), blind);
  down = true;
  await operator.publishDurable(channels.commands, { ...command, haltId: 'now' });
  await until(() => blind.halt.isHalted);
  expect(blind.halt.current?.id).toBe('now');
  await operator.publishDurable(channels.commands, { ...command, kind: 'resume', haltId: 'now' });
  await until(() => !blind.halt.isHalted);
});

it('sends alerts with their source, and what keeps them apart', async () => {
  const world = await place();
  await runAgent(
    agent(async ({ alert }) => alert({ tier: 'important', kind: 'feed.stale', title: 'Look' })),
    openProcess(world),
  );
  await world.hub.idle();
  expect(world.alerts).toMatchObject([
    {
      tier: 'important',
      kind: 'feed.stale',
      dedupeKey: 'feed.stale',
      title: 'Look',
      body: '',
      source: 'strategy:test',
      at: T0,
    },
  ]);
});

it('tells no secret of the configuration in heartbeats and alerts, whoever said it', async () => {
  const world = await place();
  const config = configSchema.parse({ alerts: { telegram: { botToken: '1:canary-token', chatId: '7' } } });
  const said = 'POST /bot1:canary-token/getUpdates was refused';
  const telling: AgentDefinition = {
    ...agent(),
    async setup({ alert }) {
      alert({ tier: 'important', kind: 'feed.stale', title: said, body: said });
      return { details: () => ({ trouble: said, count: 1 }), stop: async () => undefined };
    },
  };
  await runAgent(telling, openProcess(world, { config }));
  await world.hub.idle();
  expect(world.beats.at(-1)?.details).toEqual({ trouble: 'POST /bot[redacted]/getUpdates was refused', count: 1 });
  expect(world.alerts).toHaveLength(1);
  expect(JSON.stringify(world.alerts)).not.toContain('canary');
});
