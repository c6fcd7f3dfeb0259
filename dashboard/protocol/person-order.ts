import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { z } from 'zod';

/** What a person ordered, for the record: a pause, a halt. */
export const personOrderSchema = z.object({ by: z.string(), reason: z.string(), at: timeSchema });
export type PersonOrder = z.infer<typeof personOrderSchema>;
