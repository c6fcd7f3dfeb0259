import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpportunityRow } from '../protocol/opportunity-row.js';
import { topicNames } from '../protocol/topics.js';
import { loadSymbols, publishOne } from './bench/publish-load.js';
import { stalledClient } from './bench/stalled-client.js';
import { anOpportunity } from './testing/an-opportunity.js';
import { followLive } from './testing/follow-live.js';
import { startDashboard } from './testing/start-dashboard.js';
import { until } from '@pm-arbitrage/core/testing/until.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());

const CLIENTS = 50;
const UPDATES = 5_000;

it('brings 50 pages to the same state under 1,000 updates a second, and sends each at most ten frames of a topic', async () => {
  const { oracles } = configSchema.parse({});
  const symbols = { ...oracles.symbols, crypto: [...loadSymbols] };
  const dashboard = await startDashboard(database, { oracles: { ...oracles, symbols } }, { log: 'silent' });
  try {
    const { cookie } = await dashboard.enter('viewer');
    const topics = topicNames.map((topic) => ({ topic }));
    const pages = await Promise.all(Array.from({ length: CLIENTS }, () => followLive(dashboard.url, cookie, topics)));
    const startedAt = systemClock.monotonic();
    for (let published = 0; published < UPDATES;) {
      const due = Math.min(UPDATES, Math.floor(systemClock.monotonic() - startedAt));
      for (; published < due; published++) publishOne(dashboard.bus, published, systemClock.now());
      await sleep(systemClock, 5);
    }
    const newest = `o${UPDATES - 4}`;
    await until('the newest came to all', () => pages.every(({ rows }) => rows.get('opportunities')?.has(newest)));
    const seconds = (systemClock.monotonic() - startedAt) / 1_000;
    await until('all have the same', () => {
      const states = pages.map(({ rows }) => [...(rows.get('opportunities')?.keys() ?? [])].toSorted().join());
      return new Set(states).size === 1;
    });
    for (const { frames } of pages) {
      const ofFeed = frames.filter((frame) => 'topic' in frame && frame.topic === 'opportunities').length;
      expect(ofFeed).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 2);
    }
    expect(dashboard.details()).toMatchObject({ clients: CLIENTS, dropped: 0 });
    for (const { socket } of pages) socket.close();
  } finally {
    await dashboard.stop();
  }
});

it('drops a client that never reads, and nobody else notices', async () => {
  const dashboard = await startDashboard(database, {}, { log: 'silent' });
  try {
    const { cookie } = await dashboard.enter('viewer');
    const { ended, socket } = await stalledClient(dashboard.url, cookie, {
      type: 'subscribe',
      topics: [{ topic: 'opportunities' }],
    });
    const page = await followLive(dashboard.url, cookie, [{ topic: 'opportunities' }]);
    const basis = 'x'.repeat(20_000);
    let number = 0;
    const shown = () => page.rows.get('opportunities') as ReadonlyMap<string, OpportunityRow> | undefined;
    await until(
      'the client is dropped',
      async () => {
        // More than the system's own buffers hold.
        for (let count = 0; count < 20; count++)
          dashboard.bus.publish(channels.opportunities, anOpportunity(`o${number++}`, systemClock.now(), { basis }));
        await until('the page has it', () => shown()?.has(`o${number - 1}`));
        return dashboard.details()['dropped'] === 1;
      },
      60_000,
    );
    socket.resume();
    await ended;
    expect(dashboard.details()).toMatchObject({ clients: 1, dropped: 1 });
    page.socket.close();
  } finally {
    await dashboard.stop();
  }
}, 240_000);
