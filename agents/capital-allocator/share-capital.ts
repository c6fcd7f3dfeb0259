import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { shareOfUsd, type Usd } from '@pm-arbitrage/core/money/money.js';

/**
 * Shares what may be deployed equally among the strategies. `reserve` is the part of the bankroll that stays idle.
 * @param deployable largest share of the bankroll at work, 0…1
 */
export function shareCapital(
  bankroll: Usd,
  strategies: readonly string[],
  deployable: number,
): AllocationTable['entries'] {
  const working = shareOfUsd(bankroll, Math.round(deployable * 1_000_000), 1_000_000, 'down');
  return strategies.map((strategy) => ({
    strategy,
    capital: shareOfUsd(working, 1, strategies.length, 'down'),
    state: 'active' as const,
    reason: strategies.length === 1 ? 'the only strategy' : `one of ${strategies.length} equal shares`,
  }));
}
