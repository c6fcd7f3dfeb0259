import { findClock } from './find-clock.js';

/** How a date bounds a question: "by" includes the date, "before" does not; `on` is also "in", "during" and a bare date. */
export type DateRelation = 'on' | 'by' | 'before' | 'after';

/** A date that a text names. A part that it does not name is null; nothing is completed here. */
export interface DateMention {
  readonly relation: DateRelation;
  readonly year: number | null;
  /** 1…12. */
  readonly month: number | null;
  readonly day: number | null;
  /** The last day or month of a range ("Oct 10-17", "January to March"); equal to the first where there is no range. */
  readonly last: { readonly year: number | null; readonly month: number | null; readonly day: number | null };
  /** Minutes after local midnight, and the zone as written. */
  readonly minute: number | null;
  readonly zone: string | null;
  readonly text: string;
}

/** What is found in a text, and the text with it blanked, so that no number or word is read twice. */
export interface DatesFound {
  readonly dates: readonly DateMention[];
  readonly rest: string;
}

const MARK = /\d|uary|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec|quarter/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const YEAR = '(20\\d\\d)(?!\\d|,\\d{3}|\\.\\d|%)';
const DAY_OF_MONTH = '([12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\\d%:]|\\.\\d|,\\d{3}|\\s*(?:am|pm|a\\.m|p\\.m)\\b)';
const BEFORE =
  '(?:\\b((?:on or )?before|prior to|by|until|till|through|no later than|after|since|following)\\s+)?(?:(?:the )?(end of|year[- ]end|start of|beginning of)\\s+)?';
const FORMS: readonly (readonly [RegExp, (groups: readonly (string | undefined)[]) => Parts | null])[] = [
  // 2026-07-31
  [form(`\\b((?:19|20)\\d\\d)-(\\d\\d)-(\\d\\d)\\b`), ([y, m, d]) => parts(y, m, d)],
  // 7/31/2026, as Americans write it.
  [form(`\\b(\\d{1,2})/(\\d{1,2})/((?:20)?\\d\\d)\\b`), ([m, d, y]) => parts(y, m, d)],
  // Jun 15, 2026 to Jun 21, 2026
  [
    form(
      `\\b${MONTH}\\s+${DAY_OF_MONTH},?\\s+${YEAR}\\s*(?:-|to|through|and)\\s*${MONTH}\\s+${DAY_OF_MONTH},?\\s+${YEAR}`,
    ),
    ([m, d, y, m2, d2, y2]) => (y === y2 ? parts(y, m, d, m2, d2) : null),
  ],
  // July 31, 2026; Oct 10-17, 2025; October 10 - November 2
  [
    form(
      `\\b${MONTH}\\s+${DAY_OF_MONTH}(?:\\s*(?:-|to|through|and)\\s*(?:${MONTH}\\s+)?${DAY_OF_MONTH})?(?:,?\\s+(?:of\\s+)?${YEAR})?`,
    ),
    ([m, d, m2, d2, y]) => parts(y, m, d, m2 ?? (d2 === undefined ? undefined : m), d2),
  ],
  // 31 July 2026, the 31st of July
  [form(`\\b${DAY_OF_MONTH}\\s+(?:of\\s+)?${MONTH}(?:,?\\s+${YEAR})?`), ([d, m, y]) => parts(y, m, d)],
  // July 2026; January to March 2026
  [
    form(`\\b(?:${MONTH}\\s*(?:-|to|through)\\s*)?${MONTH},?\\s+(?:of\\s+)?${YEAR}`),
    ([m1, m2, y]) => parts(y, m1 ?? m2, undefined, m1 === undefined ? undefined : m2),
  ],
  // Q3 2026, third quarter of 2026
  [
    form(`\\b(?:Q([1-4])|(first|second|third|fourth) quarter)(?:,?\\s+(?:of\\s+)?${YEAR})?`),
    ([q, name, y]) => {
      const quarter =
        q === undefined ? ['first', 'second', 'third', 'fourth'].indexOf((name ?? '').toLowerCase()) : Number(q) - 1;
      return parts(y, String(quarter * 3 + 1), undefined, String(quarter * 3 + 3));
    },
  ],
  // 2025-26, 2025/2026
  [form(`\\b(20\\d\\d)[-/]((?:20)?\\d\\d)\\b`), ([y, y2]) => season(y, y2)],
  [form(`\\b(?:FY\\s?)?${YEAR}`), ([y]) => parts(y)],
  // A month alone is told from the verb by its capital and by the word before it.
  [
    new RegExp(
      `\\b(on or before|before|by|until|through|after|since|in|of|for|the|during|this|late|early|mid)[- ](?:the )?(?:(end of|start of) )?(January|February|March|April|May|June|July|August|Sept(?:ember)?|October|November|December)\\b`,
      'g',
    ),
    ([m]) => alone(m),
  ],
  [/()()\b(January|February|April|June|July|August|September|October|November|December)\b/g, ([m]) => alone(m)],
];

interface Parts {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly last: DateMention['last'];
}

/** Every date of a plain text, in whatever form it is written. A time of day belongs to every date that has a day. */
export function findDates(text: string): DatesFound {
  const dates: DateMention[] = [];
  if (!MARK.test(text)) return { dates, rest: text };
  const { clock, rest: untimed } = findClock(text);
  let rest = untimed;
  for (const [pattern, read] of FORMS) {
    rest = rest.replace(pattern, (...match: unknown[]) => {
      const whole = match[0] as string;
      const [relation, edge, ...core] = match.slice(1, -2) as (string | undefined)[];
      const found = read(core);
      if (!found) return whole;
      const timed = found.day === null ? null : clock;
      const rule = relationOf(relation, edge);
      const following = rest.slice((match.at(-2) as number) + whole.length);
      dates.push({
        ...found,
        // "After the December meeting" is about the meeting.
        relation:
          rule === 'after' && /^\s*(?:meeting|decision|FOMC)/i.test(following)
            ? 'on'
            : timed?.isEnd === true && rule === 'on'
              ? 'by'
              : rule,
        minute: timed?.minute ?? null,
        zone: timed?.zone ?? null,
        text: whole.trim(),
      });
      return ' | ';
    });
  }
  return { dates, rest };
}

/** A month without a day or year. */
function alone(month: string | undefined): Parts {
  const named = { year: null, month: monthOf(month), day: null };
  return { ...named, last: named };
}

function form(core: string): RegExp {
  return new RegExp(`${BEFORE}${core}`, 'gi');
}

function relationOf(word: string | undefined, edge: string | undefined): DateRelation {
  switch (word?.toLowerCase()) {
    case undefined:
      return edge?.toLowerCase().startsWith('end') ? 'by' : 'on';
    case 'before':
    case 'prior to':
      return edge === undefined || !/^end/i.test(edge) ? 'before' : 'by';
    case 'by':
    case 'until':
    case 'till':
    case 'through':
    case 'on or before':
    case 'no later than':
      return 'by';
    case 'after':
    case 'since':
    case 'following':
      return 'after';
    default:
      return 'on';
  }
}

function parts(year?: string, month?: string, day?: string, month2?: string, day2?: string): Parts | null {
  const first = { year: yearOf(year), month: monthOf(month), day: numberOf(day) };
  if (first.month !== null && (first.month < 1 || first.month > 12)) return null;
  if (first.day !== null && (first.day < 1 || first.day > 31)) return null;
  const ranged = month2 !== undefined || day2 !== undefined;
  const last = ranged ? { year: first.year, month: monthOf(month2) ?? first.month, day: numberOf(day2) } : first;
  return { ...first, last };
}

function season(from: string | undefined, to: string | undefined): Parts | null {
  const year = yearOf(from);
  const next = yearOf(to);
  if (year === null || next !== year + 1) return null;
  return { year, month: null, day: null, last: { year: next, month: null, day: null } };
}

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

function yearOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  return Number(text) < 100 ? 2000 + Number(text) : Number(text);
}

function monthOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d/.test(text)) return Number(text);
  return MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}
