import { classifyMarket } from '@pm-arbitrage/core/settlement-terms/classify-market.js';
import type { NeedsOf } from './needed-symbols.js';

/** What a market settles on, where its rules are understood. */
export const needsOf: NeedsOf = (market) => {
  const terms = classifyMarket(market);
  return terms.kind === 'unclassified' ? [] : terms.needs;
};
