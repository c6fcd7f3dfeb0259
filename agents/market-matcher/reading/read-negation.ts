import type { Question } from './question.js';

const DENIAL = /\b(?:not|won't|isn't|doesn't|fails? to|never|avoids?)\b|^No\b|\bbe no\b/gi;
/** Words that deny nothing of the event. */
const HARMLESS = /\bnot (?:later|less|more|fewer|lower|higher|below|above)\b/i;

/** Whether YES means that the event does not happen: an odd number of denials. */
export function readNegation(title: string): Question['negated'] {
  if (HARMLESS.test(title)) return { value: false, text: '' };
  const denials = title.match(DENIAL) ?? [];
  return { value: denials.length % 2 === 1, text: denials.join(', ') };
}
