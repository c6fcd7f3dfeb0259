import type { Clock } from './clock.js';

/** Where fast time and real time were the same; every process that shares a fast clock needs the same one. */
export interface FastTime {
  /** Unix ms. */
  readonly origin: number;
  /** Milliseconds that pass for each real one. */
  readonly speed: number;
}

/**
 * A clock on which time passes `speed` times faster than on `base`, timers included. Whatever lives by it keeps its
 * own time constants: what a minute proves, it proves in three seconds at twenty times the speed.
 */
export function fastClock({ origin, speed }: FastTime, base: Clock): Clock {
  // `monotonic` carries the fractions of a millisecond, which count once they are multiplied.
  const offset = base.now() - base.monotonic();
  return {
    now: () => Math.floor(origin + (offset + base.monotonic() - origin) * speed),
    monotonic: () => base.monotonic() * speed,
    after: (delayMs, callback) => base.after(delayMs / speed, callback),
    every: (periodMs, callback) => base.every(periodMs / speed, callback),
  };
}
