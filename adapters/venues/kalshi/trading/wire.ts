import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import {
  PRICE_DECIMALS,
  type Price,
  QUANTITY_DECIMALS,
  type Quantity,
  USD_DECIMALS,
  type Usd,
} from '@pm-arbitrage/core/money/money.js';
import { z } from 'zod';
import { shown } from '../read-fields.js';

/*
 * Kalshi's answers about orders and the account (kalshi.md §8, §9), as far as they are used. Unknown fields are left
 * out, as new ones come every month; a known field that cannot be read refuses the whole answer.
 */

/** Thrown when an answer of Kalshi cannot be read. Nothing is guessed from it. */
export class KalshiWireError extends CodedError {}

/** Reads an answer. @param what the request, for the message. @throws KalshiWireError that names the first bad field. */
export function readWire<T>(schema: z.ZodType<T>, body: unknown, what: string): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const field = issue && issue.path.length > 0 ? issue.path.join('.') : 'the body';
  throw new KalshiWireError(
    'kalshi.wire',
    `Kalshi's answer to ${what} cannot be read: ${field}: ${issue?.message ?? 'unknown'} (${shown(body)}); ` +
      'nothing is concluded from it, look for an update of this program if it stays',
    { what, field },
  );
}

const decimal = <T extends number>(decimals: number) =>
  z.string().transform((text, context): T => {
    const value = parseScaled(text, decimals);
    if (!Number.isNaN(value)) return value as T;
    context.addIssue({ code: 'custom', message: `"${text}" is no decimal with at most ${decimals} decimals` });
    return z.NEVER;
  });

const price = decimal<Price>(PRICE_DECIMALS);
const usd = decimal<Usd>(USD_DECIMALS);
/** Signed: positions are negative for NO. */
const signedCount = decimal<Quantity>(QUANTITY_DECIMALS);
const count = signedCount.refine((value) => value >= 0, 'a count cannot be negative');
const time = z.string().transform((text, context): number => {
  const value = Date.parse(text);
  if (!Number.isNaN(value)) return value;
  context.addIssue({ code: 'custom', message: `"${text}" is no time` });
  return z.NEVER;
});
const id = z.string().min(1);
const cursor = z.string().nullish();

/** Of a create: `order_id` is what makes it an acceptance. */
export const createAnswerSchema = z.object({
  order_id: id,
  client_order_id: z.string().nullish(),
  fill_count: count,
  remaining_count: count,
});

export const cancelAnswerSchema = z.object({ order_id: id });

export const orderSchema = z.object({
  order_id: id,
  client_order_id: z.string().nullish(),
  ticker: id,
  /** `resting`, `canceled`, `executed`; new ones may come, and mean nothing to us. */
  status: z.string(),
  book_side: z.enum(['bid', 'ask']),
  yes_price_dollars: price,
  fill_count_fp: count,
  remaining_count_fp: count,
  exchange_index: z.int().nullish(),
});
export type WireOrder = z.infer<typeof orderSchema>;
export const orderAnswerSchema = z.object({ order: orderSchema });
export const ordersSchema = z.object({ orders: z.array(orderSchema), cursor });

/** Common to fills on the socket and over REST; a socket names the market `market_ticker` alone. */
const fillFields = {
  trade_id: id,
  order_id: id,
  book_side: z.enum(['bid', 'ask']),
  yes_price_dollars: price,
  count_fp: count.refine((value) => value > 0, 'a fill has contracts'),
  is_taker: z.boolean(),
  fee_cost: usd,
};
export const restFillSchema = z.object({
  ...fillFields,
  ticker: id,
  created_time: time.nullish(),
  ts: z.int().nullish(),
});
export type RestFill = z.infer<typeof restFillSchema>;
export const fillsSchema = z.object({ fills: z.array(restFillSchema), cursor });
export const streamFillSchema = z.object({
  ...fillFields,
  client_order_id: z.string().nullish(),
  market_ticker: id,
  ts_ms: z.int().nullish(),
  ts: z.int().nullish(),
});
export type StreamFill = z.infer<typeof streamFillSchema>;
export const streamOrderSchema = z.object({ order_id: id, client_order_id: z.string().nullish() });

export const balanceSchema = z.object({ balance_dollars: usd });

export const positionsSchema = z.object({
  market_positions: z.array(z.object({ ticker: id, position_fp: signedCount })).nullish(),
  cursor,
});

export const settlementsSchema = z.object({
  settlements: z.array(
    z.object({ ticker: id, market_result: z.string(), settled_time: time, value: z.int().min(0).max(100).nullish() }),
  ),
  cursor,
});
export type WireSettlement = z.infer<typeof settlementsSchema>['settlements'][number];

export const statusSchema = z.object({
  exchange_active: z.boolean(),
  trading_active: z.boolean(),
  exchange_estimated_resume_time: z.string().nullish(),
  exchange_index_statuses: z
    .array(
      z.object({
        exchange_index: z.int(),
        description: z.string().nullish(),
        exchange_active: z.boolean(),
        trading_active: z.boolean(),
      }),
    )
    .nullish(),
});
export type WireStatus = z.infer<typeof statusSchema>;

export const keysSchema = z.object({
  api_keys: z.array(z.object({ api_key_id: id, scopes: z.array(z.string()).nullish() })),
  api_key_region_expiration_ts: z.int().nullish(),
});

const bucket = z.object({ refill_rate: z.number().positive(), bucket_capacity: z.number().positive() });
export const limitsSchema = z.object({ usage_tier: z.string(), read: bucket, write: bucket });
export const costsSchema = z.object({
  default_cost: z.number().positive(),
  endpoint_costs: z.array(z.object({ method: z.string(), path: z.string(), cost: z.number().positive() })),
});

export const dataTimestampSchema = z.object({ as_of_time: time });
