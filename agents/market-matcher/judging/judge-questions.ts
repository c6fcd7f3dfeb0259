import type { Listing } from '../listing.js';
import type { Question } from '../reading/question.js';
import { readQuestion } from '../reading/read-question.js';
import { ACCEPT, REVIEW, type QuestionField, type Verdict } from '../verdict.js';
import { compareQuestions } from './compare-questions.js';
import type { Finding } from './finding.js';

/** Never certain: even equal texts may be settled by other rules. */
const EQUAL = 0.97;
const REFUSED = 0.05;

/** Whether two listings ask the same question. */
export function judgePair(kalshi: Listing, polymarket: Listing): Verdict {
  return judgeQuestions(readQuestion(kalshi), readQuestion(polymarket));
}

/**
 * Whether two questions are the same: refused when a field differs, accepted when every field agrees and the words that
 * only one side says change nothing, left to a person in between.
 */
export function judgeQuestions(kalshi: Question, polymarket: Question): Verdict {
  const findings = compareQuestions(kalshi, polymarket);
  const refusal = findings.find(({ kind }) => kind === 'differs');
  const inverted = findings.filter(({ kind }) => kind === 'inverts').length % 2 === 1;
  const polarity = inverted ? 'inverse' : 'same';
  if (refusal)
    return { decision: 'refuse', polarity, confidence: REFUSED, field: refusal.field, reason: sentence(refusal) };
  const doubts = findings.filter((finding) => finding.kind === 'doubt').toSorted((a, b) => b.weight - a.weight);
  const confidence = Math.max(0, Number((EQUAL - doubts.reduce((sum, { weight }) => sum + weight, 0)).toFixed(3)));
  const decision = confidence >= ACCEPT ? 'accept' : confidence >= REVIEW ? 'review' : 'refuse';
  const field: QuestionField | null = decision === 'accept' ? null : (doubts[0]?.field ?? null);
  const told = findings.map(sentence).join('; ');
  const verdict = { decision, polarity, confidence, field, reason: told === '' ? 'every field agrees' : told } as const;
  const unknown = doubts.find((finding) => finding.untold);
  return decision === 'review' && unknown !== undefined ? { ...verdict, untold: sentence(unknown) } : verdict;
}

const sentence = (finding: Finding): string =>
  finding.kind === 'differs' ? `${finding.field} differs: ${finding.reason}` : `${finding.field}: ${finding.reason}`;
