import { z } from 'zod';
import { timeSchema } from './money-schemas.js';

/** What an operator tells every agent. Halts and resumes report a committed row of the `halts` table. */
export const commandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('halt'), haltId: z.string().min(1), reason: z.string(), by: z.string(), at: timeSchema }),
  z.object({
    kind: z.literal('resume'),
    haltId: z.string().min(1),
    reason: z.string(),
    by: z.string(),
    at: timeSchema,
  }),
]);
export type Command = z.infer<typeof commandSchema>;
