import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit-entry.js';

/** Changes with the form of what is hashed. */
const FORM = 1;

/**
 * The hash of an entry at its place: SHA-256, hex, of the JSON array `[form, sequence, previous, id, source, kind, action,
 * subject, tradeId, at, recordedAt, detail]`. An array of texts and whole numbers has one JSON form only, and `detail`
 * is hashed as the text that is stored, so there is nothing to sort or to round.
 */
export function entryHash(sequence: number, previous: string, entry: AuditEntry): string {
  const { id, source, kind, action, subject, tradeId, at, recordedAt, detail } = entry;
  const form = [FORM, sequence, previous, id, source, kind, action, subject, tradeId, at, recordedAt, detail];
  return createHash('sha256').update(JSON.stringify(form)).digest('hex');
}
