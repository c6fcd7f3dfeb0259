import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { executor } from './agent.js';
import { aMarket, T0, testConfig } from './executor-fixtures.js';
import { openPaperVenues } from './open-paper-venues.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());

it('cancels what rests at every venue as soon as the halt is seen', async () => {
  const clock = new SimulatedClock(T0);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const dataDir = mkdtempSync(join(tmpdir(), 'halt-cancels-'));
  const base = testConfig({ paperLatencyMs: 0 });
  const config = { ...base, services: { ...base.services, dataDir } };
  const haltFile = new HaltFile(dataDir);
  await restAtBothVenues();
  const statesOf = async () => (await database.queries.query.paperOrders.findMany()).map(({ state }) => state);
  expect(await statesOf()).toEqual(['resting', 'resting']);

  const running = await runAgent(executor, {
    config,
    clock,
    random: seededRandom(1),
    ids,
    log: createLogger('silent'),
    database,
    hot: new MemoryHotState(clock),
    metrics: new Registry(),
    halt: new HaltState(),
    haltFile,
    busFor: (source: string) => new MemoryBus(hub, { source, clock, ids }),
    close: async () => undefined,
  });
  haltFile.write({ id: 'h', reason: 'by file', by: 'me', at: clock.now() });
  const afterAWhile = () => {
    clock.advanceBy(10);
    return statesOf();
  };
  await expect.poll(afterAWhile, { timeout: 60_000, interval: 20 }).toEqual(['cancelled', 'cancelled']);
  await running.stop();

  /** What an earlier life left: one order below the market at each venue. */
  async function restAtBothVenues(): Promise<void> {
    const markets = await MarketDirectory.load(database, 0);
    const venues = await openPaperVenues({ clock, config, database, random: seededRandom(1) }, markets);
    for (const [platform, venue] of venues) {
      const market = aMarket(platform, 'M');
      markets.put(market);
      const level = (at: string) => [[parsePrice(at), parseQuantity('100')] as const];
      const book = { epoch: 1, sequence: 1, status: 'live' as const, venueTime: null, receivedAt: clock.now() };
      venue.price({ ...book, market: market.id, bids: level('0.44'), asks: level('0.45') });
      const spec: OrderSpec = {
        clientOrderId: `resting at ${platform}`,
        tradeId: 't',
        legIndex: 0,
        market: market.id,
        platform,
        side: 'yes',
        action: 'buy',
        quantity: parseQuantity('10'),
        limitPrice: parsePrice('0.40'),
        timeInForce: 'gtc',
        postOnly: false,
        expiresAt: null,
      };
      const sending = (await venue.prepare(spec)).send();
      clock.advanceBy(1);
      expect(await sending).toMatchObject({ kind: 'accepted', order: { state: 'resting' } });
      await venue.close();
    }
  }
});
