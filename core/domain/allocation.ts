import { z } from 'zod';
import { timeSchema, usdSchema } from './money-schemas.js';
import { strategyScoreSchema } from './strategy-score.js';

/** `newcomer` and `halved` trade with their capital as `active` does; `paused` opens nothing. */
export const allocationStates = ['active', 'halved', 'paused', 'newcomer'] as const;
export type AllocationState = (typeof allocationStates)[number];

/** Who paused a strategy, and why. The tournament itself is `tournament`. */
const pauseSchema = z.object({ by: z.string().min(1), reason: z.string(), at: timeSchema });
export type Pause = z.infer<typeof pauseSchema>;

const allocationEntrySchema = z.object({
  strategy: z.string().min(1),
  /** Most it may have at work. */
  capital: usdSchema,
  /** The same when it was shared out, of a bankroll of `basis`. */
  granted: usdSchema,
  state: z.enum(allocationStates),
  /** Before the step of the table's day; null when it had none. */
  before: z.enum(allocationStates).nullable(),
  /** When it entered last: what it did before counts no more. */
  since: timeSchema,
  /** 1 is best; null without a score, or paused. */
  rank: z.int().min(1).nullable(),
  /** Whether it was among the bottom performers. */
  bottom: z.boolean(),
  weight: z.number().min(0),
  score: strategyScoreSchema,
  /** Set while it is paused. */
  paused: pauseSchema.nullable(),
  /** How `granted` came about, in numbers. */
  reason: z.string(),
});
export type AllocationEntry = z.infer<typeof allocationEntrySchema>;

/** The capital each strategy may have at work, decided together. */
export const allocationTableSchema = z.object({
  id: z.string().min(1),
  /** Paper and live are two tournaments. */
  mode: z.enum(['paper', 'live']),
  at: timeSchema,
  /** The day (00:00 UTC) whose midnight was the last to reallocate. */
  day: timeSchema,
  /**
   * `midnight`: the daily step, the opening too; `rebalance`: the same for a person; `change`: somebody came, left, was
   * paused or resumed; `bankroll`: all scaled alike.
   */
  cause: z.enum(['midnight', 'rebalance', 'change', 'bankroll']),
  /** Equity now. */
  bankroll: usdSchema,
  /** Equity the shares were taken from. */
  basis: usdSchema,
  entries: z.array(allocationEntrySchema),
  /** Strategies that left the configuration while paused: they come back paused. */
  benched: z.array(z.object({ strategy: z.string().min(1), paused: pauseSchema })),
  /** Why there is a new table, in words. */
  reason: z.string(),
});
export type AllocationTable = z.infer<typeof allocationTableSchema>;
