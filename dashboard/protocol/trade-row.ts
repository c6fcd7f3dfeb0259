import { priceSchema, quantitySchema, timeSchema, usdSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { tradeKinds } from '@pm-arbitrage/core/domain/trade-kind.js';
import { tradeStateSchema } from '@pm-arbitrage/core/domain/trade.js';
import { z } from 'zod';
import { namedContractSchema } from './named-contract.js';

/** A trade in the history. */
export const tradeRowSchema = z.object({
  id: z.string(),
  mode: z.enum(['paper', 'live']),
  strategy: z.string(),
  kind: z.enum(tradeKinds),
  state: tradeStateSchema,
  reason: z.string(),
  opportunityId: z.string(),
  trace: z.string(),
  quantity: quantitySchema,
  cost: usdSchema,
  fees: usdSchema,
  expectedProfit: usdSchema,
  payout: usdSchema,
  pnl: usdSchema,
  tickToTradeMs: z.number().nullable(),
  requestedAt: timeSchema,
  executedAt: timeSchema.nullable(),
  settledAt: timeSchema.nullable(),
  updatedAt: timeSchema,
  resolutionTime: timeSchema,
  legs: z.array(
    namedContractSchema.extend({
      limitPrice: priceSchema,
      quantity: quantitySchema,
      filled: quantitySchema,
      cost: usdSchema,
      fee: usdSchema,
      payout: usdSchema.nullable(),
    }),
  ),
});
export type TradeRow = z.infer<typeof tradeRowSchema>;

export const tradePageSchema = z.object({
  trades: z.array(tradeRowSchema),
  /** How many match in all. */
  total: z.int(),
  /** `before` of the next page; null: this is the last. */
  next: z.string().nullable(),
});
export type TradePage = z.infer<typeof tradePageSchema>;
