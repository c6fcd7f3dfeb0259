import type { Market } from '../domain/market.js';
import type { ContractSide } from '../domain/platform.js';
import type { PriceUpdate } from '../domain/price-update.js';
import type { Price, Quantity, Usd } from '../money/money.js';

/** One contract of a cover with all that decides what it costs. */
export interface LegInput {
  readonly update: PriceUpdate;
  readonly market: Pick<Market, 'fees' | 'lot' | 'minQuantity' | 'minNotional' | 'priceRanges'>;
  readonly side: ContractSide;
}

export interface EvaluationOptions {
  /** When the orders would be sent, Unix ms: picks the fee model. */
  readonly at: number;
  /** Most that all legs with all fees may cost. */
  readonly budget: Usd;
  readonly maxQuantity?: Quantity;
  /**
   * What every dollar of cost must earn, parts per million. The size is chosen to earn most above it, so that a cheap
   * first level is not lost by averaging it with levels that earn too little. 0 maximises the plain net profit.
   */
  readonly hurdlePpm?: number;
}

/** One leg at the chosen size. */
export interface SizedLeg {
  /** Worst level taken, on the market's price grid: the limit of the order. */
  readonly limitPrice: Price;
  readonly quantity: Quantity;
  /** Notional of the walk, without fees. */
  readonly cost: Usd;
  readonly fee: Usd;
}

/** A size in money. */
export interface Sizing {
  /** Sets; every leg buys this many contracts. */
  readonly quantity: Quantity;
  /** All legs with all fees. */
  readonly totalCost: Usd;
  readonly fees: Usd;
  /** floor × quantity, rounded down. */
  readonly payout: Usd;
  readonly netProfit: Usd;
  /** netProfit ÷ totalCost. */
  readonly roi: number;
}

export interface SizedCover extends Sizing {
  readonly outcome: 'sized';
  /** Smaller sizes must be multiples of this… */
  readonly lot: Quantity;
  /** …and at least this, for every leg's smallest order by count and by value. */
  readonly minQuantity: Quantity;
  readonly legs: readonly SizedLeg[];
}

/**
 * Why a cover is no opportunity, in the order in which it is looked for.
 * - `broken-book`, `crossed`: the book of `leg` cannot be trusted (crossed complements are what complements are)
 * - `no-depth`: nothing to buy on `leg`, or less than one lot
 * - `unprofitable`: the best asks alone cost the floor or more
 * - `below-minimum`: the books do not hold the smallest orders allowed, or only at a loss
 * - `over-budget`: the smallest orders allowed cost more than the budget
 * - `fees`: cheaper than the floor before fees and rounding, not after
 * - `below-hurdle`: profitable, by less than the hurdle
 * - `off-grid`: no allowed order price reaches the level needed on `leg`
 */
export const nearMissReasons = [
  'broken-book',
  'crossed',
  'no-depth',
  'unprofitable',
  'below-minimum',
  'over-budget',
  'fees',
  'below-hurdle',
  'off-grid',
] as const;
export type NearMissReason = (typeof nearMissReasons)[number];

export interface NearMiss {
  readonly outcome: 'near-miss';
  readonly reason: NearMissReason;
  /** Index of the leg at fault, where there is one. */
  readonly leg: number | null;
  /** Sum of the best asks of one set; null where a leg has none. */
  readonly bestPrice: Price | null;
  /** What one whole set at the best asks would earn after fees; null where a leg has none. */
  readonly bestEdge: Usd | null;
  /** The best size there was, though not good enough. */
  readonly best: Sizing | null;
}

export type CoverEvaluation = SizedCover | NearMiss;
