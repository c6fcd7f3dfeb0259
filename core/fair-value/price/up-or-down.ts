import type { Estimate } from '../estimate.js';
import { type ExpiryOptions, priceAtExpiry } from './price-at-expiry.js';
import type { PriceView } from './price-view.js';

/** Who gets an unchanged price; `half` pays 50 cents to each side. */
export type TieRule = 'up' | 'down' | 'half';

/**
 * What "Up" is worth against an opening reference on the settlement index. Where a tie pays half, this is the expected
 * payment: half of "at least" and half of "more than".
 * @throws FairValueError
 */
export function upOrDown(view: PriceView, open: number, tie: TieRule, options: ExpiryOptions = {}): Estimate {
  const above = (ties: boolean) => priceAtExpiry(view, { kind: 'above', strike: open, ties }, options);
  if (tie !== 'half') return above(tie === 'up');
  const [atLeast, more] = [above(true), above(false)];
  return {
    probability: (atLeast.probability + more.probability) / 2,
    standardError: (atLeast.standardError + more.standardError) / 2,
  };
}
