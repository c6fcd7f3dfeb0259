import { z } from 'zod';
import { timeSchema } from './money-schemas.js';

/** What a model makes of a contract. Probabilities are of the contract that is bought. */
export const fairValueSchema = z.object({
  /** Which model, and for calibration which kind of market: `above-at-expiry`, `average-at-close`, `daily-maximum`… */
  model: z.string().min(1),
  probability: z.number().min(0).max(1),
  standardError: z.number().min(0),
  /** The worst plausible one: what is priced and sized on. */
  worst: z.number().min(0).max(1),
  /** What it rests on: `coinbase btc-usd`, `nws knyc`. */
  sources: z.array(z.string().min(1)),
  /** Event time of the newest of them, Unix ms. */
  oracleAt: timeSchema,
  /** Older than this it is worth nothing, ms. */
  maxAgeMs: z.int().min(0),
  /** Whether its game or window is running now. */
  live: z.boolean(),
  /** Of what runs: two independent sources say the same of its state. Absent: they do not, or it does not run. */
  confident: z.boolean().optional(),
  /** What runs is a short window of a price. Absent: a game, or nothing. */
  window: z.literal(true).optional(),
});
export type FairValue = z.infer<typeof fairValueSchema>;
