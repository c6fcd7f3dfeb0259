import type { Database } from '@pm-arbitrage/core/db/database.js';
import {
  alerts,
  approvals,
  fills,
  halts,
  intents,
  leases,
  ledger,
  markets,
  orders,
  outbox,
  paperTwins,
  positions,
  riskEvents,
  tradeLegs,
  trades,
} from '@pm-arbitrage/core/db/schema/schema.js';

/** What an executor writes, the referring rows first. */
const TABLES = [
  paperTwins,
  fills,
  orders,
  intents,
  approvals,
  tradeLegs,
  trades,
  positions,
  ledger,
  outbox,
  halts,
  riskEvents,
  alerts,
  leases,
  markets,
] as const;

/** Takes the rows of the last run out: a few rows, so that deleting them is quicker than truncating tables. */
export async function emptyTables(database: Database): Promise<void> {
  await database.transaction(async (queries) => {
    for (const table of TABLES) await queries.delete(table);
  });
}
