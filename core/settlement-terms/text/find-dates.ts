const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const DATE = new RegExp(
  `\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (20\\d\\d)\\b| '(\\d\\d)\\b)?` +
    `|\\b(\\d{1,2}) (${MONTH})(?: (20\\d\\d)\\b| '(\\d\\d)\\b)?` +
    '|\\b(20\\d\\d)[-/](\\d{1,2})[-/](\\d{1,2})\\b',
  'gi',
);

/** A day as a text names it. */
export interface NamedDate {
  readonly year: number | null;
  /** 1…12 */
  readonly month: number;
  readonly day: number;
  readonly text: string;
  readonly index: number;
}

/** 1…12 of a month's name or its short form; null for another word. */
export function monthNumber(name: string): number | null {
  const index = MONTHS.findIndex((month) => name.toLowerCase().startsWith(month));
  return index < 0 ? null : index + 1;
}

/** Every day that a text names with month and day: Jun 16, 2026; 16 Jun '26; November 21; 2026/06/16. */
export function findDates(text: string): readonly NamedDate[] {
  const found: NamedDate[] = [];
  for (const match of text.matchAll(DATE)) {
    const [all, month1, day1, year1, short1, day2, month2, year2, short2, year3, month3, day3] = match;
    const name = month1 ?? month2;
    const month = name === undefined ? Number(month3) : (monthNumber(name) ?? 0);
    const short = short1 ?? short2;
    const year = year1 ?? year2 ?? year3 ?? (short === undefined ? undefined : `20${short}`);
    const day = Number(day1 ?? day2 ?? day3);
    // "27 May" in "June 26-27 May" style ranges and impossible days are no dates.
    if (month < 1 || month > 12 || day < 1 || day > 31) continue;
    found.push({ year: year === undefined ? null : Number(year), month, day, text: all, index: match.index });
  }
  return found;
}
