import type { Outcome, Question } from '../reading/question.js';
import type { Word } from '../text/split-words.js';
import type { Alignment } from './align-words.js';
import { genericWords } from './common-words.js';
import { differs, type Finding, untold } from './finding.js';
import { isName } from './is-name.js';
import { oppositeSides } from './opposite-sides.js';
import { sideOf } from './side-of.js';
import { alike, alikeTeams, isAcronym, isAtHome } from './team-forms.js';

/** Whether YES is the same outcome of the event. Names decide; which side of a game YES is, is never guessed. */
export function compareOutcomes(a: Question, b: Question, words: Alignment): readonly Finding[] {
  const [x, y] = [a.outcome, b.outcome];
  const texts = `${x.text || '?'} / ${y.text || '?'}`;
  if (x.value.kind === 'other' || y.value.kind === 'other') {
    if (x.value.kind !== y.value.kind) return [differs('outcome', texts)];
    // What "other" holds depends on the outcomes that each venue lists by name, and may list tomorrow.
    return [untold('outcome', 0.3, `${texts}: each venue leaves out other outcomes`)];
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

const beyond = (words: readonly Word[], others: readonly Word[], same = alike): readonly Word[] =>
  words.filter((word) => !genericWords.has(word.key) && !others.some((other) => same(word, other)));

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
    return [untold('outcome', 0.25, `${texts}: which side is YES is not said`)];
  const ambiguous = [a, b].some(
    ({ game }) => game !== null && [x, y].some(({ words }) => sideOf(words, game) === 'both'),
  );
  if (ambiguous) return [untold('outcome', 0.25, `${texts}: fits both sides of the game`)];
  const isApart = [a, b].some(({ game }) => game !== null && areOpposed(sideOf(x.words, game), sideOf(y.words, game)));
  if (!isApart && sameSide(x.words, y.words)) return [];
  return oppositeSides(a, b, x.words, y.words) ?? [differs('outcome', texts)];
}

const areOpposed = (x: ReturnType<typeof sideOf>, y: ReturnType<typeof sideOf>): boolean =>
  (x === 'first' && y === 'second') || (x === 'second' && y === 'first');

/** Two names of one side: they share a word, and at most one of them says more ("Leeds United" is no Manchester). */
function sameSide(x: readonly Word[], y: readonly Word[]): boolean {
  const [p, q] = [x, y].map((words) => words.filter(({ key }) => !genericWords.has(key)));
  if (p === undefined || q === undefined) return false;
  if (isAtHome(p, q) || isAtHome(q, p) || isAcronym(p, q) || isAcronym(q, p)) return true;
  const [left, right] = [beyond(p, q, alikeTeams), beyond(q, p, alikeTeams)];
  return left.length < p.length && (left.length === 0 || right.length === 0);
}
