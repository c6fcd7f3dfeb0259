import type { Usd } from '../money/money.js';

/** One day (UTC) of a strategy or of all. */
export interface DayMark {
  /** Start of the day, Unix ms. */
  readonly day: number;
  /** Capital it had at the start of the day. */
  readonly capital: Usd;
  /** Change of value over the day, fees in, marked at its end. */
  readonly pnl: Usd;
  /** Notional bought and sold. */
  readonly traded: Usd;
}
