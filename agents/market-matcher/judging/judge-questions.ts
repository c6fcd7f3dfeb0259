import type { Listing } from '../listing.js';
import type { Question } from '../reading/question.js';
import { readQuestion } from '../reading/read-question.js';
import { ACCEPT, REVIEW, type QuestionField, type Verdict } from '../verdict.js';
import { alignWords } from './align-words.js';
import { compareLeagues } from './compare-leagues.js';
import { compareMeasurement } from './compare-measurement.js';
import { compareOutcomes } from './compare-outcomes.js';
import { compareThresholds } from './compare-thresholds.js';
import { compareWindows } from './compare-windows.js';
import { inverts, type Finding } from './finding.js';
import { weighLeftovers } from './weigh-leftovers.js';

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
  const words = alignWords(kalshi.claim, polymarket.claim);
  const findings = [
    ...compareOutcomes(kalshi, polymarket, words),
    ...compareThresholds(kalshi, polymarket),
    ...compareWindows(kalshi, polymarket),
    ...compareLeagues(kalshi, polymarket),
    ...compareMeasurement(kalshi, polymarket),
    ...weighLeftovers(kalshi, polymarket, words),
    ...compareNegation(kalshi, polymarket),
  ];
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
  return { decision, polarity, confidence, field, reason: told === '' ? 'every field agrees' : told };
}

function compareNegation(a: Question, b: Question): readonly Finding[] {
  if (a.negated.value === b.negated.value) return [];
  return [inverts('polarity', `only one side denies: ${a.negated.text || b.negated.text}`)];
}

const sentence = (finding: Finding): string =>
  finding.kind === 'differs' ? `${finding.field} differs: ${finding.reason}` : `${finding.field}: ${finding.reason}`;
