import { judgePair } from '@pm-arbitrage/agents/market-matcher/judging/judge-questions.js';
import type { LabelledPair } from '@pm-arbitrage/agents/market-matcher/offline/read-pairs.js';
import type { Verdict } from '@pm-arbitrage/agents/market-matcher/verdict.js';
import { type Rates, ratesOf } from './rates.js';

export interface JudgedPair {
  readonly pair: LabelledPair;
  readonly verdict: Verdict;
}

/** A pair that was not decided as it is labelled. */
export interface ScoreError {
  /** What went wrong: the worst first. */
  readonly kind: 'accepted-wrongly' | 'wrong-polarity' | 'refused-wrongly' | 'review-of-a-match' | 'review-of-no-match';
  readonly line: number;
  readonly kalshi: string;
  readonly polymarket: string;
  readonly kalshiTitle: string;
  readonly polymarketTitle: string;
  readonly label: LabelledPair['label'];
  readonly decision: Verdict['decision'];
  readonly polarity: Verdict['polarity'];
  readonly confidence: number;
  readonly field: Verdict['field'];
  readonly reason: string;
  /** Why the label is as it is. */
  readonly why: string;
}

export interface PairScore {
  readonly accept: Rates;
  readonly acceptOrReview: Rates;
  readonly errors: readonly ScoreError[];
}

/** Judges every pair, the unclear too. */
export const judgePairs = (pairs: readonly LabelledPair[]): readonly JudgedPair[] =>
  pairs.map((pair) => ({ pair, verdict: verdictOn(pair) }));

function verdictOn({ kalshi, polymarket, unmatchable }: LabelledPair): Verdict {
  if (unmatchable === null) return judgePair(kalshi, polymarket);
  return { decision: 'refuse', polarity: 'same', confidence: 0, field: 'outcome', reason: unmatchable };
}

/** Rates at both thresholds, and every error. Pairs labelled unclear count nowhere; `inverse` is right only as inverse. */
export function scorePairs(judged: readonly JudgedPair[]): PairScore {
  const clear = judged.filter(({ pair }) => pair.label !== 'unclear');
  return {
    accept: ratesWhere(clear, ({ decision }) => decision === 'accept'),
    acceptOrReview: ratesWhere(clear, ({ decision }) => decision !== 'refuse'),
    errors: clear
      .flatMap((each) => errorOf(each) ?? [])
      .toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.line - b.line),
  };
}

const ORDER: readonly ScoreError['kind'][] = [
  'accepted-wrongly',
  'wrong-polarity',
  'refused-wrongly',
  'review-of-a-match',
  'review-of-no-match',
];

function ratesWhere(judged: readonly JudgedPair[], taken: (verdict: Verdict) => boolean): Rates {
  const matches = judged.filter(({ pair }) => pair.label !== 'different').length;
  const positives = judged.filter(({ verdict }) => taken(verdict));
  const right = positives.filter(({ pair, verdict }) => pair.label === verdict.polarity).length;
  return ratesOf(right, positives.length - right, matches - right);
}

function errorOf({ pair, verdict }: JudgedPair): ScoreError | null {
  const kind = errorKind(pair, verdict);
  if (kind === null) return null;
  const { kalshi, polymarket, ids, label, line, why } = pair;
  const { decision, polarity, confidence, field, reason } = verdict;
  return {
    kind,
    line,
    kalshi: ids.kalshi,
    polymarket: ids.polymarket,
    kalshiTitle: [kalshi.title, kalshi.subtitle].filter((part) => part !== '').join(' | '),
    polymarketTitle: polymarket.title,
    label,
    decision,
    polarity,
    confidence,
    field,
    reason,
    why,
  };
}

function errorKind({ label }: LabelledPair, { decision, polarity }: Verdict): ScoreError['kind'] | null {
  if (label === 'different') {
    if (decision === 'refuse') return null;
    return decision === 'accept' ? 'accepted-wrongly' : 'review-of-no-match';
  }
  if (decision === 'refuse') return 'refused-wrongly';
  if (label !== polarity) return 'wrong-polarity';
  return decision === 'accept' ? null : 'review-of-a-match';
}
