import { z } from 'zod';

const from = z.enum(['own', 'shadow']);

/** What a history proves. All Sharpe ratios are per day. */
const scored = z.object({
  kind: z.literal('scored'),
  sharpe: z.number(),
  /** sharpe − z·standardError: what capital follows. */
  low: z.number(),
  high: z.number(),
  standardError: z.number(),
  /** Days that counted. */
  days: z.int().min(0),
  trades: z.int().min(0),
  /** The smaller of both: more independent observations there cannot be. */
  observations: z.int().min(0),
  from,
});

/** Too little to say anything. */
const unscored = z.object({ kind: z.literal('unscored'), days: z.int().min(0), trades: z.int().min(0), from });

export const strategyScoreSchema = z.discriminatedUnion('kind', [scored, unscored]);
export type StrategyScore = Readonly<z.infer<typeof scored>> | Readonly<z.infer<typeof unscored>>;
