import { type Quantity, quantity } from '../money/money.js';

/**
 * The smallest quantity that is a whole number of every leg's lots: their least common multiple.
 * @throws MoneyError when it leaves the safe range, which no pair of real lots does.
 */
export function commonLot(lots: readonly Quantity[]): Quantity {
  let common = 1;
  for (const lot of lots) {
    let a = common;
    let b: number = lot;
    while (b !== 0) [a, b] = [b, a % b];
    common = (common / a) * lot;
  }
  return quantity(common);
}
