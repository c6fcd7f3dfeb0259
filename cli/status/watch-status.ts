import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { createLogUpdate } from 'log-update';
import { untilAskedToStop } from '../swarm/run-swarm.js';

export interface Watch {
  readonly periodMs: number;
  /** What is shown now: a picture for a terminal, a line for everything else. */
  readonly read: () => Promise<string>;
}

/**
 * Shows the same picture again and again until Ctrl-C: in its place on a terminal, one below the other elsewhere. What
 * cannot be read says why, and is tried again.
 */
export async function watchStatus({ periodMs, read }: Watch): Promise<void> {
  const stop = new AbortController();
  const asked = untilAskedToStop(null).then(() => stop.abort());
  const draw = process.stdout.isTTY ? createLogUpdate(process.stdout) : null;
  while (!stop.signal.aborted) {
    const text = await read().catch((error: unknown) => messageOf(error));
    if (draw) draw(`${text}\n\nevery ${periodMs / 1_000} s; Ctrl-C ends it`);
    else process.stdout.write(`${text}\n`);
    await sleep(systemClock, periodMs, stop.signal);
  }
  draw?.done();
  await asked;
}
