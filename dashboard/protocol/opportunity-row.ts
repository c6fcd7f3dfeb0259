import { fairValueSchema } from '@pm-arbitrage/core/domain/fair-value.js';
import { priceSchema, quantitySchema, timeSchema, usdSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { tradeKinds } from '@pm-arbitrage/core/domain/trade-kind.js';
import { tradeStateSchema } from '@pm-arbitrage/core/domain/trade.js';
import { z } from 'zod';
import { namedContractSchema } from './named-contract.js';

/** What became of an opportunity. */
export const opportunityOutcomeSchema = z.discriminatedUnion('kind', [
  /** It may still be taken. */
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('taken'), tradeId: z.string(), strategy: z.string(), state: tradeStateSchema }),
  /** A strategy asked and the guardian refused. */
  z.object({
    kind: z.literal('refused'),
    tradeId: z.string(),
    strategy: z.string(),
    rule: z.string(),
    limit: z.string(),
    value: z.string(),
    message: z.string(),
  }),
  /** No strategy asked; `reason` says as much as is known of why. */
  z.object({ kind: z.literal('passed'), reason: z.string() }),
]);
export type OpportunityOutcome = z.infer<typeof opportunityOutcomeSchema>;

const opportunityLegSchema = namedContractSchema.extend({
  /** The worst level the walk needed. */
  limitPrice: priceSchema,
  quantity: quantitySchema,
  cost: usdSchema,
  fee: usdSchema,
  /** When its book last changed. */
  receivedAt: timeSchema,
});

/** An opportunity in the feed. */
export const opportunityRowSchema = z.object({
  id: z.string(),
  coverId: z.string(),
  kind: z.enum(tradeKinds),
  basis: z.string(),
  quantity: quantitySchema,
  /** All legs with all fees. */
  totalCost: usdSchema,
  fees: usdSchema,
  payout: usdSchema,
  netProfit: usdSchema,
  roi: z.number(),
  annualisedRoi: z.number(),
  suspicious: z.boolean(),
  fair: fairValueSchema.nullable(),
  detectedAt: timeSchema,
  expiresAt: timeSchema,
  resolutionTime: timeSchema,
  outcome: opportunityOutcomeSchema,
  legs: z.array(opportunityLegSchema),
});
export type OpportunityRow = z.infer<typeof opportunityRowSchema>;

/** The levels that a leg was walked through, best first, in prices of the contract that is bought. */
export const depthWalkSchema = namedContractSchema.extend({
  /** `detected`: the very book that was walked; `now`: a later one, for comparison only. */
  book: z.enum(['detected', 'now']),
  bookAt: timeSchema,
  levels: z.array(
    z.object({
      price: priceSchema,
      resting: quantitySchema,
      /** Of it, what the walk takes. */
      taken: quantitySchema,
      cost: usdSchema,
    }),
  ),
});
export type DepthWalk = z.infer<typeof depthWalkSchema>;

export const opportunityDetailSchema = z.object({
  opportunity: opportunityRowSchema,
  /** A leg whose book is unknown is missing. */
  walks: z.array(depthWalkSchema),
});
export type OpportunityDetail = z.infer<typeof opportunityDetailSchema>;
