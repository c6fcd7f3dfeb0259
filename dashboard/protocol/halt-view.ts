import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { z } from 'zod';
import { personOrderSchema } from './person-order.js';

/** Whether the swarm trades, and who obeys. One document; the frame around every page. */
export const haltViewSchema = z.object({
  at: timeSchema,
  /** Paper and live are never mixed: everything of this server is of this one mode. */
  mode: z.enum(['paper', 'live']),
  /** On simulated venues. */
  simulated: z.boolean(),
  /** Nobody can change anything. */
  publicDemo: z.boolean(),
  halt: personOrderSchema.extend({ id: z.string() }).nullable(),
  /** Every agent heard of in the last minute. */
  agents: z.array(
    z.object({
      agent: z.string(),
      /** `dead`: silent for more than five seconds. */
      state: z.enum(['starting', 'running', 'halted', 'draining', 'dead']),
      at: timeSchema,
      /** Whether it said that it obeys the halt in force; null while none is. */
      acknowledged: z.boolean().nullable(),
      /** From the order of the halt to the heartbeat that says so, ms; null where none came. */
      afterMs: z.number().nullable(),
    }),
  ),
  /** Why nobody knows who is alive; null: it is known. */
  agentsUnknown: z.string().nullable(),
});
export type HaltView = z.infer<typeof haltViewSchema>;
