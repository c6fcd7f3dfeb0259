import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { AMOUNT, readAmount, type Amount } from './amount.js';

/** A comparison with a number, as a text states it. */
export interface NamedCondition {
  readonly condition: Condition;
  /** Most digits after the point among its numbers. */
  readonly decimals: number;
  readonly text: string;
  readonly index: number;
}

const UNIT = String.raw`(?: ?(?:°|degrees\b|percent\b|%)(?: ?(?:F|C|fahrenheit|celsius)\b)?)?`;
const MORE = String.raw`(?:above|over|more than|greater than|higher than|exceeds?|>)`;
const LESS = String.raw`(?:below|under|less than|lower than|fewer than|<)`;
const AT_LEAST = String.raw`(?:at least|greater than or equal to|equal to or greater than|equal to or above|at or above|no less than|>=|≥)`;
const AT_MOST = String.raw`(?:at most|less than or equal to|equal to or less than|equal to or below|at or below|no more than|<=|≤)`;

const sided = (words: string): RegExp => new RegExp(String.raw`(?<![\w])${words} ?${AMOUNT}(?!-\d)(?:${UNIT})`, 'gi');
const trailing = (words: string): RegExp =>
  new RegExp(String.raw`(?<![\d.,$-])${AMOUNT}${UNIT} ?(?:or ${words}\b)`, 'gi');

const PATTERNS: readonly (readonly [RegExp, 'above' | 'below', boolean])[] = [
  [sided(AT_LEAST), 'above', true],
  [sided(AT_MOST), 'below', true],
  [sided(MORE), 'above', false],
  [sided(LESS), 'below', false],
  [trailing('(?:above|higher|more|greater|over)'), 'above', true],
  [trailing('(?:below|lower|less|fewer|under)'), 'below', true],
];
const BETWEEN = new RegExp(String.raw`\bbetween ${AMOUNT}${UNIT} ?(?:-|and|to) ?${AMOUNT}${UNIT}`, 'gi');
const BARE_RANGE = new RegExp(String.raw`(?<![\d.,$-])${AMOUNT}${UNIT} ?(?:-|to) ?${AMOUNT} ?(?:°|degrees|%)`, 'gi');
const EXACTLY = new RegExp(String.raw`\bexactly ${AMOUNT}`, 'gi');

const NEGATED = /\b(?:not|n't|never|no longer|fails? to(?: be)?|without being)(?: \w+){0,2} $/i;

/**
 * The comparisons of a text in their order. A range holds both its ends here: whether they belong to it is for the rules
 * of its family to say.
 * @throws TermsRefusal `ambiguous` for a comparison that is denied ("is not above 5")
 */
export function findConditions(text: string): readonly NamedCondition[] {
  const found: NamedCondition[] = [];
  const taken = (from: number, to: number) =>
    found.some(({ index, text: words }) => from < index + words.length && index < to);
  const add = (match: RegExpExecArray, condition: Condition, amounts: readonly Amount[]) => {
    if (NEGATED.test(text.slice(Math.max(0, match.index - 40), match.index)))
      refuse('ambiguous', `"${match[0].trim()}" is denied`);
    found.push({
      condition,
      decimals: Math.max(...amounts.map(({ decimals }) => decimals)),
      text: match[0].trim(),
      index: match.index,
    });
  };
  for (const pattern of [BETWEEN, BARE_RANGE]) {
    for (const match of text.matchAll(pattern)) {
      const low = readAmount(match[1], match[2]);
      const high = readAmount(match[3], match[4]);
      if (low === null || high === null || taken(match.index, match.index + match[0].length)) continue;
      add(match, { kind: 'between', low: low.value, high: high.value, lowTies: true, highTies: true }, [low, high]);
    }
  }
  for (const match of text.matchAll(EXACTLY)) {
    const amount = readAmount(match[1], match[2]);
    if (amount === null) continue;
    const { value } = amount;
    add(match, { kind: 'between', low: value, high: value, lowTies: true, highTies: true }, [amount]);
  }
  for (const [pattern, kind, ties] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const amount = readAmount(match[1], match[2]);
      if (amount === null || taken(match.index, match.index + match[0].length)) continue;
      add(match, { kind, strike: amount.value, ties }, [amount]);
    }
  }
  return found.sort((a, b) => a.index - b.index);
}
