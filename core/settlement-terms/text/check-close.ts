import type { Worded } from '../worded.js';
import { refuse } from '../terms-refusal.js';

/**
 * Holds a moment that the texts name against when the venue closes the market.
 * @param within ms that the two may be apart
 */
export function checkClose(at: Worded<number>, closeTime: number, within: number): void {
  if (Math.abs(at.value - closeTime) <= within) return;
  refuse(
    'contradiction',
    `the rules settle at ${new Date(at.value).toISOString()} ("${at.text}"), the market closes at ${new Date(closeTime).toISOString()}`,
  );
}
