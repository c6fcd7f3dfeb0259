import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { fullKelly } from '@pm-arbitrage/core/fair-value/sizing/kelly.js';
import { floorToLot, minQuantity, mulDiv, type Quantity, quantity, type Usd } from '@pm-arbitrage/core/money/money.js';

const PPM = 1_000_000;

/**
 * How many contracts to buy: a part of Kelly on the worst plausible probability, at most `most` of the capital, in lots,
 * at most what is offered. 0 where nothing is left of an edge.
 */
export function kellySize(
  { fair, lot, quantity: offered, totalCost }: Opportunity,
  capital: Usd,
  { fraction, most }: { readonly fraction: number; readonly most: number },
): Quantity {
  if (fair === null || offered === 0 || totalCost === 0) return quantity(0);
  // Both in millionths: micro-dollars for millionths of a contract is dollars for a contract.
  const cost = totalCost / offered;
  if (cost >= 1) return quantity(0);
  const share = Math.min(most, fraction * fullKelly(fair.worst, cost));
  const stake = mulDiv(capital, Math.floor(share * PPM + 1e-6), PPM, 'down');
  return floorToLot(minQuantity(offered, quantity(mulDiv(offered, stake, totalCost, 'down'))), lot);
}
