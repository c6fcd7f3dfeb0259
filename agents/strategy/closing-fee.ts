import type { OpportunityLeg } from '@pm-arbitrage/core/domain/opportunity.js';
import {
  mulDiv,
  ONE_DOLLAR_PRICE,
  PRICE_SCALE,
  type Price,
  type Quantity,
  type Usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';

/**
 * What taking a position back will be charged, told from what its entry was to be charged: both venues charge takers in
 * proportion to price × (1 − price) (kalshi.md §10.2, polymarket.md §9), so a strategy needs no fee schedule to know it.
 * Rounded up. An approval without it would be for less than the order costs, and the executor would never send it.
 */
export function closingFee(
  { cost, fee, quantity: entered }: Pick<OpportunityLeg, 'cost' | 'fee' | 'quantity'>,
  { price, quantity }: { readonly price: Price; readonly quantity: Quantity },
): Usd {
  if (fee === 0 || cost === 0 || cost >= entered) return ZERO_USD;
  const entry = mulDiv(cost, PRICE_SCALE, entered, 'down');
  const variance = (at: number) => at * (ONE_DOLLAR_PRICE - at);
  // Below a tick from the ends the price of the entry says nothing of its rate.
  if (variance(entry) <= 0) return ZERO_USD;
  const charged = mulDiv(fee, quantity, entered, 'up');
  return mulDiv(charged, variance(price), variance(entry), 'up') as Usd;
}
