import { z } from 'zod';
import { executionSchema } from './execution.js';
import { coverPriceSchema, priceSchema, quantitySchema, timeSchema, usdSchema } from './money-schemas.js';
import { opportunitySchema } from './opportunity.js';
import { contractSideSchema, marketIdSchema, platformSchema } from './platform.js';
import { tradeKinds } from './trade-kind.js';

/** A strategy asks to trade an opportunity. The id is the trade's id for life. */
export const tradeRequestSchema = z.object({
  tradeId: z.string().min(1),
  strategy: z.string().min(1),
  opportunity: opportunitySchema,
  /** Sets wanted, at most the opportunity's. */
  quantity: quantitySchema,
  execution: executionSchema,
  /** What the strategy expects to earn, the odds of a fill included: who bids most for a contract is asked first. */
  bid: usdSchema,
  /** The trade whose position it takes back, by buying the other side of it; null: it opens one. */
  closes: z.string().min(1).nullable(),
  requestedAt: timeSchema,
  expiresAt: timeSchema,
});
export type TradeRequest = z.infer<typeof tradeRequestSchema>;

/** One leg that may be bought. */
export const approvedLegSchema = z.object({
  market: marketIdSchema,
  platform: platformSchema,
  event: z.string(),
  side: contractSideSchema,
  limitPrice: priceSchema,
  quantity: quantitySchema,
  /** Most this leg may cost, fees included. */
  maxCost: usdSchema,
  epoch: z.int().min(0),
});
export type ApprovedLeg = z.infer<typeof approvedLegSchema>;

/** What the guardian signs: everything that decides what may be spent, on what, until when. */
export const approvalSchema = z.object({
  approvalId: z.string().min(1),
  tradeId: z.string().min(1),
  strategy: z.string().min(1),
  coverId: z.string().min(1),
  kind: z.enum(tradeKinds),
  basis: z.string(),
  legs: z.array(approvedLegSchema).min(1),
  quantity: quantitySchema,
  execution: executionSchema,
  floor: coverPriceSchema,
  maxCost: usdSchema,
  resolutionTime: timeSchema,
  /** The opportunity this rests on, and the frame that set it off. */
  opportunityId: z.string(),
  expectedProfit: usdSchema,
  tickAt: timeSchema,
  approvedAt: timeSchema,
  expiresAt: timeSchema,
});
export type Approval = z.infer<typeof approvalSchema>;

/** An approval with the guardian's Ed25519 signature over its canonical JSON, base64. */
export const signedApprovalSchema = z.object({
  approval: approvalSchema,
  keyId: z.string().min(1),
  signature: z.string().min(1),
});
export type SignedApproval = z.infer<typeof signedApprovalSchema>;

/** A strategy takes back what rests of its trade. Needs no approval: it can only lessen what is at risk. */
export const tradeWithdrawalSchema = z.object({
  tradeId: z.string().min(1),
  strategy: z.string().min(1),
  reason: z.string(),
  at: timeSchema,
});
export type TradeWithdrawal = z.infer<typeof tradeWithdrawalSchema>;

/** A request the guardian refused: the rule, its limit and the value that broke it. */
export const tradeRejectionSchema = z.object({
  tradeId: z.string().min(1),
  strategy: z.string().min(1),
  coverId: z.string(),
  rule: z.string().min(1),
  limit: z.string(),
  value: z.string(),
  message: z.string(),
  at: timeSchema,
});
export type TradeRejection = z.infer<typeof tradeRejectionSchema>;

/**
 * The life of a trade (design §8):
 * requested → rejected | approved → expired | locked → aborted | executing → complete | exiting → hedged | unwound |
 * naked → settled.
 */
export const tradeStates = [
  'requested',
  'rejected',
  'approved',
  'expired',
  'locked',
  'aborted',
  'executing',
  'complete',
  'exiting',
  'hedged',
  'unwound',
  'naked',
  'settled',
] as const;
export type TradeState = (typeof tradeStates)[number];
export const tradeStateSchema = z.enum(tradeStates);

/** One leg of a trade as it stands. */
export const legResultSchema = z.object({
  market: marketIdSchema,
  platform: platformSchema,
  side: contractSideSchema,
  /** Contracts held after everything that happened. */
  filled: quantitySchema,
  /** Paid for them, without fees. */
  cost: usdSchema,
  fee: usdSchema,
});

/** What became of a trade, published each time its state changes. Reports a committed fact. */
export const tradeResultSchema = z.object({
  tradeId: z.string().min(1),
  strategy: z.string().min(1),
  coverId: z.string(),
  kind: z.enum(tradeKinds),
  state: tradeStateSchema,
  reason: z.string(),
  legs: z.array(legResultSchema),
  cost: usdSchema,
  fees: usdSchema,
  /** Paid out so far; set when settled. */
  payout: usdSchema,
  /** Realised so far; final when settled, unwound or aborted. */
  pnl: usdSchema,
  /** Frame in → last leg's order accepted, ms; null before. */
  tickToTradeMs: z.number().nullable(),
  at: timeSchema,
});
export type TradeResult = z.infer<typeof tradeResultSchema>;
