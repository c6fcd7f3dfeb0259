import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';
import type { LogReturn } from './log-return.js';

/**
 * Thins irregular ticks to returns over at least `spacing` seconds each; closer ones are mostly the bounce between bid
 * and ask. A return spans the true time between its two ticks, so a quiet market is no calm one, and a frozen feed adds
 * nothing. Across silences longer than `longestGap` no return is taken.
 */
export class PriceSampler {
  private last: { readonly at: number; readonly price: number } | null = null;

  /**
   * @param spacing seconds, at least 1
   * @param longestGap seconds
   * @throws FairValueError
   */
  constructor(
    private readonly spacing: number,
    private readonly longestGap: number,
  ) {
    if (!(spacing >= 1) || !(longestGap > spacing)) {
      throw new FairValueError('fair-value.spacing', 'returns need 1 s or more each, and less than the longest gap', {
        spacing,
        longestGap,
      });
    }
  }

  /**
   * A tick at `at` (Unix ms). Gives a return when one is complete; ticks out of order are passed over.
   * @throws FairValueError when time or price is no number of its domain
   */
  add(at: number, price: number): LogReturn | null {
    requireInput('at', at, 'finite');
    requireInput('price', price, 'positive');
    const last = this.last;
    const seconds = last === null ? 0 : (at - last.at) / 1_000;
    if (last !== null && seconds < this.spacing) return null;
    this.last = { at, price };
    return last === null || seconds > this.longestGap ? null : { value: Math.log(price / last.price), seconds };
  }
}
