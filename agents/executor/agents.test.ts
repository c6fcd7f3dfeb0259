import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { storeAllocation } from '@pm-arbitrage/core/allocations/store-allocation.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { TradeRejection, TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { riskGuardian } from '../risk-guardian/agent.js';
import { anOpportunity, aRequest, capital, legOf } from '../risk-guardian/guardian-fixtures.js';
import { executor } from './agent.js';
import { aMarket, T0, testConfig } from './executor-fixtures.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());

it('takes a request over the bus to its end, and none once the file halts', async () => {
  const clock = new SimulatedClock(T0);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const log = createLogger('silent');
  const dataDir = mkdtempSync(join(tmpdir(), 'agents-'));
  // Simulated time runs on while the database works: an approval must outlive that.
  const config = testConfig({ approvalTtlMs: 600_000 });
  const halt = new HaltState();
  const haltFile = new HaltFile(dataDir);
  const services = {
    config: { ...config, services: { ...config.services, dataDir } },
    clock,
    random: seededRandom(1),
    ids,
    log,
    database,
    hot: new MemoryHotState(clock),
    metrics: new Registry(),
    halt,
    haltFile,
    busFor: (source: string) => new MemoryBus(hub, { source, clock, ids }),
    close: async () => undefined,
  };
  const world = new MemoryBus(hub, { source: 'world', clock, ids });
  const results: TradeResult[] = [];
  const rejections: TradeRejection[] = [];
  const beats = new Map<string, Heartbeat>();
  await world.consume(
    channels.tradeResults,
    { group: 'w', consumer: 'w' },
    async (result) => void results.push(result),
  );
  await world.consume(
    channels.tradeRejected,
    { group: 'w', consumer: 'w' },
    async (rejection) => void rejections.push(rejection),
  );
  await world.follow([channels.heartbeats], (beat) => void beats.set(beat.agent, beat));
  /** Lets simulated time run slowly until something holds. */
  const until = async (holds: () => boolean) => {
    while (!holds()) {
      await sleep(systemClock, 2);
      clock.advanceBy(10);
    }
  };

  await storeAllocation(database.queries, capital('1800'));
  const trading = await runAgent(executor, services);
  const guarding = await runAgent(riskGuardian, services);
  const [kalshi, polymarket] = [aMarket('kalshi', 'K'), aMarket('polymarket', 'P')];
  await world.publishDurable(channels.markets('kalshi'), kalshi);
  await world.publishDurable(channels.markets('polymarket'), polymarket);
  const level = (at: string) => [[parsePrice(at), parseQuantity('100')] as const];
  const book = { epoch: 1, sequence: 1, status: 'live' as const, venueTime: null, receivedAt: clock.now() };
  world.publish(channels.prices('kalshi'), { ...book, market: kalshi.id, bids: level('0.44'), asks: level('0.45') });
  world.publish(channels.prices('polymarket'), {
    ...book,
    market: polymarket.id,
    bids: level('0.55'),
    asks: level('0.56'),
  });
  await until(() => beats.get('executor')?.details['markets'] === 2);

  const opportunity = () =>
    anOpportunity({
      legs: [legOf('kalshi', 'K', { fee: parseUsd('1.7325') }), legOf('polymarket', 'P', { fee: parseUsd('1.2375') })],
      detectedAt: clock.now(),
    });
  await world.publishDurable(
    channels.tradeRequests,
    aRequest('t1', opportunity(), { expiresAt: clock.now() + 60_000 }),
  );
  await until(() => results.length > 0);
  expect(rejections).toEqual([]);
  expect(results).toMatchObject([{ tradeId: 't1', state: 'complete', reason: '' }]);
  expect(results[0]?.legs[0]?.filled).toBe(results[0]?.legs[1]?.filled);
  await until(() => beats.get('executor')?.details['latencyMs:kalshi'] === config.trading.paperLatencyMs);
  await until(() => beats.get('risk-guardian')?.details['openTrades'] === 1);

  haltFile.write({ id: 'h', reason: 'by file', by: 'me', at: clock.now() });
  await until(() => beats.get('executor')?.haltId === 'h' && beats.get('risk-guardian')?.haltId === 'h');
  await world.publishDurable(
    channels.tradeRequests,
    aRequest('t2', { ...opportunity(), coverId: 'other' }, { expiresAt: clock.now() + 60_000 }),
  );
  await until(() => rejections.length > 0);
  expect(rejections).toMatchObject([{ tradeId: 't2', rule: 'halted', value: 'by file' }]);
  expect(results).toHaveLength(1);
  await guarding.stop();
  await trading.stop();
});
