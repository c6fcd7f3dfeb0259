import type { TradeKind } from '@pm-arbitrage/core/domain/trade-kind.js';

/** Kinds of trades for a person. */
export const kindTitles: Readonly<Record<TradeKind, string>> = {
  complement: 'YES and NO',
  'cross-venue': 'Across venues',
  'exclusive-yes': 'All outcomes',
  'exclusive-no': 'All against',
  implication: 'Implication',
  partition: 'Partition',
  'fair-value': 'Fair value',
  'fair-quote': 'Fair quote',
  spike: 'Spike',
  close: 'Close',
};
