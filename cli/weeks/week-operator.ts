import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { liftHalts } from '@pm-arbitrage/core/runtime/order-halt.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';

const NAME = 'operator';

/** The person who looks after a week: comes by when a session begins, and lets a halted swarm go on. */
export async function resumeHalted(services: Services): Promise<void> {
  const { clock, database, halt, haltFile, ids, log } = services;
  if (!halt.isHalted) return;
  const bus = services.busFor(NAME);
  try {
    const outbox = new Outbox({ database, bus, source: NAME, clock, ids, log });
    const resume = { reason: 'looked at it, a new session begins', by: NAME, at: clock.now() };
    await liftHalts({ halt, haltFile, outbox }, resume);
  } finally {
    await bus.close();
  }
}
