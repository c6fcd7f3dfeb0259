import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { formatUsd, ratioOf, subUsd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { shortDollars, signedDollars } from '../format.js';
import { scoreText } from './score-text.js';

/** An allocation as rows of a table; beside another one, with what would change. */
export function allocationRows(table: Omit<AllocationTable, 'id'>, now: AllocationTable | null = null) {
  return table.entries.map((entry) => {
    const before = now?.entries.find(({ strategy }) => strategy === entry.strategy);
    const change = signedDollars(formatUsd(subUsd(entry.capital, before?.capital ?? ZERO_USD)));
    const state = before && before.state !== entry.state ? `${before.state} → ${entry.state}` : entry.state;
    return {
      strategy: entry.strategy,
      rank: entry.rank ?? '',
      state,
      capital: shortDollars(formatUsd(entry.capital)),
      ...(now === null ? {} : { change }),
      share: `${(100 * ratioOf(entry.capital, table.bankroll)).toFixed(1)} %`,
      'daily Sharpe': scoreText(entry.score),
      days: entry.score.days,
      trades: entry.score.trades,
      weight: entry.weight.toFixed(4),
    };
  });
}
