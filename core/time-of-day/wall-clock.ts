/** What the clock on the wall says. */
export interface WallClock {
  /** "2026-11-21". */
  readonly date: string;
  /** "22:05". */
  readonly time: string;
}

/** Date and time of day at `now` (Unix ms) in a time zone. @param timeZone IANA name */
export function wallClock(now: number, timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const part = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return { date: `${part['year']}-${part['month']}-${part['day']}`, time: `${part['hour']}:${part['minute']}` };
}
