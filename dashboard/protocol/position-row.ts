import { priceSchema, quantitySchema, timeSchema, usdSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { tradeKinds } from '@pm-arbitrage/core/domain/trade-kind.js';
import { tradeStateSchema } from '@pm-arbitrage/core/domain/trade.js';
import { z } from 'zod';
import { namedContractSchema } from './named-contract.js';

const positionLegSchema = namedContractSchema.extend({
  /** Contracts held. */
  filled: quantitySchema,
  /** Paid for them, without fees. */
  cost: usdSchema,
  fee: usdSchema,
  /** Best price at which the contract can be sold now; null: nobody bids, or the book is unknown. */
  bid: priceSchema.nullable(),
  /** What selling all of it into the book would bring after fees; null: the book is unknown or too thin. */
  exitValue: usdSchema.nullable(),
  /** When the book last changed; null: unknown. */
  bookAt: timeSchema.nullable(),
  /** Paid by the venue; null: not yet. */
  payout: usdSchema.nullable(),
});

/** An open trade with all its legs. */
export const positionRowSchema = z.object({
  /** The trade's id. */
  id: z.string(),
  strategy: z.string(),
  kind: z.enum(tradeKinds),
  state: tradeStateSchema,
  reason: z.string(),
  /** Sets of the cover. */
  quantity: quantitySchema,
  /** Paid, without fees. */
  cost: usdSchema,
  fees: usdSchema,
  /** What it pays in the worst world; for what is not riskless, on average at the worst plausible value. */
  floorPayout: usdSchema,
  exitValue: usdSchema.nullable(),
  /** Exit value and payouts so far, less cost and fees. */
  unrealised: usdSchema.nullable(),
  /** The oldest book that the exit value rests on. */
  markedAt: timeSchema.nullable(),
  openedAt: timeSchema,
  resolutionTime: timeSchema,
  /** One of its orders is in doubt. */
  inDoubt: z.boolean(),
  legs: z.array(positionLegSchema),
});
export type PositionRow = z.infer<typeof positionRowSchema>;

/** An order of which nobody knows whether the venue has it. */
export const doubtRowSchema = namedContractSchema.extend({
  /** The client order id. */
  id: z.string(),
  tradeId: z.string(),
  action: z.enum(['buy', 'sell']),
  quantity: quantitySchema,
  limitPrice: priceSchema,
  reason: z.string(),
  sentAt: timeSchema,
  since: timeSchema,
});
export type DoubtRow = z.infer<typeof doubtRowSchema>;
