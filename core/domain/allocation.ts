import { z } from 'zod';
import { timeSchema, usdSchema } from './money-schemas.js';

/** The capital each strategy may have at work, decided together. */
export const allocationTableSchema = z.object({
  id: z.string().min(1),
  at: timeSchema,
  /** Equity the shares were taken from. */
  bankroll: usdSchema,
  entries: z.array(
    z.object({
      strategy: z.string().min(1),
      capital: usdSchema,
      state: z.enum(['active', 'halved', 'paused']),
      reason: z.string(),
    }),
  ),
});
export type AllocationTable = z.infer<typeof allocationTableSchema>;
