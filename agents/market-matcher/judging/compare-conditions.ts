import type { Condition } from '../conditions/condition.js';
import { type Passage, readConditions } from '../conditions/read-conditions.js';
import type { Question } from '../reading/question.js';
import { type Finding, untold } from './finding.js';

/** Share of a condition's telling words that a passage of the other side must say. */
const SAID_THERE = 0.6;
const DOUBT = 0.13;
const LONGEST_QUOTE = 200;

/**
 * Conditions of one side's rules that have no partner in the other's: what counts here may not count there. Whether
 * the other venue would ask for it too stands in neither text, so the pair is for a person.
 */
export function compareConditions(a: Question, b: Question): readonly Finding[] {
  const alone = [...withoutPartner(a, b), ...withoutPartner(b, a)];
  const [first] = alone;
  if (first === undefined) return [];
  const more = alone.length === 1 ? '' : `, and ${alone.length - 1} more`;
  return [untold('scope', DOUBT, `only one side's rules say "${first.text.slice(0, LONGEST_QUOTE)}"${more}`)];
}

function withoutPartner(mine: Question, other: Question): readonly Condition[] {
  const { conditions } = readConditions(mine);
  if (conditions.length === 0) return [];
  const known = new Set([...mine.claim, ...other.claim].map(({ key }) => key));
  const passages = readConditions(other).passages;
  return conditions.filter((condition) => {
    const words = [...condition.words].filter((key) => !known.has(key));
    if (words.length === 0 && condition.numbers.size === 0) return !isAnswered(condition, passages);
    return !passages.some((passage) => answers(passage, condition, words));
  });
}

/** Whether a passage says what the condition says, and does not turn it round. */
function answers({ kind, words, numbers }: Passage, condition: Condition, telling: readonly string[]): boolean {
  if (!agree(kind, condition.kind)) return false;
  if ([...condition.numbers].some((number) => !numbers.has(number))) return false;
  const said = telling.filter((key) => words.has(key)).length;
  return said >= SAID_THERE * telling.length;
}

/** What is denied must be denied there too; what is required may be the very question there. */
const agree = (passage: Passage['kind'], condition: Condition['kind']): boolean =>
  passage === condition || (passage === null && condition !== 'denies');

/** A condition of nothing but the question's own words says nothing new, unless it denies them. */
const isAnswered = ({ kind }: Condition, passages: readonly Passage[]): boolean =>
  kind !== 'denies' || passages.some((passage) => passage.kind === 'denies');
