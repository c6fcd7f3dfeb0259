import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { alertRouter } from './agent.js';

const T0 = Date.UTC(2026, 10, 21, 12);

describe.each(testDatabases)('the alert router on $kind', ({ kind, missing, open }) => {
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
    const clock = new SimulatedClock(T0);
    const hub = new MemoryHub();
    const ids = seededIds(seededRandom(1));
    const log = createLogger('silent');
    await runAgent(alertRouter, {
      config: configSchema.parse({}),
      clock,
      random: seededRandom(1),
      ids,
      log,
      database,
      hot: new MemoryHotState(clock),
      metrics: new Registry(),
      halt: new HaltState(),
      haltFile: new HaltFile(mkdtempSync(join(tmpdir(), 'alerts-'))),
      busFor: (source) => new MemoryBus(hub, { source, clock, ids }),
      close: async () => undefined,
    });
    const bus = new MemoryBus(hub, { source: 'executor', clock, ids });
    return {
      raise: async (id: string, at: number, change: Partial<Alert> = {}) => {
        const alert: Alert = {
          id,
          tier: 'important',
          kind: 'k',
          dedupeKey: 'k',
          title: id,
          body: '',
          source: 's',
          at,
          ...change,
        };
        await bus.publishDurable(channels.alerts, alert);
        await hub.idle();
      },
      report: async (result: Partial<TradeResult>) => {
        const whole: TradeResult = {
          tradeId: 't',
          strategy: 's',
          coverId: 'c',
          kind: 'complement',
          state: 'complete',
          reason: '',
          legs: [],
          cost: parseUsd('9'),
          fees: parseUsd('0'),
          payout: parseUsd('0'),
          pnl: parseUsd('1'),
          tickToTradeMs: null,
          at: T0,
        };
        await bus.publishDurable(channels.tradeResults, { ...whole, ...result });
        await hub.idle();
      },
      stored: async () =>
        (await database.queries.select().from(alerts).orderBy(alerts.at)).map(({ id, tier, count, title }) => ({
          id,
          tier,
          count,
          title,
        })),
    };
  }

  it('makes one alert of those with the same key within the window, and counts them', async () => {
    const { raise, stored } = await place();
    await raise('a', T0);
    await raise('b', T0 + 60_000);
    await raise('other', T0 + 1, { dedupeKey: 'other' });
    await raise('c', T0 + 60_001);
    expect((await stored()).map(({ id, count }) => `${id} ${count}`)).toEqual(['a 2', 'other 1', 'c 1']);
  });

  it('counts the same message once, however often it is delivered', async () => {
    const { raise, stored } = await place();
    await raise('a', T0);
    await raise('a', T0);
    expect(await stored()).toMatchObject([{ id: 'a', count: 1 }]);
  });

  it('tells of the ends of trades, louder the worse they are', async () => {
    const { report, stored } = await place();
    for (const state of ['locked', 'aborted', 'complete', 'hedged', 'unwound', 'naked', 'settled'] as const)
      await report({ state, at: T0 + 1 });
    await report({ state: 'naked', at: T0 + 2 });
    const told = (await stored()).map(({ id, tier }) => `${id.split(':')[2]} ${tier}`).sort();
    expect(told).toEqual([
      'complete routine',
      'hedged important',
      'naked emergency',
      'settled routine',
      'unwound important',
    ]);
  });
});
