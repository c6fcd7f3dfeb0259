import { isOpenWorld, type SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { mulDiv, ONE_DOLLAR_PRICE, type Price, price } from '@pm-arbitrage/core/money/money.js';

const PPM = 1_000_000;

/**
 * What a set of a match is worth at least: the dollar, less what the worlds in which its sides pay apart take on
 * average, each rounded against us. Null where a world is unbounded and nobody accepted it: then nothing is riskless.
 */
export function matchFloor(worlds: readonly SettlementWorld[]): Price | null {
  let floor: number = ONE_DOLLAR_PRICE;
  for (const world of worlds) {
    if (isOpenWorld(world)) return null;
    floor -= mulDiv(world.loss, Math.ceil((world.probability ?? 0) * PPM), PPM, 'up');
  }
  return floor > 0 ? price(floor) : null;
}
