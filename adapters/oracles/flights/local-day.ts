const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_ZONES = 200;

/** The day at a place, 2026-11-22. `time` Unix ms. @returns null for a zone that there is not. */
export function localDay(zone: string, time: number): string | null {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    } catch {
      return null;
    }
    if (formats.size >= MOST_ZONES) formats.clear();
    formats.set(zone, format);
  }
  return format.format(time);
}
