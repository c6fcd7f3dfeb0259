import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { matchReviewSchema } from '@pm-arbitrage/core/domain/match-review.js';
import { matchSchema } from '@pm-arbitrage/core/domain/match.js';
import { platformSchema } from '@pm-arbitrage/core/domain/platform.js';
import { z } from 'zod';

const sideSchema = z.object({ id: z.string(), title: z.string(), event: z.string(), closeTime: timeSchema.nullable() });

/** A pair in the list. */
export const matchRowSchema = z.object({
  id: z.string(),
  status: matchSchema.shape.status,
  suspension: matchSchema.shape.suspension.unwrap(),
  polarity: matchSchema.shape.polarity,
  confidence: z.number(),
  reason: z.string(),
  decidedBy: z.string(),
  /** Worlds in which the two pay differently, and how many of them nobody can bound. */
  worlds: z.int(),
  openWorlds: z.int(),
  kalshi: sideSchema,
  polymarket: sideSchema,
  updatedAt: timeSchema,
});
export type MatchRow = z.infer<typeof matchRowSchema>;

/** A text in stretches; `differs`: the other side has no such words. */
const comparedTextSchema = z.array(z.object({ text: z.string(), differs: z.boolean() }));

const marketTextsSchema = z.object({
  id: z.string(),
  platform: platformSchema,
  event: z.string(),
  title: z.string(),
  subtitle: z.string(),
  sources: z.array(z.string()),
  closeTime: timeSchema,
  resolutionTime: timeSchema,
  status: z.string(),
  rules: comparedTextSchema,
});

/** One pair with everything that was said of it. A market that is not listed here any more is null. */
export const matchDetailSchema = z.object({
  match: matchRowSchema,
  worlds: matchSchema.shape.worlds.unwrap(),
  kalshi: marketTextsSchema.nullable(),
  polymarket: marketTextsSchema.nullable(),
  /** Oldest first. */
  reviews: z.array(
    matchReviewSchema.pick({ action: true, by: true, note: true, polarity: true, acceptsWorlds: true, at: true }),
  ),
  /** What rules and language model decided without a person, oldest first. */
  evidence: z.array(
    z.object({
      by: z.string(),
      decision: z.enum(['accept', 'review', 'refuse']),
      confidence: z.number(),
      field: z.string().nullable(),
      reason: z.string(),
      findings: z.array(z.object({ kind: z.string(), field: z.string(), reason: z.string() })),
      at: timeSchema,
    }),
  ),
});
export type MatchDetail = z.infer<typeof matchDetailSchema>;
