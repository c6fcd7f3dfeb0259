import { z } from 'zod';
import { priceSchema, quantitySchema, timeSchema, usdSchema } from './money-schemas.js';
import { contractSideSchema, marketIdSchema, platformSchema } from './platform.js';

export const timesInForce = ['fok', 'ioc', 'gtc', 'gtd'] as const;
export type TimeInForce = (typeof timesInForce)[number];

/** An order as we want it, before any venue's words. Prices are of the contract named by `side`. */
export const orderSpecSchema = z.object({
  /** Our own id, derived from the intent and never reused: the idempotency key at the venue. */
  clientOrderId: z.string().min(1).max(64),
  tradeId: z.string().min(1),
  legIndex: z.int().min(0),
  market: marketIdSchema,
  platform: platformSchema,
  side: contractSideSchema,
  action: z.enum(['buy', 'sell']),
  quantity: quantitySchema,
  limitPrice: priceSchema,
  timeInForce: z.enum(timesInForce),
  postOnly: z.boolean(),
  /** Dead on arrival after this, Unix ms; null for none. */
  expiresAt: timeSchema.nullable(),
});
export type OrderSpec = z.infer<typeof orderSpecSchema>;

/** `in-doubt`: the venue may or may not have it. Never the same as failed. */
export const orderStates = ['pending', 'in-doubt', 'resting', 'filled', 'cancelled', 'rejected'] as const;
export type OrderState = (typeof orderStates)[number];
export const isOrderFinal = (state: OrderState): boolean =>
  state === 'filled' || state === 'cancelled' || state === 'rejected';

/** A `provisional` fill may still be undone by its venue (Polymarket MATCHED → FAILED); an `undone` one moved nothing. */
export const finalities = ['provisional', 'final', 'undone'] as const;
export type Finality = (typeof finalities)[number];

/** One execution. */
export const fillSchema = z.object({
  /** The venue's id of the execution; (platform, fillId) is unique. */
  fillId: z.string().min(1),
  clientOrderId: z.string().min(1),
  platform: platformSchema,
  market: marketIdSchema,
  side: contractSideSchema,
  action: z.enum(['buy', 'sell']),
  quantity: quantitySchema,
  price: priceSchema,
  /** Without fee: buys rounded up, sells down. */
  notional: usdSchema,
  fee: usdSchema,
  liquidity: z.enum(['taker', 'maker']),
  finality: z.enum(finalities),
  at: timeSchema,
});
export type Fill = z.infer<typeof fillSchema>;

/** An order as the venue knows it. `filled` leaves out fills that were undone; `fills` lists them. */
export const venueOrderSchema = z.object({
  clientOrderId: z.string().min(1),
  venueOrderId: z.string().min(1),
  state: z.enum(orderStates),
  filled: quantitySchema,
  fills: z.array(fillSchema),
});
export type VenueOrder = z.infer<typeof venueOrderSchema>;
