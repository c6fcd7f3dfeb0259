import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import logUpdate from 'log-update';
import { drawScreen, readScreen } from '../demo/screen.js';

const REDRAW_MS = 500;
/** Where nobody watches a moving screen, one picture every so often. */
const PLAIN_REDRAW_MS = 5_000;

export interface ShowOptions {
  /** Counts are of this run, from here on, Unix ms. */
  readonly startedAt: number;
  /** What the person must know of this run, in the first line. */
  readonly note: string;
  readonly stopped: AbortSignal;
}

/** Shows what happens until it is told to stop: a moving screen on a terminal, now and then a picture elsewhere. */
export async function showSwarm(services: Services, { startedAt, note, stopped }: ShowOptions): Promise<void> {
  const moving = process.stdout.isTTY;
  while (!stopped.aborted) {
    const picture = await readScreen(services, startedAt)
      .then((state) => drawScreen(state, note, process.stdout.columns ?? 120))
      .catch((error: unknown) => `cannot look now: ${messageOf(error)}`);
    if (moving) logUpdate(picture);
    else process.stdout.write(`${picture}\n\n`);
    await sleep(services.clock, moving ? REDRAW_MS : PLAIN_REDRAW_MS, stopped);
  }
  if (moving) logUpdate.done();
}
