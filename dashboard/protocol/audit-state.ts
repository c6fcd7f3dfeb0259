import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { z } from 'zod';

/** Whether the audit log is whole, as far as the dashboard has verified it. */
export const auditStateSchema = z.discriminatedUnion('kind', [
  /** Its first reading is under way: so many entries of so many are in order. */
  z.object({ kind: z.literal('checking'), entries: z.int(), of: z.int() }),
  z.object({
    kind: z.literal('verified'),
    entries: z.int(),
    /** Hash of the last of them. */
    head: z.string(),
    /** Entries that are committed and wait for their place in the chain. */
    unsealed: z.int(),
    checkedAt: timeSchema,
  }),
  /** `entry` is the first place that is not what was sealed there. */
  z.object({
    kind: z.literal('broken'),
    entry: z.int(),
    what: z.enum(['altered', 'removed', 'inserted', 'swapped']),
    reason: z.string(),
    checkedAt: timeSchema,
  }),
]);
export type AuditState = z.infer<typeof auditStateSchema>;
