import type { EvidenceFill } from './evidence.js';

/** How much of a trade stood alone, and for how long. */
export interface Exposure {
  /** Most that was ever paid for contracts without a counterpart, micro-dollars. */
  readonly usd: number;
  /** How long legs differed in all, ms of the run's clock. */
  readonly ms: number;
}

/**
 * What a trade of two legs risked between its fills: contracts that one leg holds more than the other, at what was
 * paid for them on average. Pure.
 * @param fills oldest first
 * @param endAt when the run was over, Unix ms: legs that still differ do so until then
 */
export function exposureOf(fills: readonly EvidenceFill[], endAt: number): Exposure {
  const legs = [
    { held: 0, paid: 0 },
    { held: 0, paid: 0 },
  ];
  let worst = 0;
  let total = 0;
  let since: number | null = null;
  for (const { at, change, legIndex, price } of fills) {
    const leg = legs[legIndex];
    if (!leg) continue;
    // What is sold leaves at the average.
    leg.paid += change > 0 ? (change * price) / 10_000 : leg.held === 0 ? 0 : (leg.paid * change) / leg.held;
    leg.held += change;
    const [first, second] = legs as [(typeof legs)[0], (typeof legs)[0]];
    const excess = Math.abs(first.held - second.held);
    const longer = first.held > second.held ? first : second;
    if (excess > 0) {
      since ??= at;
      worst = Math.max(worst, (longer.paid * excess) / longer.held);
    } else if (since !== null) {
      total += at - since;
      since = null;
    }
  }
  if (since !== null) total += Math.max(0, endAt - since);
  return { usd: Math.round(worst), ms: total };
}
