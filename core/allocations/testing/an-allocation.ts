import type { AllocationEntry, AllocationTable } from '../../domain/allocation.js';
import { parseUsd, sumUsd } from '../../money/money.js';

const AT = Date.UTC(2026, 10, 21, 12);
const DAY_MS = 86_400_000;

/** An entry as of an equal start. */
export function anEntry(
  strategy: string,
  dollars: string,
  state: AllocationEntry['state'] = 'active',
): AllocationEntry {
  return {
    strategy,
    capital: parseUsd(dollars),
    granted: parseUsd(dollars),
    state,
    before: null,
    since: AT,
    rank: null,
    bottom: false,
    weight: state === 'paused' ? 0 : 1,
    score: { kind: 'unscored', days: 0, trades: 0, from: 'own' },
    paused: state === 'paused' ? { by: 'operator', reason: 'a test', at: AT } : null,
    reason: '',
  };
}

/** A paper table of these entries, all of the bankroll shared out unless it is named. */
export function anAllocation(
  entries: readonly AllocationEntry[],
  change: Partial<AllocationTable> = {},
): AllocationTable {
  const bankroll = change.bankroll ?? sumUsd(entries.map(({ capital }) => capital));
  return {
    id: 'table',
    mode: 'paper',
    at: AT,
    day: AT - (AT % DAY_MS),
    cause: 'midnight',
    bankroll,
    basis: bankroll,
    entries: [...entries],
    benched: [],
    reason: 'the tournament begins',
    ...change,
  };
}
