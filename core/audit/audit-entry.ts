import type { auditLog } from '../db/schema/schema.js';

type Row = typeof auditLog.$inferSelect;

/** An entry as it was written with its fact, before it has a place in the chain. Times in Unix ms. */
export type AuditEntry = Omit<Row, 'sequence' | 'previous' | 'hash'>;

/** An entry with its place in the chain. */
export interface SealedEntry extends AuditEntry {
  /** From 1, without a gap. */
  readonly sequence: number;
  /** Hash of the entry before, or `GENESIS.hash`; hex. */
  readonly previous: string;
  /** SHA-256 of the place, the hash before and the entry; hex. */
  readonly hash: string;
}
