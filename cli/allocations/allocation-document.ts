import type { AllocationEntry, AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { formatUsd } from '@pm-arbitrage/core/money/money.js';
import { dayName } from '@pm-arbitrage/core/performance/utc-day.js';

/** An allocation as a document: money as decimal text, times in ISO. */
export function allocationDocument(table: Omit<AllocationTable, 'id'>) {
  const { mode, at, day, cause, bankroll, basis, entries, reason } = table;
  return {
    mode,
    at: new Date(at).toISOString(),
    day: dayName(day),
    cause,
    reason,
    bankroll: formatUsd(bankroll),
    sharedOutOf: formatUsd(basis),
    strategies: entries.map(entryDocument),
  };
}

const entryDocument = (entry: AllocationEntry) => ({
  strategy: entry.strategy,
  state: entry.state,
  capital: formatUsd(entry.capital),
  granted: formatUsd(entry.granted),
  rank: entry.rank,
  weight: entry.weight,
  score: entry.score,
  since: new Date(entry.since).toISOString(),
  paused: entry.paused && { ...entry.paused, at: new Date(entry.paused.at).toISOString() },
  reason: entry.reason,
});
