import { executorWith } from '@pm-arbitrage/agents/executor/agent.js';
import { CrashPoints } from '@pm-arbitrage/agents/executor/crash-points.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { fastClock } from '@pm-arbitrage/core/clock/fast-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { platformOf, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { SignedApproval } from '@pm-arbitrage/core/domain/trade.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { HotBooks } from '@pm-arbitrage/core/hot-books/hot-books.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { liftHalts } from '@pm-arbitrage/core/runtime/order-halt.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import type { FromExecutor, LifeOptions, ToExecutor } from './executor-messages.js';
import { isPoint } from './crash-catalogue.js';

/*
 * An executor in a process of its own, so that it can be killed at any instruction. Its parent plays everybody else:
 * guardian, venue watchers, operator, and the bus that delivers an approval again. Argument: the database's address.
 */

const BEAT_MS = 1_000;

const tell = (message: FromExecutor) => process.send?.(message);
/** Where the prices of the life that begins or runs go. */
let tellPrice: (update: PriceUpdate) => void = () => undefined;

/** A life that runs. */
interface Life {
  approval(signed: SignedApproval): Promise<void>;
  resume(): Promise<void>;
  end(): Promise<readonly string[]>;
}

async function begin(opened: Services, options: LifeOptions): Promise<Life> {
  const { config, death, leaseTtlMs, reconcileMs, seed, time } = options;
  const clock = fastClock(time, systemClock);
  const log = createLogger(config.log.level);
  const hub = new MemoryHub();
  const busFor = (source: string) => new MemoryBus(hub, { source, clock, ids: randomIds });
  const hot = new MemoryHotState(clock);
  const books = new HotBooks(hot, log);
  const watcher = busFor('venue-watcher');
  let stored = Promise.resolve();
  const hear = (update: PriceUpdate) => {
    books.put(update);
    stored = stored.then(() => books.flush());
    watcher.publish(channels.prices(platformOf(update.market)), update);
    tell({ kind: 'heard', sequence: update.sequence, at: clock.now() });
  };
  // From the start, and before anything is awaited: an executor that recovers acts on these books.
  for (const update of options.books) hear(update);
  tellPrice = hear;
  await stored;
  const services: Services = {
    ...opened,
    config,
    clock,
    random: seededRandom(seed),
    log,
    hot,
    halt: new HaltState(),
    haltFile: new HaltFile(config.services.dataDir),
    busFor,
  };
  const { database } = opened;

  const passed: string[] = [];
  const points = new CrashPoints(async (point) => {
    passed.push(point);
    if (death === null || !isPoint(death.point, point)) return;
    if (death.holdMs > 0) await new Promise<void>((resolve) => systemClock.after(death.holdMs, resolve));
    process.kill(process.pid, death.signal);
  });

  const guardian = busFor('risk-guardian');
  const beat = () => {
    const at = clock.now();
    const alive = { instance: 'chaos', state: 'running', haltId: null, startedAt: at, at } as const;
    guardian.publish(channels.heartbeats, { ...alive, agent: 'risk-guardian', details: {} });
    for (const platform of platforms)
      watcher.publish(channels.heartbeats, { ...alive, agent: `venue-watcher:${platform}`, details: { aliveAt: at } });
  };
  const stopBeating = clock.every(BEAT_MS, beat);
  await watcher.consume(channels.tradeResults, { group: 'chaos', consumer: 'chaos' }, async ({ state, reason }) => {
    tell({ kind: 'result', state, reason });
  });
  const executor = executorWith({ leaseTtlMs, reconcileMs, points });
  const agent = await runAgent(executor, services).catch((error: unknown) => {
    stopBeating();
    throw error;
  });
  beat();

  return {
    async approval(signed) {
      await guardian.publishDurable(channels.tradeApproved, signed);
    },
    async resume() {
      const operator = new Outbox({
        database,
        bus: busFor('operator'),
        source: 'operator',
        clock,
        ids: randomIds,
        log,
      });
      await liftHalts({ ...services, outbox: operator }, { reason: 'chaos', by: 'operator', at: clock.now() });
    },
    async end() {
      stopBeating();
      await agent.stop();
      await guardian.close();
      await watcher.close();
      return passed;
    },
  };
}

const [databaseUrl = ''] = process.argv.slice(2);
// Connected once; what else a life has is its own.
const opened = await openServices({
  config: configSchema.parse({ services: { databaseUrl } }),
  log: createLogger('error'),
});
let life: Life | null = null;

async function obey(message: ToExecutor): Promise<void> {
  switch (message.kind) {
    case 'begin':
      life = await begin(opened, message);
      tell({ kind: 'running' });
      return;
    case 'price':
      tellPrice(message.update);
      return;
    case 'approval':
      return life?.approval(message.signed);
    case 'resume':
      return life?.resume();
    case 'end': {
      tellPrice = () => undefined;
      const passed = (await life?.end()) ?? [];
      life = null;
      tell({ kind: 'ended', passed });
    }
  }
}

process.on('message', (message: ToExecutor) => {
  obey(message).catch((error: unknown) => tell({ kind: 'failed', reason: messageOf(error) }));
});
// Of a parent that is gone nothing more is heard, and nobody would end this process.
process.once('disconnect', () => process.exit(1));
tell({ kind: 'loaded' });
