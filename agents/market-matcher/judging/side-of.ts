import type { Game } from '../reading/question.js';
import type { Word } from '../text/split-words.js';
import { genericWords } from './common-words.js';
import { alikeTeams, isAcronym, isAtHome } from './team-forms.js';

/** A nickname that stands for its place counts more than the words that two teams of one place share. */
const BY_FORM = 10;

/** Which side of a game a name is; null where it fits neither. The order of the sides decides nothing. */
export function sideOf(name: readonly Word[], { first, second }: Game): 'first' | 'second' | 'both' | null {
  const [p, q] = [fit(name, first), fit(name, second)];
  if (p === q) return p === 0 ? null : 'both';
  return p > q ? 'first' : 'second';
}

function fit(name: readonly Word[], side: readonly Word[]): number {
  const [x, y] = [name, side].map((words) => words.filter(({ key }) => !genericWords.has(key)));
  if (x === undefined || y === undefined) return 0;
  const shared = x.filter((word) => y.some((other) => alikeTeams(word, other))).length;
  const byForm = isAtHome(x, y) || isAtHome(y, x) || isAcronym(x, y) || isAcronym(y, x);
  return shared + (byForm ? BY_FORM : 0);
}
