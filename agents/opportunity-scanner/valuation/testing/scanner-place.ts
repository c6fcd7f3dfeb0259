import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { type Config, configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { Registry } from 'prom-client';
import { opportunityScanner } from '../../agent.js';
import type { EventShard } from '../../event-shard.js';
import { aBook } from '../../scanner-fixtures.js';

/** The scanner on a memory bus, with a world that speaks to it and a clock that the test moves. */
export async function scannerPlace(
  database: Database,
  start: number,
  trading: Partial<Config['trading']> = {},
  shard?: EventShard,
) {
  const config = configSchema.parse({});
  const clock = new SimulatedClock(start);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const world = new MemoryBus(hub, { source: 'world', clock, ids });
  const found: Opportunity[] = [];
  let details: Readonly<Record<string, unknown>> = {};
  await world.follow([channels.heartbeats], (beat) => void (details = beat.details));
  await world.follow([channels.opportunities], (opportunity) => void found.push(opportunity));
  const agent = await runAgent(opportunityScanner(shard), {
    config: { ...config, trading: { ...config.trading, ...trading } },
    clock,
    random: seededRandom(1),
    ids,
    log: createLogger('silent'),
    database,
    hot: new MemoryHotState(clock),
    metrics: new Registry(),
    halt: new HaltState(),
    haltFile: new HaltFile(mkdtempSync(join(tmpdir(), 'valuations-'))),
    busFor: (source: string) => new MemoryBus(hub, { source, clock, ids }),
    close: async () => undefined,
  });
  const book = (market: Market, bid: string, ask: string) =>
    world.publish(
      channels.prices(market.platform),
      aBook(market, [[bid, '500']], [[ask, '500']], { receivedAt: clock.now(), sequence: clock.now() - start }),
    );
  /** A fact of the next heartbeat. */
  const fact = (name: string) => {
    clock.advanceBy(1_000);
    return details[name];
  };
  return { agent, book, clock, fact, found, world };
}
