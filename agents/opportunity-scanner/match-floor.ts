import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { ONE_DOLLAR_PRICE, type Price, price } from '@pm-arbitrage/core/money/money.js';
import { worldCharge } from './world-charge.js';

/** What a set of a match is worth at least: the dollar, less the charge of its worlds. Null: not riskless. */
export function matchFloor(worlds: readonly SettlementWorld[]): Price | null {
  const charge = worldCharge(worlds);
  return charge === null || charge >= ONE_DOLLAR_PRICE ? null : price(ONE_DOLLAR_PRICE - charge);
}
