/** Stops a timer. Calling it twice, or after the timer fired, does nothing. */
export type Cancel = () => void;

/**
 * The only source of time for agents. Live runs get the system clock, replays and tests a simulated one, so a decision
 * is a function of its inputs and of the clock it was given.
 */
export interface Clock {
  /** Unix time in milliseconds, whole. */
  now(): number;
  /** A steady reading in milliseconds with fractions, for durations only; its origin means nothing. */
  monotonic(): number;
  /** Calls back once, `delayMs` from now. */
  after(delayMs: number, callback: () => void): Cancel;
  /** Calls back every `periodMs`, first one period from now. */
  every(periodMs: number, callback: () => void): Cancel;
}

/** Resolves after `delayMs` on the given clock, or at once when the signal aborts. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(delayMs, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
