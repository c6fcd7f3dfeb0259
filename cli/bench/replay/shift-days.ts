const DAY_MS = 86_400_000;
const STAMP = /"(recv_ms|ts_ms)":(\d{13})|"ts":(\d{10})\b/g;
const MOMENT = /"(2\d{3}-\d\d-\d\dT[\d:]+(?:\.\d+)?Z)"/g;
const TICKER = /KXGOLD15M-([0-9A-Z]+)-(\d\d)/g;

/** The same text of a gold recording or its listing, so many days later, about markets of its own. */
export function shiftDays(text: string, days: number): string {
  if (days === 0) return text;
  const shift = days * DAY_MS;
  return text
    .replace(STAMP, (_, key: string | undefined, ms: string, s: string) =>
      key === undefined ? `"ts":${Number(s) + shift / 1_000}` : `"${key}":${Number(ms) + shift}`,
    )
    .replace(MOMENT, (_, moment: string) => `"${new Date(Date.parse(moment) + shift).toISOString()}"`)
    .replace(TICKER, (_, event: string, strike: string) => `KXGOLD15M-${event}-${strike}D${days}`);
}
