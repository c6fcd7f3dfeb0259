import { Executor } from '@pm-arbitrage/agents/executor/executor.js';
import { Funds } from '@pm-arbitrage/agents/executor/funds.js';
import { Journal, type OrderOutcome } from '@pm-arbitrage/agents/executor/journal.js';
import { LiveBooks } from '@pm-arbitrage/agents/executor/live-books.js';
import { withOpenEdge } from '@pm-arbitrage/core/journal/edge/edge.js';
import { openLiveVenues } from '@pm-arbitrage/agents/executor/open-live-venues.js';
import { OrderDesk } from '@pm-arbitrage/agents/executor/order-desk.js';
import { loadPublicKey } from '@pm-arbitrage/core/approval/approval-keys.js';
import { acquireLease } from '@pm-arbitrage/core/db/lease.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { newRegistry } from '@pm-arbitrage/core/metrics/new-registry.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';

/** When the steps of one trade began and ended, `performance.now()` ms. */
export interface Steps {
  readonly prepare: { from: number; to: number };
  readonly lock: { from: number; to: number };
  readonly place: { from: number; to: number };
  readonly outcomes: OrderOutcome[];
}

const fresh = (): Steps => ({
  prepare: { from: Infinity, to: 0 },
  lock: { from: Infinity, to: 0 },
  place: { from: Infinity, to: 0 },
  outcomes: [],
});

const LEASE_MS = 3_600_000;

/** An executor of the real parts on live venues, that says when it did what. */
export type LiveExecutor = Awaited<ReturnType<typeof startLiveExecutor>>;

/** @param books what the executor sees of the markets: they stay as they are */
export async function startLiveExecutor(services: Services, markets: readonly Market[], books: readonly PriceUpdate[]) {
  const { clock, config, database, halt, haltFile, ids, log } = services;
  const name = 'executor';
  const lease = await acquireLease(database, { name, holder: 'bench', ttlMs: LEASE_MS, now: clock.now() });
  if (lease === null) throw new Error('somebody holds the lease of the bench');
  const directory = await MarketDirectory.load(database, 0);
  for (const market of markets) directory.put(market);
  const venues = await openLiveVenues(withOpenEdge(services), directory);
  const bus = services.busFor(name);
  const outbox = new Outbox({ database, bus, source: name, clock, ids, log });
  let steps = fresh();
  const timed = async <T>(step: { from: number; to: number }, work: () => Promise<T>): Promise<T> => {
    step.from = Math.min(step.from, performance.now());
    const result = await work();
    step.to = Math.max(step.to, performance.now());
    return result;
  };
  class TimedDesk extends OrderDesk {
    override prepare(...wish: Parameters<OrderDesk['prepare']>) {
      return timed(steps.prepare, () => super.prepare(...wish));
    }
    override async place(...order: Parameters<OrderDesk['place']>) {
      const outcome = await timed(steps.place, () => super.place(...order));
      steps.outcomes.push(outcome);
      return outcome;
    }
  }
  class TimedJournal extends Journal {
    override lock(...order: Parameters<Journal['lock']>) {
      return timed(steps.lock, () => super.lock(...order));
    }
  }
  const alert = ({ title }: { title: string }) => log.error(title);
  const context = { alert, clock, config, database, halt, haltFile, ids, log, metrics: newRegistry(), outbox };
  const shown = new LiveBooks();
  for (const update of books) shown.price(update);
  const desk = new TimedDesk({ context, venues, guardianSeenAt: () => clock.now(), leaseUntil: () => Infinity });
  const executor = new Executor({
    context,
    journal: new TimedJournal({ database, outbox, clock, lease: () => lease }),
    desk,
    funds: new Funds({ venues, clock, log }),
    books: shown,
    marketOf: (id) => directory.get(id),
    guardianKey: loadPublicKey(config.services),
  });
  return {
    executor,
    venues,
    lease,
    /** The steps since this was last asked. */
    takeSteps(): Steps {
      const taken = steps;
      steps = fresh();
      return taken;
    },
    async close() {
      for (const venue of venues.values()) await venue.close();
      await bus.close();
    },
  };
}
