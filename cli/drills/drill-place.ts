import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PrivateRedis, startPrivateRedis } from '@pm-arbitrage/core/bus/test-redis.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { startWebhookReceiver, type WebhookReceiver } from '@pm-arbitrage/simulator/chat/webhook/webhook-receiver.js';
import type { Status } from '../control/control.js';
import type { NewWorld } from '../demo/world-file.js';
import type { DemoPlaces } from '../swarm/demo-servers.js';
import { askCli, type CliRun, startCli } from '../testing/run-cli.js';
import { until } from '@pm-arbitrage/core/testing/until.js';
import type { Cleanup } from './cleanup.js';
import { type PrivatePostgres, startPrivatePostgres } from './private-postgres.js';
import { mountSmallDisk, type SmallDisk } from './small-disk.js';
import { TradeCounter } from './trade-counter.js';

/** Everything that a drill may break: a swarm of processes that trades, and servers and a disk of its own. */
export interface DrillPlace {
  readonly redis: PrivateRedis;
  readonly postgres: PrivatePostgres;
  /** Null where none can be mounted: then nothing is filled, and why is said. */
  readonly disk: SmallDisk | { readonly unavailable: string };
  readonly dataDir: string;
  /** What a person was told, by the webhook. */
  readonly receiver: WebhookReceiver;
  readonly swarm: CliRun;
  readonly trades: TradeCounter;
  /** The agents' names as the supervisor knows them. */
  readonly agents: readonly string[];
  /** Process id of an agent now; null while it is not there. */
  pidOf(agent: string): number | null;
  status(): Promise<Status>;
  cli<T>(args: readonly string[]): Promise<T>;
}

interface Processes {
  readonly children: readonly { readonly name: string; readonly pid: number | null }[];
}

const SECRET = 'drill';
const UP_MS = 300_000;
/** Its markets live for minutes: longer than any fault, as real ones do, so that no leg stays alone because time ran out. */
const WORLD: NewWorld = { seed: 1, speed: 0.1 };

/**
 * What the drills run with. Frames are not recorded: they alone would fill the small disk within minutes.
 * Each alert is told as it comes, so none waits for its channel's turn.
 */
const configOf = (webhook: string) => ({
  alerts: { webhook: { url: webhook, secret: SECRET, perMinute: 600 } },
  recorder: { frames: false },
});

/** Starts servers, simulator and one process for each agent, and waits until they trade. Paper, one seed. */
export async function openDrillPlace(cleanup: Cleanup): Promise<DrillPlace> {
  const disk = mountSmallDisk();
  const base = 'unavailable' in disk ? mkdtempSync(join(tmpdir(), 'pm-drill-')) : disk.folder;
  cleanup.add(() => ('unavailable' in disk ? rmSync(base, { recursive: true, force: true }) : disk.close()));
  const dataDir = join(base, `seed-${WORLD.seed}`);
  const redis = await startPrivateRedis('persist');
  cleanup.add(() => redis.stop());
  const postgres = await startPrivatePostgres();
  cleanup.add(() => postgres.close());
  const receiver = await startWebhookReceiver({ clock: systemClock, secret: SECRET });
  cleanup.add(() => receiver.close());
  const configFile = join(base, 'drill.json');
  writeFileSync(configFile, JSON.stringify(configOf(receiver.url)));
  const world = ['--seed', String(WORLD.seed), '--speed', String(WORLD.speed)];
  const args = ['up', '--demo', '--processes', '--json', ...world, '--config', configFile, '--data-dir', base];
  const swarm = startCli(args, base, { REDIS_URL: redis.url, DATABASE_URL: postgres.url });
  let ended = false;
  void swarm.result.then(() => (ended = true));
  cleanup.add(async () => {
    if (!ended) swarm.process.kill('SIGKILL');
    await swarm.result;
  });
  const read = <T>(name: string) => JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as T;
  const children = () => read<Processes>('processes.json').children;
  const cli = <T>(given: readonly string[]) => askCli<T>([...given, '--json', '--data-dir', dataDir], base);
  const status = () => cli<Status>(['status']);
  const agents = await until(
    'every agent is alive',
    async () => {
      if (ended) return [];
      const alive = (await status()).agents.filter(({ state }) => state === 'running').map(({ agent }) => agent);
      const names = children().flatMap(({ name }) => (name === 'simulator' ? [] : [name]));
      return alive.includes('dashboard') && names.every((name) => alive.includes(name)) && names;
    },
    UP_MS,
    500,
  );
  if (ended) throw new Error(`the swarm ended at its start: ${(await swarm.result).stderr}`);
  const trades = new TradeCounter(read<{ services: DemoPlaces }>('config.demo.json').services.databaseUrl);
  cleanup.add(() => trades.close());
  await until('the first trade', async () => (await trades.completedSince(0)) > 0, UP_MS);
  const pidOf = (agent: string) => children().find(({ name }) => name === agent)?.pid ?? null;
  return { redis, postgres, disk, dataDir, receiver, swarm, trades, agents, pidOf, status, cli };
}
