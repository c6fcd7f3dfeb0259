import { timeSchema, usdSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { z } from 'zod';
import { personOrderSchema } from './person-order.js';

/** A model's probabilities against what happened. */
export const calibrationViewSchema = z.object({
  outcomes: z.int(),
  /** Mean squared error; 0 best, 0.25 for always one half. */
  brier: z.number(),
  bins: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      count: z.int(),
      meanProbability: z.number(),
      /** Share that happened, with its interval. */
      observed: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
});
export type CalibrationView = z.infer<typeof calibrationViewSchema>;

/** A strategy on the leaderboard. Ratios are plain; null: too little to measure. */
export const strategyRowSchema = z.object({
  /** Its name. */
  id: z.string(),
  /** 1 is best; null without a score. */
  rank: z.int().nullable(),
  /** What the tournament made of it; `none`: it has no allocation. */
  state: z.enum(['active', 'newcomer', 'halved', 'paused', 'none']),
  /** A person paused it. */
  paused: personOrderSchema.nullable(),
  allocation: z
    .object({
      capital: usdSchema,
      reason: z.string(),
      at: timeSchema,
      /** Capital of the allocation before; null: there was none. */
      before: usdSchema.nullable(),
    })
    .nullable(),
  /** Of its capital, at work or reserved. */
  inUse: usdSchema,
  /** Daily Sharpe ratio with the bounds that capital follows. */
  score: z.object({ sharpe: z.number(), low: z.number(), high: z.number(), days: z.int() }).nullable(),
  /** Closed trades that cost something. */
  trades: z.int(),
  wins: z.int(),
  winRate: z.object({ rate: z.number(), low: z.number(), high: z.number() }).nullable(),
  pnl: usdSchema,
  fees: usdSchema,
  /** Annualised, of daily returns. */
  sharpe: z.number().nullable(),
  sortino: z.number().nullable(),
  /** Largest fall from a peak, as a share of it. */
  drawdown: z.number().nullable(),
  roi: z.number().nullable(),
  profitFactor: z.number().nullable(),
  /** P&L since its first trade, at the end of each UTC day with trades, newest 60. */
  sparkline: z.array(z.object({ at: timeSchema, pnl: usdSchema })),
  /** Of its own trades; null: it trades on no probabilities, or none has come to an outcome. */
  calibration: calibrationViewSchema.nullable(),
  /** Of the models on which it has traded, by every market that they valued, traded or not. */
  models: z.array(z.object({ model: z.string(), calibration: calibrationViewSchema })),
  lastTradeAt: timeSchema.nullable(),
});
export type StrategyRow = z.infer<typeof strategyRowSchema>;
