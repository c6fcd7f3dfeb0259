import { z } from 'zod';
import { PRICE_SCALE, type Price, type Quantity, type Usd } from '../money/money.js';

/** Money as it travels on the bus and in JSON columns: whole units of core/money. */
export const priceSchema = z.int().min(0).max(PRICE_SCALE) as unknown as z.ZodType<Price, Price>;
/** A payout or price sum of a whole cover, which may exceed one dollar. */
export const coverPriceSchema = z.int().min(0) as unknown as z.ZodType<Price, Price>;
export const quantitySchema = z.int().min(0) as unknown as z.ZodType<Quantity, Quantity>;
export const usdSchema = z.int() as unknown as z.ZodType<Usd, Usd>;
/** Unix milliseconds. */
export const timeSchema = z.int().min(0);
