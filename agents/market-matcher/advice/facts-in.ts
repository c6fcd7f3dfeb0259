const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH =
  /\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?(?=,? *\d)|(?<=\d(?:st|nd|rd|th)? (?:of )?)\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b/g;
const ISO_DATE = /\b(\d{4})-(\d{1,2})-(\d{1,2})(?=\b|t)/g;
const US_DATE = /\b(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\b/g;
const NUMBER = /(\d+(?:,\d{3})+|\d+)(\.\d+)?(?: ?(k|m|mm|b|bn|t|tn|thousand|million|billion|trillion)\b)?/g;
const WORDS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const;
const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mm: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  tn: 1e12,
  trillion: 1e12,
};

const monthFact = (month: number) => `month ${month}`;
const numberFact = (value: number) => `${Number(value.toPrecision(12))}`;

/**
 * Numbers and months that a text names, written one way: "$100k" and "100,000" are one fact, "Nov. 21, 2026" and
 * "2026-11-21" the same three. It reads alone what the matcher's own extraction reads too, so that a misreading of one
 * is not a misreading of both.
 */
export function factsIn(text: string): ReadonlySet<string> {
  const facts = new Set<string>();
  const rest = text
    .toLowerCase()
    .replace(ISO_DATE, (_, year: string, month: string, day: string) => {
      facts
        .add(numberFact(Number(year)))
        .add(monthFact(Number(month)))
        .add(numberFact(Number(day)));
      return ' ';
    })
    .replace(US_DATE, (_, month: string, day: string, year: string) => {
      facts.add(numberFact(year.length === 2 ? 2_000 + Number(year) : Number(year)));
      facts.add(monthFact(Number(month))).add(numberFact(Number(day)));
      return ' ';
    });
  for (const match of rest.matchAll(MONTH)) {
    const name = (match[1] ?? match[2] ?? '').slice(0, 3);
    facts.add(monthFact(MONTHS.indexOf(name as (typeof MONTHS)[number]) + 1));
  }
  for (const [, whole = '', fraction = '', scale = ''] of rest.matchAll(NUMBER))
    facts.add(numberFact(Number(whole.replaceAll(',', '') + fraction) * (SCALES[scale] ?? 1)));
  WORDS.forEach((word, index) => {
    if (new RegExp(`\\b${word}\\b`).test(rest)) facts.add(numberFact(index + 2));
  });
  return facts;
}

/**
 * Rewrites every number that has this value, however it is written ("150k", "150,000").
 * @param value as `factsIn` names it.
 */
export function replaceNumber(text: string, value: number, by: string): string {
  return text.replace(new RegExp(NUMBER.source, 'gi'), (all: string, whole: string, fraction = '', scale = '') => {
    const read = Number(whole.replaceAll(',', '') + String(fraction)) * (SCALES[String(scale).toLowerCase()] ?? 1);
    return numberFact(read) === numberFact(value) ? by : all;
  });
}

/** What of `facts` is not among `others`. */
export const missingFacts = (facts: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] =>
  [...facts].filter((fact) => !others.has(fact));
