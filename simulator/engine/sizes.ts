import { type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { gaussian } from '../world/normal.js';

/** Share of orders with a fractional size, which both venues allow in hundredths of a contract. */
const FRACTIONAL_SHARE = 0.2;

/** A log-normal order size around `median` contracts, in hundredths of a contract, at least `minimum` contracts. */
export function drawSize(random: Random, median: number, spread: number, minimum: number): Quantity {
  const contracts = Math.max(minimum, median * Math.exp(spread * gaussian(random)));
  const hundredths = random.next() < FRACTIONAL_SHARE ? Math.round(contracts * 100) : Math.round(contracts) * 100;
  return quantity(hundredths * 10_000);
}
