import type { Database } from '../db/database.js';
import type { SealedEntry } from './audit-entry.js';
import { ChainCheck } from './chain-check.js';
import type { ChainFlaw } from './chain-flaw.js';
import { type ChainPoint, GENESIS } from './chain-point.js';
import { readChain } from './read-chain.js';
import { readHead } from './read-head.js';

export interface ChainVerdict {
  /** Up to where the chain is in order. */
  readonly good: ChainPoint;
  /** What was sealed last. */
  readonly head: ChainPoint;
  readonly flaw: ChainFlaw | null;
  /** Points that were noted elsewhere and are not in the chain. */
  readonly contradicted: readonly ChainPoint[];
}

/**
 * Reads the whole chain and checks every link of it. A batch is a short read of its own, so that nobody waits for it
 * longer than that, however long the log is; entries that are sealed meanwhile are checked too.
 * @param anchors points that were noted outside the database
 */
export async function verifyChain(
  database: Database,
  { anchors = [], batch = 1_000 }: { readonly anchors?: readonly ChainPoint[]; readonly batch?: number } = {},
): Promise<ChainVerdict> {
  const chain = new ChainCheck();
  const found = new Map<number, string>([[GENESIS.sequence, GENESIS.hash]]);
  const wanted = new Set(anchors.map(({ sequence }) => sequence));
  let behind: SealedEntry | null = null;
  for (;;) {
    const { entries, head } = await nextBatch(database, behind, batch);
    for (const entry of entries) {
      chain.take(entry);
      if (wanted.has(entry.sequence)) found.set(entry.sequence, entry.hash);
    }
    behind = entries.at(-1) ?? behind;
    if (entries.length < batch) {
      const contradicted = anchors.filter(({ sequence, hash }) => found.get(sequence) !== hash);
      return { good: chain.good, head, flaw: chain.finish(head), contradicted };
    }
  }
}

/** Entries and head of one moment: what is sealed in between would look like a log that goes on behind its head. */
const nextBatch = (database: Database, behind: SealedEntry | null, most: number) =>
  database.snapshot(async (queries) => ({
    entries: await readChain(queries, behind, most),
    head: await readHead(queries),
  }));
