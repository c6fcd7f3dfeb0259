import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { createLogUpdate } from 'log-update';
import { printNote } from './print.js';

/** How far long work is, for the person who waits. */
export interface Progress {
  /** Says something that stays, between two pictures. */
  note(text: string): void;
  end(): void;
}

const MOVING_MS = 250;
const STANDING_MS = 10_000;

/**
 * Shows on standard error how far work is: in one place on a terminal, a line every ten seconds elsewhere.
 * @param describe the line as of now; null while there is nothing to say
 */
export function showProgress(
  describe: () => string | null,
  terminal: NodeJS.WriteStream = process.stderr,
  clock: Clock = systemClock,
): Progress {
  const draw = terminal.isTTY ? createLogUpdate(terminal) : null;
  const stop = clock.every(draw === null ? STANDING_MS : MOVING_MS, () => {
    const line = describe();
    if (line !== null) (draw ?? printNote)(line);
  });
  return {
    note(text) {
      draw?.clear();
      printNote(text);
    },
    end() {
      stop();
      draw?.clear();
      draw?.done();
    },
  };
}
