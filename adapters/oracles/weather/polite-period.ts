import type { RequestLimit } from '../polling/request-budget.js';

/** Share of a limit that the steady pace may use; the rest is for bursts and failures. */
const SHARE = 0.4;

/** How often each of `symbols` may be asked for, ms, without going over any limit; at least `leastMs`. */
export const politePeriodMs = (leastMs: number, symbols: number, limits: readonly RequestLimit[]): number =>
  Math.max(leastMs, ...limits.map(({ requests, windowMs }) => (symbols * windowMs) / (requests * SHARE)));
