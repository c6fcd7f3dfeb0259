const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Zones of the United States by the first letter of their abbreviations: hours that standard time is behind UTC. */
const STANDARD: Readonly<Record<string, number>> = { E: 5, C: 6, M: 7, P: 8 };

/** Midnight UTC of the `nth` Sunday of a month. */
function nthSunday(year: number, month: number, nth: number): number {
  const first = Date.UTC(year, month, 1);
  return first + (((7 - new Date(first).getUTCDay()) % 7) + 7 * (nth - 1)) * DAY;
}

/**
 * Whether clocks of the United States are an hour ahead at a local standard time, given as if it were UTC: from the second
 * Sunday of March to the first of November, two o'clock (Energy Policy Act of 2005, since 2007).
 */
function savingTime(local: number): boolean {
  const year = new Date(local).getUTCFullYear();
  return local >= nthSunday(year, 2, 2) + 2 * HOUR && local < nthSunday(year, 10, 1) + HOUR;
}

/**
 * Unix ms of a wall clock, given as if it were UTC, in a zone as texts name it: ET, EDT, EST…, UTC. Null for an unknown
 * zone, for an hour that the change of clocks skips, and for EDT where standard time is kept or the other way round.
 */
export function zonedTime(wall: number, zone: string): number | null {
  if (zone === 'UTC' || zone === 'GMT') return wall;
  const standard = STANDARD[zone[0] ?? ''];
  if (standard === undefined || !/^.[SD]?T$/.test(zone)) return null;
  const saving = savingTime(wall - HOUR);
  const kept = savingTime(wall);
  // Both readings of the hour that is repeated are possible only while the two disagree; EDT and EST then decide.
  if (zone[1] === 'D') return saving ? wall + (standard - 1) * HOUR : null;
  if (zone[1] === 'S') return kept ? null : wall + standard * HOUR;
  if (saving !== kept) return null;
  return wall + (saving ? standard - 1 : standard) * HOUR;
}
