import type { AllocationInputs } from '@pm-arbitrage/core/allocations/allocation-inputs.js';
import type { strategyPerformance } from '@pm-arbitrage/core/db/schema/schema.js';
import type { AllocationEntry, AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';

export type PerformanceRow = typeof strategyPerformance.$inferInsert;

/**
 * What a reallocation leaves in `strategy_performance`: a row for each strategy and each day since the last one, the newest
 * with what was decided. None of a table that only scales or changes who takes part.
 */
export function performanceRows({ days, table: previous }: AllocationInputs, table: AllocationTable): PerformanceRow[] {
  if (previous === null || (table.cause !== 'midnight' && table.cause !== 'rebalance')) return [];
  const newest = table.day - DAY_MS;
  const from = Math.min(previous.day, newest);
  return Object.entries(days).flatMap(([strategy, marks]) => {
    const entry = table.entries.find((one) => one.strategy === strategy);
    return marks
      .filter(({ day }) => day >= from && day <= newest)
      .map((mark) => ({
        ...mark,
        mode: table.mode,
        strategy,
        ...(mark.day === newest && entry !== undefined ? decided(entry, table.id) : {}),
      }));
  });
}

function decided({ score, rank, state, weight, granted, reason }: AllocationEntry, allocation: string) {
  const { days: scoredDays, trades: scoredTrades } = score;
  const proven =
    score.kind === 'scored'
      ? { sharpe: score.sharpe, standardError: score.standardError, low: score.low, high: score.high }
      : { sharpe: null, standardError: null, low: null, high: null };
  return { allocation, ...proven, scoredDays, scoredTrades, rank, state, weight, granted, reason };
}
