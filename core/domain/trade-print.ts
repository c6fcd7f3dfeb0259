import { z } from 'zod';
import { priceSchema, quantitySchema, timeSchema } from './money-schemas.js';
import { marketIdSchema } from './platform.js';

/** A trade between others that the venue printed. */
export const tradePrintSchema = z.object({
  market: marketIdSchema,
  tradeId: z.string().min(1),
  /** YES terms. */
  price: priceSchema,
  quantity: quantitySchema,
  /** What the taker did in YES terms: `buy` lifted the YES ask, `sell` hit the YES bid. */
  taker: z.enum(['buy', 'sell']),
  venueTime: timeSchema.nullable(),
  receivedAt: timeSchema,
});
export type TradePrint = z.infer<typeof tradePrintSchema>;
