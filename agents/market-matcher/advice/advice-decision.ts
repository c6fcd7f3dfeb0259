import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Decision } from '../decision.js';
import { listingPrint } from '../listing-print.js';
import { matchIdOf, type PairKey } from '../match-book.js';
import { isFinal, type PairAdvice, type ReviewPair } from './advice.js';

/** The two markets of a pair; what is asked about always names Kalshi's first. */
export const pairKeyOf = ({ first, second }: ReviewPair): PairKey => ({
  kalshi: marketId('kalshi', first.id),
  polymarket: marketId('polymarket', second.id),
});

/** What the model made of a pair, with every answer it gave. `at` Unix ms. */
export function adviceDecision({ pair, advice }: PairAdvice, at: number): Decision {
  const { verdict, evidence } = advice;
  return {
    evidence: {
      match: matchIdOf(pairKeyOf(pair)),
      by: evidence.model,
      settled: isFinal(advice),
      verdict,
      prints: { kalshi: listingPrint(pair.first), polymarket: listingPrint(pair.second) },
      basis: { kind: 'model', ...evidence },
      at,
    },
    kalshi: pair.first,
    polymarket: pair.second,
  };
}
