import type { Question } from '../reading/question.js';
import type { Word } from '../text/split-words.js';
import type { Alignment } from './align-words.js';
import { differs, doubt, type Finding } from './finding.js';
import { misspelled, sameGivenName } from './name-forms.js';

/** Whether YES is the same outcome of the event. Names decide; which side of a game YES is, is never guessed. */
export function compareOutcomes(a: Question, b: Question, words: Alignment): readonly Finding[] {
  const [x, y] = [a.outcome, b.outcome];
  const texts = `${x.text || '?'} / ${y.text || '?'}`;
  if (x.value.kind === 'other' || y.value.kind === 'other') {
    if (x.value.kind !== y.value.kind) return [differs('outcome', texts)];
    // What "other" holds depends on the outcomes that each venue lists by name, and may list tomorrow.
    return [doubt('outcome', 0.3, `${texts}: each venue leaves out other outcomes`)];
  }
  if (a.versus || b.versus) return sides(a, b, texts);
  if (x.value.kind === 'named' && missing(x.value.words, a, words.left)) return [differs('outcome', texts)];
  if (y.value.kind === 'named' && missing(y.value.words, b, words.right)) return [differs('outcome', texts)];
  if (a.actor.length > 0 && b.actor.length > 0 && !share(a.actor, b.actor)) return [differs('subject', texts)];
  return [];
}

/** No word of a named outcome has a partner. */
function missing(outcome: readonly Word[], { claim }: Question, paired: ReadonlySet<number>): boolean {
  const names = outcome.filter(({ capital, gloss }) => capital && !gloss);
  const keys = new Set(claim.filter(({ at }) => paired.has(at)).map(({ key }) => key));
  return names.length > 0 && !names.some(({ key }) => keys.has(key));
}

function sides(a: Question, b: Question, texts: string): readonly Finding[] {
  const [x, y] = [a.outcome.value, b.outcome.value];
  if (x.kind !== 'named' || y.kind !== 'named')
    return [doubt('outcome', 0.25, `${texts}: which side is YES is not said`)];
  return share(x.words, y.words) ? [] : [differs('outcome', texts)];
}

function share(x: readonly Word[], y: readonly Word[]): boolean {
  return (
    x.some(({ key }) =>
      y.some((other) => other.key === key || misspelled(key, other.key) || sameGivenName(key, other.key)),
    ) ||
    initials(x, y) ||
    initials(y, x)
  );
}

const initials = (x: readonly Word[], y: readonly Word[]): boolean => {
  const acronym = x.map(({ text }) => text.charAt(0).toLowerCase()).join('');
  return y.some(({ text }) => text.toLowerCase() === acronym);
};
