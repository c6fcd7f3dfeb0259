import { z } from 'zod';
import { ruleTextsSchema } from './match-review.js';
import { timeSchema } from './money-schemas.js';
import { marketIdSchema } from './platform.js';
import { settlementWorldSchema } from './settlement-world.js';

/**
 * Why a match that could trade does not: its texts, its prices, a person, nobody vouches for it any more, or what was
 * accepted without a person would not be accepted now.
 */
export const suspensions = ['rules-changed', 'prices-apart', 'paused', 'withdrawn', 'rejudged'] as const;

/** Two markets at two venues judged to be the same question. */
export const matchSchema = z.object({
  id: z.string().min(1),
  kalshi: marketIdSchema,
  polymarket: marketIdSchema,
  /** `inverse`: YES here is NO there. */
  polarity: z.enum(['same', 'inverse']),
  /** 0…1. */
  confidence: z.number().min(0).max(1),
  /** Only `active` matches may trade. */
  status: z.enum(['active', 'review', 'suspended', 'refused']),
  /** Set where the status is `suspended`. */
  suspension: z.enum(suspensions).nullable().default(null),
  /** Worlds in which the two sides pay differently; none: none is known. */
  worlds: z.array(settlementWorldSchema).default([]),
  /** Why it has this status, for a person. */
  reason: z.string(),
  /** Rule texts the judgement rests on; null where the reviewer did not record them. */
  kalshiRulesHash: z.string().nullable(),
  polymarketRulesHash: z.string().nullable(),
  /** Titles and strikes, by hash, that a person's word rests on; absent where nobody's does. */
  titles: ruleTextsSchema.optional(),
  decidedBy: z.string(),
  updatedAt: timeSchema,
});
export type Match = z.infer<typeof matchSchema>;
