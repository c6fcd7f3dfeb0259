import { z } from 'zod';
import { timeSchema } from './money-schemas.js';

/** How a trade is to be executed. */
export const executionSchema = z.discriminatedUnion('style', [
  /** All legs at once, each whole or not at all. */
  z.object({ style: z.literal('at-once') }),
  /** The only leg rests in the book, post-only at its limit, until then or until it is withdrawn. */
  z.object({ style: z.literal('rest'), until: timeSchema }),
  /**
   * The first leg at once; the others as soon as they can be had at a profit. What is not hedged by then is hedged or
   * sold by the cheaper way, within the loss bound.
   */
  z.object({ style: z.literal('first-leg'), hedgeBy: timeSchema }),
]);
export type Execution = z.infer<typeof executionSchema>;

export const AT_ONCE: Execution = { style: 'at-once' };
