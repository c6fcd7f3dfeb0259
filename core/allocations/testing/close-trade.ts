import type { Queries } from '../../db/database.js';
import { trades } from '../../db/schema/schema.js';
import type { LedgerMode } from '../../db/schema/trading.js';
import { cashAccount, profitAccount } from '../../ledger/postings.js';
import { post } from '../../ledger/post.js';
import { negUsd, price, quantity, type Usd, ZERO_USD } from '../../money/money.js';

/** Books a trade that was opened and closed, as the executor would leave it: its row, and its profit in the ledger. */
export async function closeTrade(
  queries: Queries,
  trade: {
    readonly id: string;
    readonly strategy: string;
    readonly pnl: Usd;
    /** Closed, Unix ms. */
    readonly at: number;
    readonly mode?: LedgerMode;
  },
): Promise<void> {
  const { id, strategy, pnl, at, mode = 'paper' } = trade;
  await queries.insert(trades).values({
    id,
    mode,
    strategy,
    coverId: id,
    kind: 'fair-value',
    basis: '',
    state: 'settled',
    reason: '',
    opportunityId: id,
    trace: id,
    quantity: quantity(1_000_000),
    floor: price(10_000),
    maxCost: ZERO_USD,
    expectedProfit: ZERO_USD,
    cost: ZERO_USD,
    fees: ZERO_USD,
    payout: ZERO_USD,
    pnl,
    resolutionTime: at,
    tickAt: at,
    requestedAt: at,
    executedAt: at,
    settledAt: at,
    updatedAt: at,
  });
  const postings = [
    { account: cashAccount('kalshi'), amount: pnl },
    { account: profitAccount(strategy), amount: negUsd(pnl) },
  ];
  await post(queries, { mode, entry: `realised:${id}`, tradeId: id, at, postings });
}
