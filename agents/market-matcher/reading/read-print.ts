import { splitSentences } from '../conditions/split-sentences.js';
import type { Read } from './question.js';

const FIGURE = '(?:estimate|release|reading|print|figure|report|publication|number|value|data|GDP)s?';
const FIRST = new RegExp(
  `\\b(?:advance|initial|preliminary|flash|first|original)(?: (?!quarter|half|week)\\w+)? ${FIGURE}\\b|\\bas (?:first|initially|originally) (?:reported|published|released)\\b|\\b(?:initially|originally|first) (?:reported|published|released)\\b`,
  'i',
);
const REVISED = new RegExp(
  `\\b(?:revised|second|third|final)(?: (?!quarter|half|week)\\w+)? ${FIGURE}\\b|\\bas (?:later |subsequently )?revised\\b`,
  'i',
);
const REVISION = /\brevis(?:ion|ions|ed)\b/i;
/** A first or second figure is one of a series where nothing is estimated: only what is revised has prints. */
const HAS_PRINTS = /\brevis|\b(?:advance|preliminary|flash)(?: \w+)? (?:estimate|release|reading|print|report)\b/i;
const LEFT_OUT = /\b(?:not|no|n't|never)\b|\b(?:disregard|ignor|exclud)|\bregardless\b/i;
/** Rules are revised too, and so are laws. */
const OF_TEXTS =
  /\brevis\w+ (?:the |these |this |any )?(?:rules?|terms?|market|bill|law)\b|\b(?:rules?|terms?) (?:may|will|can) be revised\b/i;

/**
 * Which print of a published number decides, as the rules say it: the first one ("advance estimate", "later revisions
 * are not considered"), or what it is revised to. Null where they do not say, or say both.
 */
export function readPrint(rules: string): Read<'first' | 'revised'> | null {
  if (!HAS_PRINTS.test(rules)) return null;
  const said = new Map<'first' | 'revised', string>();
  for (const sentence of splitSentences(rules)) {
    if (OF_TEXTS.test(sentence)) continue;
    const [first, revised] = [FIRST.exec(sentence)?.[0], REVISED.exec(sentence)?.[0]];
    const isLeftOut = LEFT_OUT.test(sentence);
    if (isLeftOut) {
      // What does not count leaves the other one.
      if (first !== undefined && !REVISION.test(sentence)) keep(said, 'revised', sentence);
      else if (REVISION.test(sentence)) keep(said, 'first', sentence);
    } else {
      if (revised !== undefined || REVISION.test(sentence)) keep(said, 'revised', revised ?? sentence);
      else if (first !== undefined) keep(said, 'first', first);
    }
  }
  const [one, ...more] = said;
  return one === undefined || more.length > 0 ? null : { value: one[0], text: one[1] };
}

const LONGEST = 120;

function keep(said: Map<'first' | 'revised', string>, print: 'first' | 'revised', text: string): void {
  if (!said.has(print)) said.set(print, text.slice(0, LONGEST));
}
