const FIRST_MS = 400;
const LONGEST_MS = 10_000;

/**
 * How long to wait before attempt number `attempt` (0 is the first after a loss), ms. Doubles up to ten seconds; spread
 * by `random` (0…1) over its upper half, so that pages do not all come back in the same moment.
 */
export function backoffDelay(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(whole * (0.5 + random / 2));
}
