import type { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';

/** Lets sockets work: a few turns of the event loop, in which loopback delivers what was sent. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Moves time in small steps, sockets working between them, until something holds; the test's time-out ends it else. */
export async function pumpUntil(clock: SimulatedClock, holds: () => boolean, stepMs = 50): Promise<void> {
  await settle();
  while (!holds()) {
    clock.advanceBy(stepMs);
    await settle();
  }
}

/** Moves time by so much, sockets working meanwhile. */
export async function pumpFor(clock: SimulatedClock, durationMs: number, stepMs = 50): Promise<void> {
  const end = clock.now() + durationMs;
  await pumpUntil(clock, () => clock.now() >= end, stepMs);
}
