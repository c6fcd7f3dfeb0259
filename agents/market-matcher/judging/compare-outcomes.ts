import type { Outcome, Question } from '../reading/question.js';
import type { Word } from '../text/split-words.js';
import { homesOf } from '../text/team-names.js';
import type { Alignment } from './align-words.js';
import { genericWords } from './common-words.js';
import { differs, doubt, type Finding } from './finding.js';
import { isName } from './is-name.js';
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
  if (lacking(x.value, a, words.left, a.actor, words.rightOver)) return [differs('outcome', texts)];
  if (lacking(y.value, b, words.right, b.actor, words.leftOver)) return [differs('outcome', texts)];
  return swapped(a, b) ? [differs('subject', texts)] : [];
}

/** A named outcome without a partner; where only the subject of the sentence names it, another name must stand instead. */
function lacking(
  outcome: Outcome,
  question: Question,
  paired: ReadonlySet<number>,
  actor: readonly Word[],
  others: readonly Word[],
): boolean {
  if (outcome.kind !== 'named' || !missing(outcome.words, question, paired)) return false;
  return outcome.words !== actor || others.some(isName);
}

/** "Will A beat B" and "Will B beat A": what tells the two subjects apart stands elsewhere in the other sentence. */
function swapped(a: Question, b: Question): boolean {
  const [x, y] = [beyond(a.actor, b.actor), beyond(b.actor, a.actor)];
  const stand = (words: readonly Word[], claim: readonly Word[]) =>
    words.some((word) => claim.some((other) => alike(word, other)));
  return stand(x, b.claim) && stand(y, a.claim);
}

const beyond = (words: readonly Word[], others: readonly Word[]): readonly Word[] =>
  words.filter((word) => !genericWords.has(word.key) && !others.some((other) => alike(word, other)));

/** No word of a named outcome has a partner. */
function missing(outcome: readonly Word[], { claim }: Question, paired: ReadonlySet<number>): boolean {
  const names = outcome.filter(({ capital, gloss }) => capital && !gloss);
  const keys = new Set(claim.filter(({ at }) => paired.has(at)).map(({ key }) => key));
  return names.length > 0 && !names.some(({ key }) => keys.has(key) || genericWords.has(key));
}

function sides(a: Question, b: Question, texts: string): readonly Finding[] {
  const [x, y] = [a.outcome.value, b.outcome.value];
  // A total of both teams has no side.
  const named = [x, y].every((outcome) => outcome.kind === 'named' && outcome.words.some(isName));
  if (!named && a.threshold !== null && b.threshold !== null) return [];
  if (x.kind !== 'named' || y.kind !== 'named')
    return [doubt('outcome', 0.25, `${texts}: which side is YES is not said`)];
  return sameSide(x.words, y.words) ? [] : [differs('outcome', texts)];
}

/** Two names of one side: they share a word, and at most one of them says more ("Leeds United" is no Manchester). */
function sameSide(x: readonly Word[], y: readonly Word[]): boolean {
  const [p, q] = [x, y].map((words) => words.filter(({ key }) => !genericWords.has(key)));
  if (p === undefined || q === undefined) return false;
  if (homes(p, q) || homes(q, p) || initials(p, q) || initials(q, p)) return true;
  const [left, right] = [beyond(p, q), beyond(q, p)];
  return left.length < p.length && (left.length === 0 || right.length === 0);
}

const alike = ({ key }: Word, { key: other }: Word): boolean =>
  key === other || misspelled(key, other) || sameGivenName(key, other);

/** A nickname against its place: Celtics, Boston. An initial after the place must fit: "New York G" is no Jet. */
function homes(nicknames: readonly Word[], place: readonly Word[]): boolean {
  const keys = place.map(({ key }) => key);
  const initial = place.find(({ text }) => /^[A-Z]$/.test(text))?.key;
  return nicknames.some(({ key }) =>
    homesOf(key).some(
      (home) => home.every((word) => keys.includes(word)) && (initial === undefined || key.startsWith(initial)),
    ),
  );
}

function initials(x: readonly Word[], y: readonly Word[]): boolean {
  const acronym = x.map(({ text }) => text.charAt(0).toLowerCase()).join('');
  return acronym.length > 1 && y.some(({ text }) => text.toLowerCase() === acronym);
}
