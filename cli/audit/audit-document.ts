import type { AuditRow } from '@pm-arbitrage/core/audit/search-audit.js';

const time = (at: number): string => new Date(at).toISOString();

/** An entry as other programs read it: times as ISO 8601, the fact as JSON. */
export const auditDocument = ({ at, detail, recordedAt, ...entry }: AuditRow) => ({
  ...entry,
  at: time(at),
  recordedAt: time(recordedAt),
  detail: JSON.parse(detail) as unknown,
});
