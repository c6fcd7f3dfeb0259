import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { StrategyView } from './strategy.js';

/** Why no strategy would trade this now; null where one may. */
export function whyNot(opportunity: Opportunity, { now, allocation, own }: StrategyView): string | null {
  if (allocation === null || allocation.state === 'paused') return 'no capital';
  if (opportunity.expiresAt < now) return 'expired';
  if (opportunity.suspicious) return 'suspiciously good';
  const { inPlay } = opportunity;
  if (inPlay && !(inPlay.confident && inPlay.executable))
    return 'its game or window runs, and that is not certain enough';
  if (own.some(({ coverId }) => coverId === opportunity.coverId)) return 'already in flight';
  if (opportunity.resolutionTime <= now) return 'about to resolve';
  return null;
}

/** So many whole trades are believed of everybody before the first. */
const HOPED = 20;

/**
 * The share of its trades that came out whole, hopeful at first (optimistic initial values, Sutton and Barto 2018, §2.6):
 * who bid by a few trades alone would be outbid for good after one that failed by chance, and never learn otherwise.
 */
export const oddsOfWhole = ({ record }: Pick<StrategyView, 'record'>): number =>
  (record.whole + HOPED) / (record.tried + HOPED);
