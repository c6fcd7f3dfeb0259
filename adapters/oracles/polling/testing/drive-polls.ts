import type { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { PolledOracle } from '../polled-oracle.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Lets the requests that are under way be answered; time stands still meanwhile. */
async function rest(source: PolledOracle): Promise<void> {
  let quiet = 0;
  // What follows an answer may ask again at once.
  while (quiet < 2) {
    await turn();
    quiet = source.asking > 0 ? 0 : quiet + 1;
  }
}

/**
 * Moves time from one timer to the next, with every request answered in between, until something holds; the test's own
 * time-out ends it else. Requests that a fault leaves unanswered need `pumpUntil`.
 */
export async function drivePolls(source: PolledOracle, clock: SimulatedClock, holds: () => boolean): Promise<void> {
  for (await rest(source); !holds(); await rest(source)) clock.advanceTo(clock.nextDue() ?? clock.now() + 1_000);
}

/** Moves time by so much, every request answered in between. */
export async function driveFor(source: PolledOracle, clock: SimulatedClock, durationMs: number): Promise<void> {
  const end = clock.now() + durationMs;
  for (await rest(source); clock.now() < end; await rest(source))
    clock.advanceTo(Math.min(end, clock.nextDue() ?? end));
}
