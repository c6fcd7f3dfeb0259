import { isOpenWorld, type SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { mulDiv } from '@pm-arbitrage/core/money/money.js';

const PPM = 1_000_000;

/** What a loss (Price units) that happens with a probability takes on average, Price units, against us. */
export const meanLoss = (loss: number, probability: number): number =>
  mulDiv(loss, Math.ceil(probability * PPM), PPM, 'up');

/**
 * What the worlds in which two sides pay apart take on average, Price units. Null where a world is unbounded and nobody
 * accepted it: then nothing is riskless.
 */
export function worldCharge(worlds: readonly SettlementWorld[]): number | null {
  let charge = 0;
  for (const world of worlds) {
    if (isOpenWorld(world)) return null;
    charge += meanLoss(world.loss, world.probability ?? 0);
  }
  return charge;
}
