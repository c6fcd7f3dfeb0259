import { timeSchema, usdSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { platformSchema } from '@pm-arbitrage/core/domain/platform.js';
import { z } from 'zod';

/** Profit realised in a period, fees in. */
const profitSchema = z.object({ pnl: usdSchema, fees: usdSchema, trades: z.int() });

/** How much there is, and where. One document. */
export const portfolioViewSchema = z.object({
  at: timeSchema,
  mode: z.enum(['paper', 'live']),
  /** Cash plus contracts at cost, less what is owed to trades that have paid in part. */
  equity: usdSchema,
  highWaterMark: usdSchema,
  /** The equity at which everything is halted. */
  floor: usdSchema,
  /** Equity at 00:00 UTC. */
  dayStart: usdSchema,
  /** Trading is paused until the next UTC day for the loss of this one. */
  pausedToday: z.boolean(),
  /** Today is since 00:00 UTC; the others are rolling. */
  profit: z.object({ today: profitSchema, week: profitSchema, month: profitSchema, all: profitSchema }),
  /** What open trades would bring if they were sold into the books now, less what they cost; null without books. */
  unrealised: usdSchema.nullable(),
  /** The oldest book that `unrealised` rests on; null without any. */
  markedAt: timeSchema.nullable(),
  balances: z.array(
    z.object({
      platform: platformSchema,
      cash: usdSchema,
      /** Contracts held there, at cost. */
      contracts: usdSchema,
      /** Of the cash, claimed by approved trades that have not spent it. */
      reserved: usdSchema,
    }),
  ),
  /** Paid for what is held. */
  deployed: usdSchema,
  reserved: usdSchema,
  /** Cash that nothing has claimed. */
  free: usdSchema,
  /** Capital in open trades by the UTC day on which it is expected back, earliest first. */
  locked: z.array(z.object({ day: timeSchema, amount: usdSchema, trades: z.int() })),
});
export type PortfolioView = z.infer<typeof portfolioViewSchema>;

/** A point of the equity curve. */
export const equityPointSchema = z.object({
  at: timeSchema,
  equity: usdSchema,
  highWaterMark: usdSchema,
  floor: usdSchema,
});
export type EquityPoint = z.infer<typeof equityPointSchema>;
