import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { z } from 'zod';

/** A limit and how much of it is used. */
export const limitUseSchema = z.object({
  /** The rule that enforces it: `market-exposure`, `drawdown-stop`… */
  rule: z.string(),
  /** What it is about where there are several: a market, an event, a venue, a strategy. */
  subject: z.string().nullable(),
  unit: z.enum(['usd', 'count', 'ms']),
  /** In the unit: micro-dollars for `usd`. */
  used: z.number(),
  limit: z.number(),
});
export type LimitUse = z.infer<typeof limitUseSchema>;

/** Limits and stops. One document. */
export const riskViewSchema = z.object({
  at: timeSchema,
  /** By rule; of exposures the fullest first. */
  limits: z.array(limitUseSchema),
  /** UTC day on which trading is paused for the daily loss; null: it is not. */
  pausedDay: z.string().nullable(),
  /** Rejections of the last 24 hours by rule, most first. */
  rejections: z.array(z.object({ rule: z.string(), count: z.int() })),
  /** Newest first. */
  halts: z.array(
    z.object({
      id: z.string(),
      reason: z.string(),
      by: z.string(),
      at: timeSchema,
      resumedAt: timeSchema.nullable(),
      resumedBy: z.string().nullable(),
      resumeReason: z.string().nullable(),
    }),
  ),
});
export type RiskView = z.infer<typeof riskViewSchema>;

/** Something the risk side did. */
export const riskEventRowSchema = z.object({
  id: z.string(),
  kind: z.enum(['rejection', 'resize', 'halt', 'resume', 'pause']),
  rule: z.string(),
  limit: z.string(),
  value: z.string(),
  message: z.string(),
  tradeId: z.string().nullable(),
  at: timeSchema,
});
export type RiskEventRow = z.infer<typeof riskEventRowSchema>;

/** A process of the swarm by its last heartbeat. */
export const agentRowSchema = z.object({
  /** `<name>` or `<name>:<variant>`. */
  id: z.string(),
  instance: z.string(),
  state: z.enum(['starting', 'running', 'halted', 'draining']),
  haltId: z.string().nullable(),
  startedAt: timeSchema,
  at: timeSchema,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type AgentRow = z.infer<typeof agentRowSchema>;
