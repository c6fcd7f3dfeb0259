import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { modelCalibrations } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { parsePrice } from '@pm-arbitrage/core/money/money.js';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aMarket } from '../scanner-fixtures.js';
import { gaussianSeries } from './testing/gaussian-series.js';
import { scannerPlace } from './testing/scanner-place.js';

/* 5 PM Eastern, an hour after the clock of the test begins. */
const AT = Date.UTC(2026, 10, 21, 22);
const START = AT - 2 * 3_600_000;

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const rules =
  'If the simple average of the sixty seconds of CF Benchmarks’ Bitcoin Real-Time Index (BRTI) before 5 PM EST is ' +
  'above 84499.99 at 5 PM EST on Nov 21, 2026, then the market resolves to Yes.';
const market = aMarket('kalshi', 'KXBTCD-26NOV2117-T84499.99', {
  title: 'Bitcoin price on Nov 21, 2026 at 5pm EST?',
  subtitle: '$84,500 or above',
  event: { id: 'KXBTCD-26NOV2117', title: 'Bitcoin price on Nov 21, 2026 at 5pm EST?' },
  rules,
  rulesHash: rules,
  category: 'Crypto',
  strike: { type: 'greater', floor: 84_499.99, cap: null },
  sources: ['CF Benchmarks'],
  closeTime: AT,
  resolutionTime: AT + 600_000,
});

async function place() {
  const at = await scannerPlace(database, START);
  const { clock, world } = at;
  const index = (price: number) => {
    const about = { type: 'crypto', symbol: 'btc-usd', source: 'cf-benchmarks', unit: 'usd', quality: 'live' } as const;
    const now = clock.now();
    const fact = { kind: 'price', price } as const;
    world.publish(channels.oracle('crypto', 'btc-usd'), {
      ...about,
      fact,
      eventTime: now,
      receivedAt: now,
      uncertainty: null,
    });
  };
  return { ...at, index };
}

it('a market is priced by its own rules: what lags the index is reported, and the model is judged by how it ends', async () => {
  const { agent, book, clock, fact, found, index, world } = await place();
  await world.publishDurable(channels.markets('kalshi'), market);
  await expect.poll(() => fact('understood')).toBe(1);
  for (const price of gaussianSeries({ last: 85_000, volatility: 0.5, seconds: 5, count: 600 })) {
    clock.advanceBy(5_000);
    index(price);
    // What is published in one breath is conflated: each has to be heard.
    await new Promise((resolve) => setImmediate(resolve));
  }
  book(market, '0.50', '0.52');
  const offers = () => found.filter(({ kind }) => kind === 'fair-value');
  await expect.poll(() => offers().length).toBeGreaterThan(0);
  expect(offers()[0]).toMatchObject({
    legs: [{ side: 'yes', limitPrice: parsePrice('0.52') }],
    fair: { model: 'price-at/index-average', sources: ['cf-benchmarks btc-usd'] },
  });
  expect(offers()[0]?.fair?.worst).toBeGreaterThan(0.6);

  const count = found.length;
  clock.advanceBy(6_000);
  book(market, '0.50', '0.52');
  await expect.poll(() => fact('valued')).toBe(0);
  expect(found.slice(count).filter(({ fair }) => fair !== null)).toEqual([]);

  clock.advanceBy(AT - clock.now());
  await world.publishDurable(channels.markets('kalshi'), {
    ...market,
    status: 'resolved' as const,
    yesPayout: parsePrice('1'),
  });
  const stored = () => database.queries.select().from(modelCalibrations);
  await expect.poll(async () => (await stored()).map(({ model }) => model)).toEqual(['price-at/index-average']);
  expect((await stored())[0]?.record.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(1);
  await agent.stop();
});
