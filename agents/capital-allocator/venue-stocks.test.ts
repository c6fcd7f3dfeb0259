import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { parsePrice, parseUsd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { openDesk, T0 } from '../executor/executor-fixtures.js';
import { settleTrades } from '../executor/settle-trades.js';
import { venueStocks } from './venue-stocks.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

it('knows no venue before its account is open', async () => {
  expect(await venueStocks(database, 'paper')).toEqual(new Map());
});

it('follows a trade at both venues from its approval to its payout', async () => {
  const desk = await openDesk(database);
  const one = await desk.start();
  desk.bargain();
  const full = { cash: parseUsd('1000'), held: ZERO_USD, committed: ZERO_USD };
  const at = async (platform: 'kalshi' | 'polymarket') => (await venueStocks(database, 'paper')).get(platform);
  expect([await at('kalshi'), await at('polymarket')]).toEqual([full, full]);

  const approval = await desk.approve('t1');
  expect(await at('kalshi')).toEqual({ ...full, committed: parseUsd('10') });

  await one.execute(approval);
  expect(await at('kalshi')).toEqual({ cash: parseUsd('990.6535'), held: parseUsd('9'), committed: ZERO_USD });
  expect(await at('polymarket')).toEqual({ cash: parseUsd('990.7525'), held: parseUsd('9'), committed: ZERO_USD });

  // YES: Kalshi pays the whole dollar at once, Polymarket's NO is still held.
  desk.markets.put({ ...desk.kalshi, status: 'resolved', yesPayout: parsePrice('1'), updatedAt: T0 + 1 });
  await settleTrades({ database, journal: one.journal, venues: one.venues, mode: 'paper' });
  expect(await at('kalshi')).toEqual({ cash: parseUsd('1010.6535'), held: ZERO_USD, committed: ZERO_USD });
  expect(await at('polymarket')).toEqual({ cash: parseUsd('990.7525'), held: parseUsd('9'), committed: ZERO_USD });
});
