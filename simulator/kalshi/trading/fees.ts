import { type Price, type Quantity, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import type { KalshiSeries } from '../../world/kalshi-listing.js';

/** Balances of direct members are whole multiples of $0.0001 (reference §10.2). */
export const BALANCE_GRID = 100n;

/** Share of the taker's fee that a maker pays, in percent (reference §10.1). */
const MAKER_PERCENT: Readonly<Record<KalshiSeries['feeType'], bigint>> = {
  quadratic: 0n,
  quadratic_with_maker_fees: 25n,
};

/** Prices, quantities and rates have 4, 6, 2 (0.07), 6 (multiplier) and 2 (percent) decimals, dollars have 6. */
const MODEL_SCALE = 10n ** 18n;

/** Rounds toward minus infinity to a multiple of `grid`. */
function floorTo(amount: bigint, grid: bigint): bigint {
  const over = amount % grid;
  return amount - (over < 0n ? over + grid : over);
}

/** m × 0.07 × C × P × (1 − P), the maker's share of it for makers, rounded up to the micro-dollar. */
export function tradeFee(
  series: Pick<KalshiSeries, 'feeType' | 'feeMultiplier'>,
  role: 'taker' | 'maker',
  count: Quantity,
  at: Price,
): bigint {
  const percent = role === 'taker' ? 100n : MAKER_PERCENT[series.feeType];
  const multiplier = BigInt(Math.round(series.feeMultiplier * 1_000_000));
  const scaled = 7n * multiplier * percent * BigInt(count) * BigInt(at) * BigInt(10_000 - at);
  return -floorTo(-scaled, MODEL_SCALE) / MODEL_SCALE;
}

export interface FeeBooking {
  /** `fee_cost` of the fill. */
  readonly fee: Usd;
  /** Signed change of the cash balance. */
  readonly balanceChange: Usd;
  /** Rounding that the order has paid and not had back. */
  readonly accumulator: Usd;
}

/**
 * Books one fill by the six steps of reference §10.2.
 * @param revenue what the contracts bring, negative for a payment
 * @param accumulator of the order before this fill
 */
export function bookFee(revenue: Usd, trade: bigint, accumulator: Usd): FeeBooking {
  const exact = BigInt(revenue) - trade;
  const aligned = floorTo(exact, BALANCE_GRID);
  const rounding = exact - aligned;
  const owed = BigInt(accumulator) + rounding;
  const most = owed < trade + rounding ? owed : trade + rounding;
  const rebate = floorTo(most, BALANCE_GRID);
  return {
    fee: usd(Number(trade + rounding - rebate)),
    balanceChange: usd(Number(aligned + rebate)),
    accumulator: usd(Number(owed - rebate)),
  };
}
