import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { markets } from '@pm-arbitrage/core/db/schema/schema.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { aMarket, T0 } from '../opportunity-scanner/scanner-fixtures.js';
import { MarketWriter } from './market-writer.js';

describe.each(testDatabases)('the market writer on $kind', ({ kind, missing, open }) => {
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
    const log = createLogger('silent');
    const ids = seededIds(seededRandom(1));
    const bus = new MemoryBus(hub, { source: 'venue-watcher:kalshi', clock, ids });
    const outbox = new Outbox({ database, bus, source: 'venue-watcher:kalshi', clock, ids, log });
    const writes = { count: 0, down: false };
    const { commit } = outbox;
    outbox.commit = (work) => {
      writes.count++;
      return writes.down ? Promise.reject(new Error('no database')) : (commit.call(outbox, work) as never);
    };
    const heard: string[] = [];
    await bus.consume(
      channels.markets('kalshi'),
      { group: 'r', consumer: 'r' },
      async ({ id, status }) => void heard.push(`${id} ${status}`),
    );
    const writer = new MarketWriter({ clock, log, outbox }, 'kalshi');
    const stored = async () =>
      (await database.queries.select().from(markets).orderBy(markets.id)).map(({ id, status }) => `${id} ${status}`);
    return { clock, hub, writes, heard, writer, stored };
  }

  it('writes what arrives together in batches, and reports every market', async () => {
    const { hub, writes, heard, writer, stored } = await place();
    for (let index = 0; index < 450; index++) writer.put(aMarket('kalshi', `M${1_000 + index}`));
    await writer.idle();
    await hub.idle();
    expect(writes.count).toBe(3);
    expect(heard).toHaveLength(450);
    expect(await stored()).toHaveLength(450);
  });

  it('keeps the newest state of a market', async () => {
    const { hub, writes, heard, writer, stored } = await place();
    writer.put(aMarket('kalshi', 'M'));
    writer.put(aMarket('kalshi', 'M', { status: 'closed' }));
    await writer.idle();
    writer.put(aMarket('kalshi', 'M', { status: 'resolved' }));
    await writer.idle();
    await hub.idle();
    expect(writes.count).toBe(2);
    expect(heard).toEqual(['kalshi:M closed', 'kalshi:M resolved']);
    expect(await stored()).toEqual(['kalshi:M resolved']);
  });

  it('tries again what could not be written, without bringing an older state back', async () => {
    const { clock, writes, writer, stored } = await place();
    writes.down = true;
    writer.put(aMarket('kalshi', 'A'));
    writer.put(aMarket('kalshi', 'B'));
    await writer.idle();
    expect(await stored()).toEqual([]);
    writer.put(aMarket('kalshi', 'A', { status: 'closed' }));
    await writer.idle();
    writes.down = false;
    clock.advanceBy(1_000);
    await writer.idle();
    expect(await stored()).toEqual(['kalshi:A closed', 'kalshi:B open']);
    const { count } = writes;
    clock.advanceBy(10_000);
    await writer.idle();
    expect(writes.count).toBe(count);
  });
});
