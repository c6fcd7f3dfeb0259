/** What a number counts, as far as the text says. */
export type NumberUnit = '$' | '€' | '£' | '%' | 'bps' | '°' | '°F' | '°C';

/** How a number bounds a quantity. `bare` is a number without a comparator; `range` has both ends. */
export type NumberRelation = 'above' | 'at-least' | 'below' | 'at-most' | 'exactly' | 'range' | 'bare';

/** A quantity that a text names. */
export interface NumberMention {
  readonly relation: NumberRelation;
  readonly value: number;
  /** Upper end of a range, else null. An end that the text leaves open ("na", "infinity") is ±Infinity. */
  readonly upper: number | null;
  readonly unit: NumberUnit | null;
  /** Said to be reached or hit: it counts at any time of the window. */
  readonly touch: boolean;
  readonly text: string;
}

/** What is found in a text, and the text with each number replaced by ` \u0001 `. */
export interface NumbersFound {
  readonly numbers: readonly NumberMention[];
  readonly rest: string;
}

const TOUCH = /^(?:reach|hit|tops|cross|surpass|dip)/;
const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const FACTORS: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mil: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  tn: 1e12,
  trillion: 1e12,
};

const PLAIN = '[-+]?[$€£]?-?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?|[$€£]?\\.\\d+';
const FACTOR = '(?:\\s?(?:k|mm|mn|mil|m|bn|b|tn|t|thousand|million|billion|trillion)(?![a-z]))';
const UNIT =
  '(?:\\s?(?:%|percent(?:age points?)?|per cent|pct|bps|basis points?|°\\s?[FC]?|degrees?(?:\\s(?:fahrenheit|celsius|[FC]\\b))?|points?(?= of)))';
const NUMBER = `(?:(?:${PLAIN})${FACTOR}?${UNIT}?|(?:${WORDS.slice(1).join('|')})(?![a-z])(?!\\s+(?:of|day)\\b))`;
const OPEN = '(?:n/?a%?|inf(?:inity)?|∞)';
const BEFORE =
  '(?:(>=|<=|>|<|≥|≤|=(?=\\S)|(?:strictly )?(?:at or (?:above|below)|above|over|more than|more(?=\\s+\\d+\\.5)|greater than|higher than|exceed(?:s|ing)?|beats?(?= [\\d$])|at least|no (?:less|fewer|lower) than|not (?:less|fewer|below)(?: than)?|minimum of|below|under|(?:less|fewer|lower) than|at most|no (?:more|higher) than|up to|exactly|equal to|precisely|between|from|reach(?:es|ed|ing)?|hits?|tops|cross(?:es)?|surpass(?:es)?|dips? (?:to|below))(?: or equal to)?)(?:\\s+|(?<=[<>=≥≤]))(?:about |an? |the )?)?';
const AFTER =
  '(\\s?\\+|\\s+(?:%\\s)?(?:or|and)\\s+(?:more|above|higher|greater|over|up|less|fewer|below|lower|under)(?![a-z])|\\s*-?\\s?(?:or better))?(?=(\\s+[a-z]+\\s+or\\s+(?:more|fewer|less|higher|lower|longer)(?![a-z]))|)';
const QUANTITY = new RegExp(
  `${BEFORE}(?<![A-Za-z0-9.#-])(?:(${NUMBER}|${OPEN})\\s*(?:-|to|and|through)\\s*(${NUMBER}|${OPEN})|(${NUMBER}))(?![A-Za-z0-9]|st\\b|nd\\b|rd\\b|th\\b|-[A-Za-z])${AFTER}`,
  'gi',
);

/** Every number of a plain text with what bounds it. Dates are to be blanked before; ordinals are left to the words. */
export function findNumbers(text: string): NumbersFound {
  const numbers: NumberMention[] = [];
  if (!/\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/i.test(text))
    return { numbers, rest: text };
  const rest = text.replaceAll(QUANTITY, (...groups: unknown[]) => {
    const [whole, comparator, from, to, single, next, beyond] = groups as (string | undefined)[];
    // "30 days or more": the bound stands behind what is counted.
    const after = beyond ?? next;
    const around = {
      touch: TOUCH.test(comparator?.trim().toLowerCase() ?? ''),
      text: (whole ?? '').trim(),
    };
    const mention =
      single === undefined
        ? rangeOf(comparator, from ?? '', to ?? '', around)
        : {
            relation: relationOf(comparator, after),
            value: valueOf(single),
            upper: null,
            unit: unitOf(single),
            ...around,
          };
    if (mention === null || Number.isNaN(mention.value)) return whole ?? '';
    numbers.push(mention);
    return ' \u0001 ';
  });
  return { numbers, rest };
}

function rangeOf(
  comparator: string | undefined,
  from: string,
  to: string,
  around: Pick<NumberMention, 'text' | 'touch'>,
): NumberMention | null {
  const opens = new RegExp(`^${OPEN}$`, 'i');
  const factor = /(?:[a-z]+)$/i.exec(to.replace(new RegExp(UNIT, 'i'), '').trim())?.[0]?.toLowerCase() ?? '';
  const value = opens.test(from) ? -Infinity : valueOf(from);
  const upper = opens.test(to) ? Infinity : valueOf(to);
  // "$1-2M": the factor at the end counts for both.
  const scaled =
    FACTORS[factor] !== undefined && Math.abs(value) < 1000 && value < upper / 1000 ? value * FACTORS[factor] : value;
  if (scaled > upper || comparator?.trim() === 'exactly') return null;
  return { relation: 'range', value: scaled, upper, unit: unitOf(to) ?? unitOf(from), ...around };
}

function relationOf(comparator: string | undefined, after: string | undefined): NumberRelation {
  if (after !== undefined) return /less|fewer|below|lower|under/i.test(after) ? 'at-most' : 'at-least';
  const word = comparator?.trim().toLowerCase() ?? '';
  if (word === '' || word === 'from' || word === 'between') return 'bare';
  if (word.startsWith('at or')) return word.endsWith('above') ? 'at-least' : 'at-most';
  if (word.endsWith('or equal to')) return /less|fewer|lower|below|under/.test(word) ? 'at-most' : 'at-least';
  if (/^(?:at least|no (?:less|fewer|lower)|not |minimum|>=|≥)/.test(word)) return 'at-least';
  if (/^(?:at most|no (?:more|higher)|up to|<=|≤)/.test(word)) return 'at-most';
  if (/^dips? below|^(?:strictly )?below|under|less|fewer|lower|^</.test(word)) return 'below';
  if (/^(?:exactly|equal|precisely|=)/.test(word)) return 'exactly';
  if (/^dips? to/.test(word)) return 'at-most';
  return TOUCH.test(word) ? 'at-least' : 'above';
}

function valueOf(text: string): number {
  const word = WORDS.indexOf(text.trim().toLowerCase());
  if (word >= 0) return word;
  const [, digits = '', tail = ''] = /^([-+]?[$€£]?-?[\d,.]*)\s?(.*)$/.exec(text.trim()) ?? [];
  const factor = FACTORS[tail.toLowerCase().replace(/[^a-z].*$/, '')] ?? 1;
  const value = Number(digits.replaceAll(/[+$€£,]/g, ''));
  return Number((value * factor).toPrecision(15));
}

function unitOf(text: string): NumberUnit | null {
  const money = /[$€£]/.exec(text);
  if (money) return money[0] as NumberUnit;
  if (/%|percent|per cent|pct/i.test(text)) return '%';
  if (/bps|basis/i.test(text)) return 'bps';
  if (/°\s?c|celsius|degrees? c\b/i.test(text)) return '°C';
  if (/°\s?f|fahrenheit|degrees? f\b/i.test(text)) return '°F';
  return /°|degree/i.test(text) ? '°' : null;
}
