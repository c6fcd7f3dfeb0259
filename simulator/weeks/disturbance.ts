import type { Random } from '@pm-arbitrage/core/random/random.js';

/** Something that keeps a price away from where it belongs for a while. */
export interface Disturbance {
  readonly from: number;
  readonly to: number;
  /** Dollars of a contract, signed. */
  readonly size: number;
  /** Ms to half way back; null: it stays as it is and then ends. */
  readonly halfLife: number | null;
}

/** How far a price is pushed off at a time. */
export function pushedBy(disturbances: readonly Disturbance[], time: number): number {
  let sum = 0;
  for (const { from, to, size, halfLife } of disturbances) {
    if (time < from || time >= to) continue;
    sum += halfLife === null ? size : size * 0.5 ** ((time - from) / halfLife);
  }
  return sum;
}

/** A size of either sign within bounds. */
export const drawSize = (random: Random, { least, most }: { readonly least: number; readonly most: number }): number =>
  (random.next() < 0.5 ? -1 : 1) * (least + random.next() * (most - least));

/** Whether something that happens so often in an hour happens in a second. */
export const happens = (random: Random, perHour: number): boolean => random.next() < perHour / 3_600;
