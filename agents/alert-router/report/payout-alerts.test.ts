import type { Database } from '@pm-arbitrage/core/db/database.js';
import { markets, positions } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { MarketStatus } from '@pm-arbitrage/core/domain/market.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { quantity, usd } from '@pm-arbitrage/core/money/money.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { payoutAlerts } from './payout-alerts.js';

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR_MS = 3_600_000;
let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());

it('tells of markets in which contracts are held, where the payout is challenged or two days late', async () => {
  const { queries } = database;
  const hold = async (name: string, status: MarketStatus, closedHours: number, { disputed = false, held = 5 } = {}) => {
    const id = marketId('kalshi', name);
    const closeTime = NOW - closedHours * HOUR_MS;
    const market = disputed ? { disputed: true } : {};
    await queries.insert(markets).values({
      id,
      platform: 'kalshi',
      event: 'e',
      title: name,
      status,
      closeTime,
      yesPayout: null,
      market: market as never,
      updatedAt: NOW,
    });
    const row = {
      mode: 'paper',
      market: id,
      platform: 'kalshi',
      quantity: quantity(held),
      cost: usd(1),
      updatedAt: NOW,
    } as const;
    await queries.insert(positions).values([
      { ...row, side: 'yes' },
      { ...row, side: 'no' },
    ]);
  };
  await hold('OPEN', 'open', -5);
  await hold('RECENT', 'determined', 47);
  await hold('CHALLENGED', 'determined', 1, { disputed: true });
  await hold('LATE', 'closed', 49);
  await hold('PAID', 'resolved', 90);
  await hold('SOLD', 'closed', 90, { held: 0 });
  expect((await payoutAlerts(queries, 'paper', NOW)).map(({ id, title }) => `${id} ${title}`)).toEqual([
    'market.disputed:kalshi:CHALLENGED Disputed: CHALLENGED',
    'settlement.late:kalshi:LATE Not paid yet: LATE',
  ]);
  expect(await payoutAlerts(queries, 'live', NOW)).toEqual([]);
});
