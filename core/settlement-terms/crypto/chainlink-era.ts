import { refuse } from '../terms-refusal.js';
import type { PriceReading } from './price-terms.js';

const AUGUST_7 = Date.UTC(2026, 7, 7);
const AUGUST_14 = Date.UTC(2026, 7, 14);

/**
 * Which Chainlink series Polymarket's short windows settled on, and until when (reference §1.1): the snapshot, from August
 * 7, 2026 an average of 30 s, from August 14, 00:00 UTC of 60 s. A text that names the series of another era was not
 * understood, or is stale: it is not priced.
 * @param start of the window, Unix ms
 */
export function checkChainlinkEra(reading: PriceReading, start: number): void {
  if (reading.kind !== 'chainlink-spot' && reading.kind !== 'chainlink-twap') return;
  const seconds = reading.kind === 'chainlink-spot' ? 0 : reading.seconds;
  // August 7 is known to the day only.
  if (start >= AUGUST_7 - 86_400_000 && start < AUGUST_7 + 86_400_000)
    refuse('wrong-era', 'on the day of a change the series is not known');
  const expected = start < AUGUST_7 ? 0 : start < AUGUST_14 ? 30 : 60;
  if (seconds === expected) return;
  const name = (length: number) => (length === 0 ? 'the snapshot' : `an average of ${length} s`);
  refuse('wrong-era', `the text names ${name(seconds)}, the era settles on ${name(expected)}`);
}
