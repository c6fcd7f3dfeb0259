import type { Listing } from '../../listing.js';
import type { Verdict } from '../../verdict.js';
import type { ReviewPair } from '../advice.js';
import type { ModelAnswer } from '../model-answer.js';

const CLOSE = Date.UTC(2026, 11, 31, 22);

/** Two markets on one question, worded as two venues would. */
export const kalshiTwin: Listing = {
  platform: 'kalshi',
  id: 'KXBTCY-26DEC31-T150000',
  title: 'Bitcoin price at the end of 2026',
  subtitle: '$150,000 or above',
  event: { id: 'KXBTCY-26DEC31', title: 'Bitcoin price on Dec 31, 2026' },
  category: 'Crypto',
  rules:
    'If the CF Benchmarks Bitcoin Real-Time Index at 5 PM EST on Dec 31, 2026 is at least 150000, then the market resolves to Yes. Revisions after expiration are not accounted for.',
  strike: { type: 'greater_or_equal', floor: 150_000, cap: null },
  sources: ['CF Benchmarks'],
  openTime: null,
  closeTime: CLOSE,
};
export const polymarketTwin: Listing = {
  platform: 'polymarket',
  id: '0xabc',
  title: 'Will Bitcoin be at or above $150k on December 31, 2026?',
  subtitle: '',
  event: { id: '77', title: 'Where will Bitcoin end 2026?' },
  category: 'Crypto',
  rules:
    'This market will resolve to "Yes" if the CF Benchmarks BRTI is $150,000 or higher at 5:00 PM ET on December 31, 2026. Otherwise, this market will resolve to "No".',
  strike: null,
  sources: ['CF Benchmarks'],
  openTime: null,
  closeTime: CLOSE,
};

export const openVerdict: Verdict = {
  decision: 'review',
  polarity: 'same',
  confidence: 0.7,
  field: 'source',
  reason: 'The source is named in two ways.',
};

export const twins = (first: Partial<Listing> = {}, second: Partial<Listing> = {}): ReviewPair => ({
  first: { ...kalshiTwin, ...first },
  second: { ...polymarketTwin, ...second },
  verdict: openVerdict,
});

const EVIDENCE = [
  { field: 'subject', kalshi: 'Bitcoin price at the end of 2026', polymarket: 'Will Bitcoin be' },
  { field: 'threshold', kalshi: '$150,000 or above', polymarket: 'at or above $150k' },
  { field: 'window', kalshi: 'Dec 31, 2026', polymarket: 'December 31, 2026' },
  { field: 'source', kalshi: 'CF Benchmarks Bitcoin Real-Time Index', polymarket: 'the CF Benchmarks BRTI' },
] as const;

/** An answer that holds: `prompt` says which side the model saw first. */
export function sameAnswer(prompt: string, changes: Partial<ModelAnswer> = {}): ModelAnswer {
  const kalshiFirst = prompt.indexOf('Bitcoin price at the end') < prompt.indexOf('Will Bitcoin be at or above');
  return {
    analysis: 'Same index, same moment, same threshold.',
    counterexample: null,
    differing_field: null,
    same_question: true,
    polarity: 'same',
    confidence: 0.95,
    evidence: EVIDENCE.map(({ field, kalshi, polymarket }) => ({
      field,
      first: kalshiFirst ? kalshi : polymarket,
      second: kalshiFirst ? polymarket : kalshi,
    })),
    ...changes,
  };
}

export const differentAnswer = (changes: Partial<ModelAnswer> = {}): ModelAnswer => ({
  analysis: 'One averages.',
  counterexample: 'The index touches 150,000 in the last second while its average stays below.',
  differing_field: 'averaging',
  same_question: false,
  polarity: 'unclear',
  confidence: 0.9,
  evidence: [],
  ...changes,
});

/** What a model answers that reads: the twins are the same, and a number that was changed is a difference. */
export const sightedAnswer = (prompt: string, changes: Partial<ModelAnswer> = {}): ModelAnswer =>
  prompt.includes('165,000')
    ? differentAnswer({ differing_field: 'threshold', counterexample: 'The index is at 160,000.' })
    : sameAnswer(prompt, changes);
