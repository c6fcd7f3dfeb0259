import { z } from 'zod';
import { timeSchema } from './money-schemas.js';

export const heartbeatSchema = z.object({
  agent: z.string().min(1),
  instance: z.string().min(1),
  state: z.enum(['starting', 'running', 'halted', 'draining']),
  /** The halt this agent obeys; null while none is in force. */
  haltId: z.string().nullable(),
  startedAt: timeSchema,
  at: timeSchema,
  /** Small facts for the operator: books followed, queue lag… */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;
