import {
  type LabelledPair,
  type Listed,
  pairLabels,
  readPairs,
} from '@pm-arbitrage/agents/market-matcher/offline/read-pairs.js';
import type { LeftOut } from '@pm-arbitrage/agents/market-matcher/offline/reading.js';
import { type BaselineScore, baselineScores } from './baselines/baseline-scores.js';
import { MatchInputError } from './match-input-error.js';
import { type JudgedPair, judgePairs, type PairScore, scorePairs } from './score-pairs.js';

export interface ScoreReport extends PairScore {
  readonly pairs: number;
  readonly labels: Readonly<Record<LabelledPair['label'], number>>;
  readonly leftOut: readonly LeftOut[];
  /** Present when asked for. */
  readonly baselines?: readonly BaselineScore[];
}

/** What was decided on one pair, as `--out` writes it. */
export interface PairDecision {
  readonly kalshi: string;
  readonly polymarket: string;
  readonly decision: 'accept' | 'review' | 'refuse';
  readonly polarity: 'same' | 'inverse';
  readonly confidence: number;
  readonly reason: string;
}

/**
 * Scores the matcher on the text of a file of labelled pairs.
 * @param listed where pairs that name their sides by id find them
 * @throws MatchInputError when the file holds no pair
 */
export function runScore(
  text: string,
  { baselines, listed }: { readonly baselines: boolean; readonly listed?: Listed },
): { readonly report: ScoreReport; readonly decisions: readonly PairDecision[] } {
  const { pairs, leftOut } = readPairs(text, listed);
  if (pairs.length === 0) {
    const first = leftOut[0] ? `: ${leftOut[0].place} ${leftOut[0].reason}` : '';
    throw new MatchInputError(
      'match.no-pairs',
      `The file holds no labelled pair${first}. One JSON object a line is needed: {kalshi, polymarket, label}`,
    );
  }
  const judged = judgePairs(pairs);
  const count = (label: LabelledPair['label']) => pairs.filter((pair) => pair.label === label).length;
  const labels = Object.fromEntries(pairLabels.map((label) => [label, count(label)])) as ScoreReport['labels'];
  return {
    report: {
      pairs: pairs.length,
      labels,
      leftOut,
      ...scorePairs(judged),
      ...(baselines ? { baselines: baselineScores(pairs) } : {}),
    },
    decisions: judged.map(decisionOf),
  };
}

const decisionOf = ({ pair, verdict }: JudgedPair): PairDecision => ({
  kalshi: pair.ids.kalshi,
  polymarket: pair.ids.polymarket,
  decision: verdict.decision,
  polarity: verdict.polarity,
  confidence: verdict.confidence,
  reason: verdict.reason,
});
