import type { AuditEntry, SealedEntry } from './audit-entry.js';
import type { ChainPoint } from './chain-point.js';
import { entryHash } from './entry-hash.js';

/** Entries with their places in the chain, in the order given, behind a point of it. Pure. */
export function chainOf(entries: readonly AuditEntry[], behind: ChainPoint): readonly SealedEntry[] {
  let { sequence, hash: previous } = behind;
  return entries.map((entry) => {
    sequence++;
    const sealed = { ...entry, sequence, previous, hash: entryHash(sequence, previous, entry) };
    previous = sealed.hash;
    return sealed;
  });
}
