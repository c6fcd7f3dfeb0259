import { FairValueError } from '../fair-value-error.js';
import { type SettlementInterval, settlementInterval } from '../settlement-interval.js';

/** Whole degrees that pay, both ends included; null: open to that side. */
export interface TemperatureBin {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * The temperatures, before rounding to whole degrees, that fall into a bin: from half a degree below to half above.
 * @throws FairValueError
 */
export function binInterval({ from, to }: TemperatureBin): SettlementInterval {
  if (from !== null && to !== null) {
    return settlementInterval({ kind: 'between', low: from, high: to, lowTies: true, highTies: true }, 0);
  }
  if (from !== null) return settlementInterval({ kind: 'above', strike: from, ties: true }, 0);
  if (to !== null) return settlementInterval({ kind: 'below', strike: to, ties: true }, 0);
  throw new FairValueError('fair-value.bin', 'a bin open on both sides asks nothing');
}
