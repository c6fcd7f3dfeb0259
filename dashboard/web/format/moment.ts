export type Zone = 'local' | 'utc';

const zoneOf = (zone: Zone) => (zone === 'utc' ? { timeZone: 'UTC' } : {});
const made = new Map<string, Intl.DateTimeFormat>();

function format(zone: Zone, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, ...zoneOf(zone) });
  made.set(key, known);
  return known;
}

/** `21:04:33` */
export const timeOfDay = (at: number, zone: Zone): string =>
  format(zone, 'time', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

/** `21 Nov` */
export const day = (at: number, zone: Zone): string =>
  format(zone, 'day', { day: 'numeric', month: 'short' }).format(at);

/** `21:04` */
export const hourAndMinute = (at: number, zone: Zone): string =>
  format(zone, 'minute', { hour: '2-digit', minute: '2-digit' }).format(at);

/** `21 Nov 21:04` */
export const dayAndTime = (at: number, zone: Zone): string => `${day(at, zone)} ${hourAndMinute(at, zone)}`;

/** Both zones, to the millisecond, for who wants to know exactly. */
export function bothZones(at: number): string {
  const utc = new Date(at).toISOString().replace('T', ' ').replace('Z', ' UTC');
  const full = { dateStyle: 'medium', timeStyle: 'long' } as const;
  return `${utc}\n${format('local', 'full', full).format(at)}`;
}
