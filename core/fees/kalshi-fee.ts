import type { FeeModel } from '../domain/fee-schedule.js';
import { notional, type Price, type Quantity, type Usd, USD_SCALE, usd } from '../money/money.js';
import { quadraticFee, type Rate, rate } from './quadratic.js';

export type KalshiFeeModel = Extract<FeeModel, { kind: 'kalshi' }>;
export type FeeRole = 'taker' | 'maker';

/** The grid balances live on: $0.0001 for direct members, $0.01 through a broker (reference kalshi.md §10.2). */
export const kalshiGrids = { direct: usd(100), 'non-direct': usd(10_000) } as const;
export type KalshiGrid = keyof typeof kalshiGrids;

const quarters = { none: 0, standard: 1, combo: 2 } as const;

/** m × 0.07 for takers; a quarter, half or none of it for makers (kalshi.md §10.1). */
export function kalshiRate(model: KalshiFeeModel, role: FeeRole): Rate {
  return rate(model.multiplierPpm * 7 * (role === 'taker' ? 4 : quarters[model.maker]), 400_000_000);
}

/** rate × C × P × (1 − P), rounded up to the micro-dollar. */
export const kalshiTradeFee = (of: Rate, count: Quantity, at: Price): Usd =>
  quadraticFee(of, 1, count, at, USD_SCALE, 'up') as Usd;

export interface KalshiFillInput {
  readonly model: KalshiFeeModel;
  readonly role: FeeRole;
  readonly quantity: Quantity;
  /** Of the contract that changed hands: of NO where NO was bought. */
  readonly price: Price;
  /** `buy` pays for contracts (opening), `sell` is paid for them (closing). */
  readonly action: 'buy' | 'sell';
  readonly grid: KalshiGrid;
  /** Rounding the order has paid so far and not had back; 0 for its first fill. */
  readonly accumulator: Usd;
}

export interface KalshiFillFee {
  readonly tradeFee: Usd;
  /** What aligning the balance to the grid took. */
  readonly roundingFee: Usd;
  /** Whole grid steps given back from the order's accumulator. */
  readonly rebate: Usd;
  /** tradeFee + roundingFee − rebate: the venue's `fee_cost`. Never negative. */
  readonly fee: Usd;
  /** Signed: negative when the fill cost money. */
  readonly balanceChange: Usd;
  /** To be passed to the order's next fill, whether as taker or maker. */
  readonly accumulator: Usd;
}

/** Largest multiple of `grid` at or below `amount`, toward minus infinity. */
function floorToGrid(amount: number, grid: number): number {
  const remainder = amount % grid;
  return remainder < 0 ? amount - remainder - grid : amount - remainder;
}

/** One fill exactly as the exchange books it (kalshi.md §10.2, steps 1–6). */
export function kalshiFill(fill: KalshiFillInput): KalshiFillFee {
  const grid = kalshiGrids[fill.grid];
  const tradeFee = kalshiTradeFee(kalshiRate(fill.model, fill.role), fill.quantity, fill.price);
  const revenue =
    fill.action === 'buy' ? -notional(fill.quantity, fill.price, 'up') : notional(fill.quantity, fill.price, 'down');
  const exact = revenue - tradeFee;
  const aligned = floorToGrid(exact, grid);
  const roundingFee = exact - aligned;
  const accumulated = fill.accumulator + roundingFee;
  const rebate = floorToGrid(Math.min(accumulated, tradeFee + roundingFee), grid);
  return {
    tradeFee,
    roundingFee: usd(roundingFee),
    rebate: usd(rebate),
    fee: usd(tradeFee + roundingFee - rebate),
    balanceChange: usd(aligned + rebate),
    accumulator: usd(accumulated - rebate),
  };
}
