/** A word or number of a text with the way it is written there. */
export interface Term {
  /** The same for every spelling. */
  readonly key: string;
  readonly written: string;
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DATE = new RegExp(`\\b(${MONTHS})[a-z]*\\.? (\\d{1,2})(?:, (\\d{4}))?`, 'gi');
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;
const NUMBER = /[$€]?(\d[\d,]*(?:\.\d+)?) ?(k|million|billion|%)?(?![\w:])/gi;
const CLOCK = /\b\d{1,2}:\d{2}(?::\d{2})?\b/g;
const SCALE: Readonly<Record<string, number>> = { k: 1e3, million: 1e6, billion: 1e9 };
const NAME = /\b\p{Lu}[\p{L}'’&-]+/gu;
/** Capitals that name nobody: beginnings of questions, months, venues' own words. */
const NO_NAME = new Set(
  'at if on in by for of an or and more less least most then will what which who when where how the this that these market markets yes no otherwise before after above below between over under high low price highest lowest winner resolution source sources resolve resolves january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec utc est edt et pm am'.split(
    ' ',
  ),
);

const monthOf = (name: string): number => MONTHS.split('|').indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** Days that a text names, one key a day. */
export function datesIn(text: string): readonly Term[] {
  const named = [...text.matchAll(DATE)].map(([written, month = '', day = '']) => ({
    key: `${monthOf(month)}-${Number(day)}`,
    written,
  }));
  const iso = [...text.matchAll(ISO)].map(([written, , month, day]) => ({
    key: `${Number(month)}-${Number(day)}`,
    written,
  }));
  return [...named, ...iso];
}

/** Times of day that a text names. */
export const clocksIn = (text: string): readonly Term[] =>
  [...text.matchAll(CLOCK)].map(([written]) => ({ key: written, written }));

/** Numbers that are neither dates nor times; "150k" is "150,000". */
export function numbersIn(text: string): readonly Term[] {
  const rest = text.replace(DATE, ' ').replace(ISO, ' ').replace(CLOCK, ' ');
  return [...rest.matchAll(NUMBER)].map(([written, digits = '', unit = '']) => ({
    key: String(Number(digits.replaceAll(',', '')) * (SCALE[unit.toLowerCase()] ?? 1)),
    written: written.trim(),
  }));
}

/** Words with a capital that name somebody or something. */
export const namesIn = (text: string): readonly Term[] =>
  [...text.matchAll(NAME)]
    .map(([written]) => ({ key: written.toLowerCase().replace(/['’]s$/, ''), written }))
    .filter(({ key }) => !NO_NAME.has(key));
