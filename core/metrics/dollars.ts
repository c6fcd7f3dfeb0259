import { USD_SCALE, type Usd } from '../money/money.js';

/** An amount as a chart shows it. Never a way back: nothing computes with what a metric says. */
export const dollars = (amount: Usd): number => amount / USD_SCALE;
