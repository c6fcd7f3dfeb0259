import { z } from 'zod';
import { timeSchema } from './money-schemas.js';
import { marketIdSchema } from './platform.js';

export const reviewActions = ['approve', 'reject', 'pause', 'resume'] as const;

/** Both rule texts of a pair, by hash. */
export const ruleTextsSchema = z.object({ kalshi: z.string(), polymarket: z.string() });
export type RuleTexts = z.infer<typeof ruleTextsSchema>;

/** What a person said of a pair, and of which texts. The newest one holds. */
export const matchReviewSchema = z.object({
  kalshi: marketIdSchema,
  polymarket: marketIdSchema,
  action: z.enum(reviewActions),
  by: z.string().min(1),
  note: z.string(),
  /** Of an approval: how the sides correspond. */
  polarity: z.enum(['same', 'inverse']),
  /** Of an approval: it may trade although the settlement analysis names worlds that nobody can bound. */
  acceptsWorlds: z.boolean(),
  /** The texts that were read. */
  texts: ruleTextsSchema,
  at: timeSchema,
});
export type MatchReview = z.infer<typeof matchReviewSchema>;
