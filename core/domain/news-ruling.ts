import { z } from 'zod';
import { timeSchema } from './money-schemas.js';
import { marketIdSchema } from './platform.js';

/** What the news say of a market that two independent sources agree on, or one that is official. */
export const newsRulingSchema = z.object({
  market: marketIdSchema,
  /** Of the rules that were read: with other rules it means nothing. */
  rulesHash: z.string(),
  /** Null: nothing, or nothing any more. */
  outcome: z.enum(['yes', 'no']).nullable(),
  /** The words that decide, each with who published them. */
  sentences: z.array(
    z.object({ publisher: z.string().min(1), link: z.string(), sentence: z.string().min(1), at: timeSchema }),
  ),
  /** It stands at this time, Unix ms; it is repeated while it does. */
  at: timeSchema,
});
export type NewsRuling = z.infer<typeof newsRulingSchema>;
