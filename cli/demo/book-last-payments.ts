import { Journal } from '@pm-arbitrage/agents/executor/journal.js';
import { settleTrades } from '@pm-arbitrage/agents/executor/settle-trades.js';
import { acquireLease, releaseLease } from '@pm-arbitrage/core/db/lease.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';

const NAME = 'executor';
const LEASE_MS = 10_000;

/**
 * Books what the venues paid since the executor stopped, in its place: markets go on resolving, and accounts are
 * compared as they are now. Does nothing while an executor holds the lease, because that one books.
 */
export async function bookLastPayments(services: Services, venues: ReadonlyMap<Platform, TradingVenue>): Promise<void> {
  const { clock, config, database, ids, log } = services;
  const request = { name: NAME, holder: `summary ${ids.next()}`, ttlMs: LEASE_MS, now: clock.now() };
  const lease = await acquireLease(database, request);
  if (lease === null) return;
  const bus = services.busFor(NAME);
  try {
    const outbox = new Outbox({ database, bus, source: NAME, clock, ids, log });
    const journal = new Journal({ database, outbox, clock, lease: () => lease });
    await settleTrades({ database, journal, venues, mode: config.mode });
  } finally {
    await releaseLease(database, lease);
    await bus.close();
  }
}
