import { ACCEPT, type QuestionField, type Verdict } from '../verdict.js';
import { quotable } from './clean-text.js';
import { factsIn, missingFacts } from './facts-in.js';
import type { MarketBrief } from './market-brief.js';
import { type ModelAnswer, modelAnswerSchema } from './model-answer.js';
import { namesMeet } from './names-meet.js';
import type { Vote } from './vote.js';

/** What an answer was about, in the order in which the model saw it. */
export interface AskedPair {
  readonly first: MarketBrief;
  readonly second: MarketBrief;
  /** What the rules of the matcher made of it. */
  readonly verdict: Verdict;
}

/**
 * Fields in doubt that a reader of both texts may settle. How a tie or a cancelled event is paid is
 * no question of words; and what is untold in both texts nobody can quote, whatever its field.
 */
const LIFTABLE: ReadonlySet<QuestionField> = new Set([
  'subject',
  'relation',
  'threshold',
  'unit',
  'window',
  'averaging',
  'source',
  'station',
  'milestone',
  'outcome',
  'scope',
  'polarity',
  'wording',
]);
/** Fields whose words are names. */
const NAMED: ReadonlySet<QuestionField> = new Set(['subject', 'outcome', 'source', 'station']);
/** Fields of which at least one must be shown: what the question turns on. */
const DECISIVE: readonly QuestionField[] = ['threshold', 'window', 'milestone', 'outcome'];
const LONGEST_QUOTE = 400;
const MOST_EVIDENCE = 40;

/**
 * Turns an answer into a vote. "Different" is believed, "same" only as far as the texts prove it: no counterexample, a
 * polarity, every quote literally in the text of its side, equal numbers, dates and names in what is called equal, and
 * every number of either title somewhere on the other side.
 */
export function checkAnswer(value: unknown, pair: AskedPair): Vote {
  const parsed = modelAnswerSchema.safeParse(value);
  if (!parsed.success) return { kind: 'unsure', field: null, reason: 'the answer breaks its schema' };
  const answer = parsed.data;
  const confidence = answer.confidence;
  if (!(confidence >= 0 && confidence <= 1))
    return { kind: 'unsure', field: null, reason: `confidence ${confidence} is none` };
  if (!answer.same_question) {
    const reason = answer.counterexample ?? answer.analysis.slice(0, 300);
    return { kind: 'different', field: answer.differing_field, confidence, reason };
  }
  const objection = objectionTo(answer, pair);
  if (objection !== null) return { kind: 'unsure', ...objection };
  return { kind: 'same', polarity: answer.polarity === 'inverse' ? 'inverse' : 'same', confidence };
}

interface Objection {
  readonly field: QuestionField | null;
  readonly reason: string;
}

/** Why "the same" is not believed; null when it is. */
function objectionTo(answer: ModelAnswer, pair: AskedPair): Objection | null {
  const { verdict } = pair;
  if (verdict.untold !== undefined)
    return { field: verdict.field, reason: `called the same, but no text tells: ${verdict.untold}` };
  if (verdict.field !== null && !LIFTABLE.has(verdict.field))
    return { field: verdict.field, reason: `called the same, but only a person may say so of ${verdict.field}` };
  if (answer.counterexample !== null && answer.counterexample.trim() !== '')
    return { field: answer.differing_field, reason: `called the same, yet: ${answer.counterexample}` };
  if (answer.differing_field !== null)
    return { field: answer.differing_field, reason: `called the same, yet ${answer.differing_field} differs` };
  if (answer.polarity === 'unclear') return { field: 'polarity', reason: 'called the same with no polarity' };
  if (verdict.field !== 'polarity' && answer.polarity !== verdict.polarity)
    return { field: 'polarity', reason: `polarity ${answer.polarity}, while the rules read ${verdict.polarity}` };
  if (answer.confidence < ACCEPT) return { field: verdict.field, reason: `called the same at ${answer.confidence}` };
  return evidenceObjection(answer, pair) ?? headlineObjection(pair);
}

function evidenceObjection({ evidence }: ModelAnswer, { first, second, verdict }: AskedPair): Objection | null {
  if (evidence.length > MOST_EVIDENCE) return { field: null, reason: 'more evidence than anybody asked for' };
  const [left, right] = [quotable(first.text), quotable(second.text)];
  for (const { field, first: a, second: b } of evidence) {
    for (const [quote, text, side] of [[a, left, 'first'] as const, [b, right, 'second'] as const]) {
      const words = quotable(quote);
      const tooShort = words.length < 3 && !/\d/.test(words);
      if (tooShort || words.length > LONGEST_QUOTE || !text.includes(words))
        return { field, reason: `"${quote.slice(0, 80)}" is no quote of the ${side} market` };
    }
    const [factsA, factsB] = [factsIn(a), factsIn(b)];
    const [onlyA, onlyB] = [missingFacts(factsA, factsB), missingFacts(factsB, factsA)];
    if (onlyA.length > 0 && onlyB.length > 0)
      return { field, reason: `${field} is called equal, but "${a}" and "${b}" name different numbers or dates` };
    if (field === 'threshold' && (onlyA.length > 0 || onlyB.length > 0))
      return { field, reason: `threshold is called equal, but "${a}" and "${b}" name different numbers` };
    if (NAMED.has(field) && !namesMeet(a, b))
      return { field, reason: `${field} is called equal, but "${a}" and "${b}" share no name` };
  }
  const shown = new Set(evidence.map(({ field }) => field));
  if (!shown.has('subject')) return { field: 'subject', reason: 'no evidence that the subject is the same' };
  if (!DECISIVE.some((field) => shown.has(field)))
    return { field: verdict.field, reason: `no evidence on any of ${DECISIVE.join(', ')}` };
  const { field } = verdict;
  if (field !== null && field !== 'wording' && field !== 'polarity' && !shown.has(field))
    return { field, reason: `no evidence on ${field}, which the rules could not decide` };
  return null;
}

/** Every number and month of a headline must be found somewhere on the other side. */
function headlineObjection({ first, second }: AskedPair): Objection | null {
  for (const [one, other] of [[first, second] as const, [second, first] as const]) {
    const [missing] = missingFacts(one.headline, other.facts);
    if (missing !== undefined)
      return { field: 'threshold', reason: `${missing} of one title is nowhere in the other market` };
  }
  return null;
}
