import { timeSchema, usdSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { z } from 'zod';
import { tradeRowSchema } from './trade-row.js';

/** What happened, in the order of the life of a trade. */
export const timelineKinds = [
  'tick',
  'detected',
  'requested',
  'approved',
  'intent',
  'order',
  'fill',
  'executed',
  'payout',
  'settled',
  'state',
] as const;

export const timelineEntrySchema = z.object({
  at: timeSchema,
  kind: z.enum(timelineKinds),
  /** Who: an agent or a venue. */
  source: z.string(),
  title: z.string(),
  /** The message in its parts; values are text for a person. */
  details: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Since the entry before, ms; null for the first. */
  sinceMs: z.number().nullable(),
  fee: usdSchema.nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** Steps from what was found to what was earned; they add up to `profit`, in micro-dollars. */
export const profitAttributionSchema = z.object({
  steps: z.array(
    z.object({
      reason: z.enum(['found', 'size', 'not bought', 'prices', 'fees', 'exits', 'payout', 'other']),
      amount: usdSchema,
      /** In words, for a person. */
      note: z.string(),
    }),
  ),
  profit: usdSchema,
  /** False: what it will earn if every leg pays as found. */
  isOver: z.boolean(),
});

/** One trade from the tick to the settlement. */
export const tradeTimelineSchema = z.object({
  trade: tradeRowSchema,
  entries: z.array(timelineEntrySchema),
  /** Null where the opportunity was not kept. */
  attribution: profitAttributionSchema.nullable(),
});
export type TradeTimeline = z.infer<typeof tradeTimelineSchema>;
