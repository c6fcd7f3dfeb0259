import { z } from 'zod';
import { feeScheduleSchema } from './fee-schedule.js';
import { priceSchema, quantitySchema, timeSchema, usdSchema } from './money-schemas.js';
import { marketIdSchema, platformSchema } from './platform.js';

/**
 * The life of a market, in the words of this system.
 * `unopened → open ⇄ paused → closed → determined → resolved`. Only `resolved` pays; `determined` may still be disputed.
 */
export const marketStatuses = ['unopened', 'open', 'paused', 'closed', 'determined', 'resolved'] as const;
export type MarketStatus = (typeof marketStatuses)[number];

/** Where an order for this market must go. Native ids only; no credentials. */
export const routingSchema = z.discriminatedUnion('platform', [
  z.object({ platform: z.literal('kalshi'), exchangeIndex: z.int().min(0) }),
  z.object({
    platform: z.literal('polymarket'),
    /** Market protocol: `v1` signs for exchange domain 2, `v2` for domain 3; `unknown` may not be traded. */
    version: z.enum(['v1', 'v2', 'unknown']),
    negRisk: z.boolean(),
    yesToken: z.string(),
    noToken: z.string(),
  }),
]);
export type Routing = z.infer<typeof routingSchema>;

/** The group a market is listed in, with what the venue promises about its outcomes. */
export const eventSummarySchema = z.object({
  id: z.string(),
  /** The event in the address of its page, where the venue has one: it names the day of a game. */
  slug: z.string().optional(),
  title: z.string(),
  /** At most one of its markets resolves YES. */
  exclusive: z.boolean(),
  /** At least one of its markets resolves YES: nothing outside the listed outcomes can happen. */
  exhaustive: z.boolean(),
  /** How many markets the event has, so that a reader knows when it has seen them all. */
  size: z.int().min(1),
});

/** The numbers of a market that its venue lists as fields, in the venue's own words. */
export const strikeSchema = z.object({
  /** Kalshi's `strike_type`: greater, greater_or_equal, less, less_or_equal, between, custom, structured… */
  type: z.string(),
  floor: z.number().nullable(),
  cap: z.number().nullable(),
});
export type Strike = z.infer<typeof strikeSchema>;

export const marketSchema = z.object({
  id: marketIdSchema,
  platform: platformSchema,
  event: eventSummarySchema,
  title: z.string(),
  subtitle: z.string(),
  rules: z.string(),
  /** SHA-256 of the rule texts, hex: a change suspends matches. */
  rulesHash: z.string(),
  category: z.string(),
  /** Null where the venue lists none. */
  strike: strikeSchema.nullable(),
  /** Settlement sources as the venue names them: names or addresses. */
  sources: z.array(z.string()),
  status: z.enum(marketStatuses),
  /** Trading may start. Null: not known, already open. */
  openTime: timeSchema.nullable(),
  /** Trading stops, nominally. */
  closeTime: timeSchema,
  /** When the payout is expected. */
  resolutionTime: timeSchema,
  /** Allowed prices: every `step` from `start` to `end`, 0 and 1 excluded. */
  priceRanges: z.array(z.object({ start: priceSchema, end: priceSchema, step: priceSchema })).min(1),
  /** Orders are multiples of this. */
  lot: quantitySchema,
  /** Smallest order. */
  minQuantity: quantitySchema,
  /** Smallest value of a marketable order; 0 where there is no such rule. */
  minNotional: usdSchema,
  /** The venue holds marketable orders back for so long, ms, as Polymarket does with sports; absent: not at all. */
  takerDelayMs: z.int().min(0).optional(),
  fees: feeScheduleSchema,
  /** Somebody challenges its outcome at the venue; absent: nobody does. */
  disputed: z.literal(true).optional(),
  routing: routingSchema,
  /** What one YES contract pays; set once `determined`, final once `resolved`. NO pays the rest of the dollar. */
  yesPayout: priceSchema.nullable(),
  updatedAt: timeSchema,
});
export type Market = z.infer<typeof marketSchema>;
