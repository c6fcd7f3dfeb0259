import { z } from 'zod';
import { fairValueSchema } from './fair-value.js';
import { coverPriceSchema, priceSchema, quantitySchema, timeSchema, usdSchema } from './money-schemas.js';
import { contractSideSchema, marketIdSchema, platformSchema } from './platform.js';
import { tradeKinds } from './trade-kind.js';

/** One leg of an opportunity as the depth walk left it. Prices are of the contract bought, not of YES. */
export const opportunityLegSchema = z.object({
  market: marketIdSchema,
  platform: platformSchema,
  /** The venue's group of markets, for exposure limits. */
  event: z.string(),
  side: contractSideSchema,
  /** The worst level the walk needed: the limit of the order. */
  limitPrice: priceSchema,
  quantity: quantitySchema,
  /** Notional of the walk, without fees. */
  cost: usdSchema,
  fee: usdSchema,
  /** The state of the book that was walked. */
  epoch: z.int().min(0),
  sequence: z.int().min(0),
  /**
   * When that book last changed, Unix ms. A quiet book on a live feed is older than what is known of it: readers that
   * judge its age take the feed's last sign of life before `detectedAt` where that is later.
   */
  receivedAt: timeSchema,
});
export type OpportunityLeg = z.infer<typeof opportunityLegSchema>;

/**
 * A cover that can be bought below its floor, or a contract below its worst plausible value, at the size that earns
 * most.
 */
export const opportunitySchema = z.object({
  id: z.string().min(1),
  coverId: z.string().min(1),
  kind: z.enum(tradeKinds),
  basis: z.string(),
  legs: z.array(opportunityLegSchema).min(1),
  /** Number of sets; each leg buys this many contracts. */
  quantity: quantitySchema,
  /** Smaller sizes must be multiples of this (every leg's lot)… */
  lot: quantitySchema,
  /** …and at least this: what every leg's venue accepts, by count and by value at the leg's prices. */
  minQuantity: quantitySchema,
  /** What a set pays in the worst world; of what is not riskless, on average at the worst plausible value. */
  floor: coverPriceSchema,
  /** Null where it is riskless. */
  fair: fairValueSchema.nullable().default(null),
  /**
   * Of legs whose game or short window of a price runs now: whether two independent sources agree on how it stands, and whether what the books show
   * can be had at once; `window`: no game is among them. Null or absent: none of them runs, as far as is known.
   */
  inPlay: z
    .object({ confident: z.boolean(), executable: z.boolean(), window: z.literal(true).optional() })
    .nullable()
    .optional(),
  /** All legs with all fees. */
  totalCost: usdSchema,
  fees: usdSchema,
  /** floor × quantity. */
  payout: usdSchema,
  netProfit: usdSchema,
  /** netProfit ÷ totalCost, a plain ratio. */
  roi: z.number(),
  /** The same per year of locked capital, simple. */
  annualisedRoi: z.number(),
  /** Above the configured ROI window: likely a data or matching error. */
  suspicious: z.boolean(),
  resolutionTime: timeSchema,
  detectedAt: timeSchema,
  expiresAt: timeSchema,
  /** The frame that set it off, Unix ms: the start of tick to trade. */
  tickAt: timeSchema,
});
export type Opportunity = z.infer<typeof opportunitySchema>;
