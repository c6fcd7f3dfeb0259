import type { Market } from '../../domain/market.js';
import { classifyMarket } from '../classify-market.js';

/** `family reason`, or the kind of the terms where the market was not refused. */
export function refusalOf(market: Market): string {
  const terms = classifyMarket(market);
  return terms.kind === 'unclassified' ? `${terms.family ?? 'none'} ${terms.reason}` : terms.kind;
}
