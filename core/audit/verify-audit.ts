import type { Database } from '../db/database.js';
import type { ChainPoint } from './chain-point.js';
import { compareFacts, type FactDifference } from './compare-facts.js';
import { missingGuards } from './missing-guards.js';
import { type Unsealed, unsealedEntries } from './unsealed-entries.js';
import { type ChainVerdict, verifyChain } from './verify-chain.js';

/** Everything that can be said of the audit log. */
export interface AuditReport extends ChainVerdict {
  readonly isWhole: boolean;
  readonly unsealed: Unsealed;
  /** Rows that say something else than the log. */
  readonly differences: readonly FactDifference[];
  /** Triggers that are missing or switched off. */
  readonly missingGuards: readonly string[];
}

/** Checks the chain, the facts against it, and what guards it. */
export async function verifyAudit(database: Database, anchors: readonly ChainPoint[] = []): Promise<AuditReport> {
  const chain = await verifyChain(database, { anchors });
  const differences = await compareFacts(database.queries);
  const guards = await missingGuards(database.queries);
  const isWhole =
    chain.flaw === null && chain.contradicted.length === 0 && differences.length === 0 && guards.length === 0;
  return { ...chain, isWhole, differences, missingGuards: guards, unsealed: await unsealedEntries(database.queries) };
}
