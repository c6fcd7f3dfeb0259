import type { Question } from '../reading/question.js';
import { alignWords } from './align-words.js';
import { compareConditions } from './compare-conditions.js';
import { compareLeagues } from './compare-leagues.js';
import { compareMeasurement } from './compare-measurement.js';
import { compareOutcomes } from './compare-outcomes.js';
import { compareSuccessions } from './compare-successions.js';
import { compareThresholds } from './compare-thresholds.js';
import { compareWindows } from './compare-windows.js';
import { inverts, type Finding } from './finding.js';
import { weighLeftovers } from './weigh-leftovers.js';

/** What every field says of a pair, field by field. */
export function compareQuestions(kalshi: Question, polymarket: Question): readonly Finding[] {
  const words = alignWords(kalshi.claim, polymarket.claim, kalshi.versus && polymarket.versus);
  const findings = [
    ...compareOutcomes(kalshi, polymarket, words),
    ...compareThresholds(kalshi, polymarket),
    ...compareWindows(kalshi, polymarket),
    ...compareLeagues(kalshi, polymarket),
    ...compareMeasurement(kalshi, polymarket),
    ...weighLeftovers(kalshi, polymarket, words),
    ...compareSuccessions(kalshi, polymarket),
    ...compareNegation(kalshi, polymarket),
  ];
  // Most pairs differ in a field, and rules are long: they are read where nothing else decides.
  return findings.some(({ kind }) => kind === 'differs')
    ? findings
    : [...findings, ...compareConditions(kalshi, polymarket)];
}

function compareNegation(a: Question, b: Question): readonly Finding[] {
  if (a.negated.value === b.negated.value) return [];
  return [inverts('polarity', `only one side denies: ${a.negated.text || b.negated.text}`)];
}
