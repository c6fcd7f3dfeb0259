import type { Question } from '../reading/question.js';
import { plainText } from '../text/plain-text.js';
import { rewritePhrases } from '../text/rewrite-phrases.js';
import { splitWords } from '../text/split-words.js';

// A question is judged against many others, and most questions are never judged: read once, and only when asked.
const read = new WeakMap<Question, ReadonlySet<string>>();

/** Keys of the names that the beginning of a question's rules says; null for a question without rules. */
export function ruledNames(question: Question): ReadonlySet<string> | null {
  if (question.ruled === '') return null;
  const before = read.get(question);
  if (before) return before;
  const words = splitWords(rewritePhrases(plainText(question.ruled)));
  const names = new Set(words.filter(({ capital }) => capital).map(({ key }) => key));
  read.set(question, names);
  return names;
}
