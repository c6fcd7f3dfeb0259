import type { Question } from '../reading/question.js';
import { findDates } from '../text/find-dates.js';
import { plainText } from '../text/plain-text.js';
import { rewritePhrases } from '../text/rewrite-phrases.js';
import { splitWords } from '../text/split-words.js';
import { stopWords } from '../text/stop-words.js';
import { conditionKind } from './condition-kind.js';
import type { Condition, ConditionKind } from './condition.js';
import { GENERIC } from './generic-words.js';
import { splitSentences } from './split-sentences.js';
import { isStandardForm } from './standard-forms.js';

/** A passage of a rule text by its telling words. */
export interface Passage {
  readonly kind: ConditionKind | null;
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

/** What a rule text says beyond its question. */
export interface RuleReading {
  readonly conditions: readonly Condition[];
  /** Every sentence and every part of one, in which a condition of the other side may have its partner. */
  readonly passages: readonly Passage[];
}

// A question is judged against many others, and most are refused before their rules are read: once, and only when asked.
const known = new WeakMap<Question['ruleText'], RuleReading>();

/** The conditions of a question's rules, and what could answer those of the other side. */
export function readConditions({ ruleText }: Pick<Question, 'ruleText'>): RuleReading {
  const before = known.get(ruleText);
  if (before !== undefined) return before;
  const reading = read(ruleText.whole);
  known.set(ruleText, reading);
  return reading;
}

/** The sentence that says when the market pays: only a part of it can be a condition. */
const RESOLVES = /\b(?:market|it) (?:will |shall |should )?(?:also |immediately |automatically )?resolves?\b/i;
/** What a venue adds to rules that are out already. Whatever follows is a condition, whatever its words. */
const ADDED =
  /^\W*(?:additional context|amended|amendment|clarification|update|updated|correction|addendum)\b.{0,60}?:\s+/i;
const PARTS = /\s*(?:,(?!\d)|[;()]|\s-{1,2}\s)\s*/;

function read(whole: string): RuleReading {
  const conditions: Condition[] = [];
  const passages: Passage[] = [];
  let isAdded = false;
  for (const sentence of splitSentences(plainText(whole.replaceAll('\r', '')))) {
    const text = sentence.replace(ADDED, '');
    if (text !== sentence) isAdded = true;
    const parts = RESOLVES.test(text) ? text.split(PARTS).filter((part) => part !== '') : [text];
    passages.push({ kind: RESOLVES.test(text) ? null : conditionKind(text), ...tellingOf(text) });
    for (const part of parts) {
      const kind = conditionKind(part) ?? (isAdded ? 'requires' : null);
      if (kind === null) continue;
      const own = tellingOf(part);
      // "…, it will not suffice": what does not stands in the rest of the sentence.
      const telling = own.words.size > 0 ? own : tellingOf(text);
      if (parts.length > 1) passages.push({ kind, ...telling });
      if (!isStandardForm(part) && !isStandardForm(text)) conditions.push({ kind, text: part, ...telling });
    }
  }
  return { conditions, passages };
}

/** Words and numbers that tell something; dates are read as fields. */
export function tellingOf(text: string): Pick<Passage, 'words' | 'numbers'> {
  const keys = splitWords(rewritePhrases(findDates(text).rest)).map(({ key }) => key);
  const telling = keys.filter((key) => key !== '' && !stopWords.has(key) && !GENERIC.has(key));
  const isNumber = (key: string) => /\d/.test(key);
  return {
    words: new Set(telling.filter((key) => !isNumber(key))),
    numbers: new Set(telling.filter(isNumber)),
  };
}
