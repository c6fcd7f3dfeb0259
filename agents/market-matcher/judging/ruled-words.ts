import type { Question } from '../reading/question.js';
import { plainText } from '../text/plain-text.js';
import { rewritePhrases } from '../text/rewrite-phrases.js';
import { splitWords } from '../text/split-words.js';

/** What the beginning of a question's rules says, by the keys of its words. */
export interface RuledWords {
  readonly words: ReadonlySet<string>;
  /** Those that are written with a capital. */
  readonly names: ReadonlySet<string>;
}

// A question is judged against many others, and most questions are never judged: read once, and only when asked.
const read = new WeakMap<Question, RuledWords>();

/** The words of the rules; null for a question without rules. */
export function ruledWords(question: Question): RuledWords | null {
  if (question.ruled === '') return null;
  const before = read.get(question);
  if (before) return before;
  const words = splitWords(rewritePhrases(plainText(question.ruled)));
  const ruled = {
    words: new Set(words.map(({ key }) => key)),
    names: new Set(words.filter(({ capital }) => capital).map(({ key }) => key)),
  };
  read.set(question, ruled);
  return ruled;
}
