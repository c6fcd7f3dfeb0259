import { alertTiers } from '@pm-arbitrage/core/domain/alert.js';
import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { z } from 'zod';

/** An alert, once for each time that it was raised anew. */
export const alertRowSchema = z.object({
  id: z.string(),
  tier: z.enum(alertTiers),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  source: z.string(),
  at: timeSchema,
  /** How often it was raised. */
  count: z.int(),
  acknowledgedAt: timeSchema.nullable(),
  acknowledgedBy: z.string().nullable(),
});
export type AlertRow = z.infer<typeof alertRowSchema>;
