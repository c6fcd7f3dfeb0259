const HALF_S = 2_700;
const EXTRA_HALF_S = 900;

/** Seconds left of a half, stoppage aside; the clock of football runs up through the whole game. Null after extra time. */
export function soccerSecondsLeft(period: number, elapsedS: number): number | null {
  if (period < 1 || period > 4) return null;
  const end = period <= 2 ? period * HALF_S : 2 * HALF_S + (period - 2) * EXTRA_HALF_S;
  return Math.max(0, end - elapsedS);
}
