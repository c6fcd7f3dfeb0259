/** Minutes that a zone lies behind UTC, without summer time; `E`, `C`, `M` and `P` keep summer time by United States rules. */
const WINTER: Readonly<Record<string, number>> = { E: 300, C: 360, M: 420, P: 480 };
const FIXED: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  BST: -60,
  CET: -60,
  CEST: -120,
  EST: 300,
  EDT: 240,
  CST: 360,
  CDT: 300,
  MST: 420,
  MDT: 360,
  PST: 480,
  PDT: 420,
};

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/**
 * The instant of a local time, Unix ms. `zone` is as venues write it (ET, EDT, UTC…); both venues mean Eastern time
 * where they say nothing. Days and months beyond their end roll over.
 */
export function instantOf(year: number, month: number, day: number, minute = 0, zone: string | null = null): number {
  const local = Date.UTC(year, month - 1, day) + minute * MINUTE;
  return local + minutesBehind(local, zone ?? 'ET') * MINUTE;
}

function minutesBehind(local: number, zone: string): number {
  const fixed = FIXED[zone];
  if (fixed !== undefined) return fixed;
  const winter = WINTER[zone.slice(0, 1)] ?? 300;
  const year = new Date(local).getUTCFullYear();
  const starts = sunday(year, 2, 8) + 120 * MINUTE;
  const ends = sunday(year, 10, 1) + 120 * MINUTE;
  return local >= starts && local < ends ? winter - 60 : winter;
}

/** The first Sunday on or after a day, as a local midnight. `month` counts from zero. */
function sunday(year: number, month: number, day: number): number {
  const first = Date.UTC(year, month, day);
  return first + ((7 - new Date(first).getUTCDay()) % 7) * DAY;
}
