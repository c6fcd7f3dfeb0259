import { mulDiv, usd, type Usd } from '@pm-arbitrage/core/money/money.js';

/** Weights become whole millionths; sums of a few hundred of them stay exact. */
const WEIGHT_SCALE = 1_000_000;

/**
 * Shares `amount` in proportion to the weights, none above `cap`; what a cap leaves goes to the others in proportion.
 * Rounded down to the micro-dollar. Without any weight nothing is shared.
 * @param weights 0 or more, at most 10⁶ each
 */
export function shareOut(amount: Usd, weights: readonly number[], cap: Usd): readonly Usd[] {
  const parts = weights.map((weight) => Math.round(Math.min(Math.max(weight, 0), 1e6) * WEIGHT_SCALE));
  const shares: (Usd | null)[] = parts.map((part) => (part === 0 ? usd(0) : null));
  for (;;) {
    const open = parts.flatMap((part, index) => (shares[index] === null ? [{ part, index }] : []));
    const total = open.reduce((sum, { part }) => sum + part, 0);
    const given = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
    const left = Math.max(0, amount - given);
    const capped = open.filter(({ part }) => mulDiv(left, part, total, 'down') > cap);
    if (capped.length === 0) {
      return parts.map((part, index) => shares[index] ?? usd(mulDiv(left, part, total, 'down')));
    }
    for (const { index } of capped) shares[index] = cap;
  }
}
