import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { AgentName } from '@pm-arbitrage/core/domain/agent-names.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';

const atLeast = (leastMs: number) => (periodMs: number) => Math.max(leastMs, periodMs);

/**
 * Periods for those that are asked for, ms. Agents ask the database several times a second whether a person ordered
 * something; in simulated time nobody does, and the asking would be most of its work. Leases of three seconds outlive these
 * periods, and the guardian reads its state after every result anyway.
 */
const unhurried: Readonly<Partial<Record<AgentName, (periodMs: number) => number>>> = {
  executor: atLeast(2_000),
  // Its lease and its heartbeat.
  'risk-guardian': (periodMs) => (periodMs === 1_000 ? 2_000 : 30_000),
  'capital-allocator': atLeast(5_000),
  'market-matcher': atLeast(5_000),
  'alert-router': atLeast(5_000),
};

/**
 * The same services with another pace of what an agent does periodically. What is due once, such as the end of an auction
 * or the arrival of an order, stays exact.
 */
export function unhurriedServices(services: Services, agent: AgentName): Services {
  const pace = unhurried[agent];
  return pace === undefined ? services : { ...services, clock: unhurriedClock(services.clock, pace) };
}

const unhurriedClock = (clock: Clock, pace: (periodMs: number) => number): Clock => ({
  now: () => clock.now(),
  monotonic: () => clock.monotonic(),
  after: (delayMs, callback) => clock.after(delayMs, callback),
  every: (periodMs, callback) => clock.every(pace(periodMs), callback),
});
