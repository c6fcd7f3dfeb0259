import { z } from 'zod';
import { timeSchema } from './money-schemas.js';
import { marketIdSchema } from './platform.js';
import { settlementWorldSchema } from './settlement-world.js';

/** A place on the axis between two values: just before `at`, or just after it. */
export const cutSchema = z.object({ at: z.number(), after: z.boolean() });
export type Cut = z.infer<typeof cutSchema>;

/** What happens to a market whose event is called off or cannot be decided; null: its rules do not say. */
export const voidRules = ['fair-price', 'half', 'no', 'yes', 'other'] as const;
export type VoidRule = (typeof voidRules)[number];

/** A market of a ladder: YES if and only if the variable lies between two cuts. */
export const rungSchema = z.object({
  market: marketIdSchema,
  /** Null: no lower bound. */
  from: cutSchema.nullable(),
  /** Null: no upper bound. */
  to: cutSchema.nullable(),
  void: z.enum(voidRules).nullable(),
  /** The text that was read; a market whose text is another one is not part of the ladder. */
  rulesHash: z.string(),
});
export type Rung = z.infer<typeof rungSchema>;

/**
 * Markets that read one variable, each for values of its own: strikes of one price at one time, brackets of one
 * temperature, deadlines of one event. What they say together follows from where their values lie.
 */
export const ladderSchema = z.object({
  id: z.string().min(1),
  /** `value`: a number that is read; `time`: Unix ms at which something happens first. */
  axis: z.enum(['value', 'time']),
  /** Empty: the ladder is no more. */
  rungs: z.array(rungSchema),
  /** Worlds in which the venues read different values; of a ladder of one venue empty. */
  worlds: z.array(settlementWorldSchema),
  /** 0…1 that the variable never gets a value and every market is settled by its void rule. */
  voidProbability: z.number().min(0).max(1),
  /** Markets that were part of it until their texts changed. */
  dropped: z.array(marketIdSchema),
  updatedAt: timeSchema,
});
export type Ladder = z.infer<typeof ladderSchema>;
