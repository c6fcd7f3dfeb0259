import { z } from 'zod';
import { timeSchema } from './money-schemas.js';

/**
 * How a market charges. Rates are parts per million, so the arithmetic stays on integers.
 * Kalshi: `model = multiplier × 0.07 × C × P × (1 − P)` for takers, a quarter or half of it for makers where the series
 * charges them (reference kalshi.md §10). Polymarket: `C × rate × (p (1 − p))^exponent`, takers only (polymarket.md §9).
 */
export const feeModelSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('kalshi'),
    multiplierPpm: z.int().min(0),
    maker: z.enum(['none', 'standard', 'combo']),
  }),
  z.object({
    kind: z.literal('polymarket'),
    ratePpm: z.int().min(0),
    exponent: z.int().min(1).max(4),
  }),
]);
export type FeeModel = z.infer<typeof feeModelSchema>;

/** Fee models with the time from which each holds, oldest first; the last one whose time has come applies. */
export const feeScheduleSchema = z.array(z.object({ from: timeSchema, model: feeModelSchema })).min(1);
export type FeeSchedule = z.infer<typeof feeScheduleSchema>;
