/** What the remarks of an hourly report add, °C. */
export interface MetarRemarks {
  /** To a tenth of a degree (group T); null where the report has only whole degrees. */
  readonly exact: number | null;
  /** Highest of the six hours before (group 1, at 00, 06, 12 and 18 UTC); null without one. */
  readonly sixHourMaximum: number | null;
  /** Lowest of them (group 2). */
  readonly sixHourMinimum: number | null;
}

const signed = (sign: string | undefined, tenths: string | undefined): number =>
  ((sign === '1' ? -1 : 1) * Number(tenths)) / 10;

/**
 * Reads temperature groups behind RMK; a text that is no report has none.
 * @see Federal Meteorological Handbook No. 1, §12.7.2
 */
export function readMetarRemarks(raw: string): MetarRemarks {
  const remarks = /\bRMK\b(.*)$/s.exec(raw.slice(0, 1_000))?.[1] ?? '';
  const exact = /\bT([01])(\d{3})(?:[01]\d{3})?\b/.exec(remarks);
  const highest = /(?<=\s)1([01])(\d{3})(?=\s|$)/.exec(remarks);
  const lowest = /(?<=\s)2([01])(\d{3})(?=\s|$)/.exec(remarks);
  return {
    exact: exact ? signed(exact[1], exact[2]) : null,
    sixHourMaximum: highest ? signed(highest[1], highest[2]) : null,
    sixHourMinimum: lowest ? signed(lowest[1], lowest[2]) : null,
  };
}
