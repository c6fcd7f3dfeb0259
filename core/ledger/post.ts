import type { Queries } from '../db/database.js';
import { ledger } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import { CodedError } from '../errors/coded-error.js';
import { sumUsd } from '../money/money.js';
import type { Posting } from './postings.js';

/** Thrown when an entry does not balance: a defect, never input. */
export class UnbalancedEntryError extends CodedError {}

/** One fact with its postings. The name makes it unique: booking the same fact again changes nothing. */
export interface LedgerEntry {
  readonly mode: LedgerMode;
  readonly entry: string;
  readonly tradeId: string | null;
  /** Unix ms. */
  readonly at: number;
  readonly postings: readonly Posting[];
}

/** Books facts, in one statement. @throws UnbalancedEntryError, and then books none of them */
export async function post(queries: Queries, ...entries: readonly LedgerEntry[]): Promise<void> {
  const lines = entries.flatMap(({ mode, entry, tradeId, at, postings }) => {
    const total = sumUsd(postings.map(({ amount }) => amount));
    if (total !== 0) {
      throw new UnbalancedEntryError('ledger.unbalanced', `Entry ${entry} is off by ${total} micro-dollars`, { total });
    }
    return postings.map(({ account, amount }) => ({ mode, entry, account, amount, tradeId, at }));
  });
  if (lines.length > 0) await queries.insert(ledger).values(lines).onConflictDoNothing();
}
