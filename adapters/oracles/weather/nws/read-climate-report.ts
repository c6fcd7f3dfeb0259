import type { ClimateReport, ClimateSummary } from './climate-report.js';
import { calendarDay, type IssueTime, monthOf, readIssueTime } from './read-issue-time.js';
import { type RowValue, readTemperatureRow, type TemperatureRow } from './read-temperature-row.js';

/** No report of all of Alaska is longer. */
const MOST_CHARACTERS = 200_000;
const MOST_SUMMARIES = 60;

/** Longer lines are none of an office's. */
const LONGEST_LINE = 300;

const HEADING =
  /^(?:\.{2,}\s*)?(?:THE\s+)?([A-Z0-9][^\n]{0,100}?)\s+(?:\*+\s*)?CLIMATE\s+(?:SUMMARY|REPORT|DATA)\s+FOR\s+(?:[A-Z]+DAY,?\s+)?([A-Z]{3,9})\.?\s+(\d{1,2})(?:ST|ND|RD|TH)?,?\s+(\d{4})\b(.*)$/;
const PRELIMINARY = /\bVALID\s+(?:TODAY\s+)?(?:AS\s+)?OF\b/;
const CORRECTED = /\bCORRECT(?:ED|ION)\b/;
/** `CDUS41 KOKX 210640 CCA` */
const CORRECTED_BULLETIN = /^\s*[A-Z]{4}\d{2}\s+[A-Z]{4}\s+\d{6}\s+CC[A-Z]\b/;
const BLOCK = /^\s*TEMPERATURE(?:\s*\(\s*(?:DEG(?:REES)?\.?\s*)?F\s*\))?\s*$/;
const ANOTHER_BLOCK = /^\s*(?:PRECIPITATION|SNOWFALL|DEGREE DAYS|WIND|SKY COVER|RELATIVE HUMIDITY)\b/;

/**
 * Reads a daily climate report (product CLI) of the National Weather Service. Reports differ by office and decade:
 * headings are relayed, lines are missing, values carry suffixes, several places share one text.
 * @returns the report, or a sentence that says why the text is none. Never throws.
 */
export function readClimateReport(raw: string): ClimateReport | string {
  if (raw.length > MOST_CHARACTERS) return `the text has ${raw.length} characters; no climate report is so long`;
  const lines = raw
    .split(/\r\n?|\n/)
    // Control characters frame products on the wire.
    .map((line) =>
      line
        .slice(0, LONGEST_LINE)
        .replaceAll('\t', '        ')
        .replaceAll(/[\u0000-\u001f\u007f]/g, '')
        .toUpperCase(),
    );
  const headings = findHeadings(lines);
  const [first] = headings;
  if (first === undefined) return 'no line says "… CLIMATE SUMMARY FOR" a day';
  if (headings.length > MOST_SUMMARIES) return `the text has ${headings.length} summaries`;
  const preamble = lines.slice(0, first.line);
  const issued = preamble.map(readIssueTime).find((time) => time !== null) ?? null;
  const summaries = headings.map(({ line, found }, i) =>
    readSummary(found, lines.slice(line + 1, headings[i + 1]?.line ?? lines.length), issued),
  );
  const unreadable = summaries.find((summary) => typeof summary === 'string');
  if (typeof unreadable === 'string') return unreadable;
  return {
    code: preamble.map((line) => /^\s*CLI([A-Z0-9]{3})\s*$/.exec(line)?.[1]).find((code) => code !== undefined) ?? null,
    issuedAt: issued?.time ?? null,
    correction:
      preamble.some((line) => CORRECTED.test(line) || CORRECTED_BULLETIN.test(line)) ||
      headings.some(({ found }) => CORRECTED.test(found[5] ?? '')),
    summaries: summaries.filter((summary) => typeof summary !== 'string'),
  };
}

interface Heading {
  /** Number of its line. */
  readonly line: number;
  readonly found: RegExpExecArray;
}

/** A heading may run over into the next line. */
function findHeadings(lines: readonly string[]): Heading[] {
  const headings: Heading[] = [];
  for (const [line, text] of lines.entries()) {
    const start = text.trim();
    const whole = HEADING.exec(start);
    const wrapped =
      start.startsWith('..') && !/\.{3}$/.test(start) ? `${start} ${(lines[line + 1] ?? '').trim()}` : null;
    const found = whole ?? (wrapped === null ? null : HEADING.exec(wrapped));
    if (found) headings.push({ line, found });
  }
  return headings;
}

function readSummary(
  heading: RegExpExecArray,
  body: readonly string[],
  issued: IssueTime | null,
): ClimateSummary | string {
  const [, place = '', month = '', date, year] = heading;
  const day = calendarDay(Number(year), monthOf(month), Number(date));
  if (day === null) return `the summary for ${place} is for ${month} ${date} ${year}, which is no day`;
  if (issued !== null && day > issued.localDay) return `the summary for ${place} is for ${day}, after it was issued`;
  const { period, rows, observed } = temperatureBlock(body);
  const today =
    body.slice(0, 6).some((line) => PRELIMINARY.test(line)) || period === 'TODAY' || issued?.localDay === day;
  const read = (which: TemperatureRow): RowValue => {
    const row = rows[which];
    return row === undefined ? { missing: `the report has no row ${which}` } : readTemperatureRow(row, which, observed);
  };
  const [maximum, minimum] = [read('MAXIMUM'), read('MINIMUM')];
  return {
    place: place.trim(),
    day,
    stage: today ? 'preliminary' : 'final',
    maximum: 'value' in maximum ? maximum.value : null,
    reason: 'value' in maximum ? null : maximum.missing,
    minimum: 'value' in minimum ? minimum.value : null,
    minimumReason: 'value' in minimum ? null : minimum.missing,
  };
}

/** The rows of the block TEMPERATURE; rows of normals further down are named MAXIMUM TEMPERATURE and are no part of it. */
function temperatureBlock(lines: readonly string[]): {
  readonly period: 'TODAY' | 'YESTERDAY' | null;
  readonly rows: Readonly<Partial<Record<TemperatureRow, string>>>;
  readonly observed: { readonly from: number; readonly to: number } | null;
} {
  let observed: { from: number; to: number } | null = null;
  let period: 'TODAY' | 'YESTERDAY' | null = null;
  const rows: Partial<Record<TemperatureRow, string>> = {};
  let inside = false;
  for (const line of lines) {
    if (!inside) {
      const column = /^\s*WEATHER ITEM\s.*?(OBSERVED)/.exec(line);
      if (column) observed = columnsOf(line, column[1] as string);
      inside = BLOCK.test(line);
      continue;
    }
    if (ANOTHER_BLOCK.test(line) || /^\s*(?:\.{5,}|\$\$)/.test(line)) break;
    const named = /^\s*(TODAY|YESTERDAY)\b/.exec(line);
    // Where a second day is reported on, its rows are none of the first one's.
    if (named && Object.keys(rows).length > 0) break;
    if (named) period = named[1] as 'TODAY' | 'YESTERDAY';
    const row = /^\s*(MAXIMUM|MINIMUM)(?!\s+TEMP)/.exec(line)?.[1] as TemperatureRow | undefined;
    if (row !== undefined) rows[row] ??= line;
  }
  return { period, rows, observed };
}

/** Values are written below the word OBSERVED, a little to either side. */
function columnsOf(line: string, word: string): { from: number; to: number } {
  const from = line.indexOf(word);
  return { from: from - 2, to: from + word.length };
}
