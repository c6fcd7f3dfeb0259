import type { Condition } from '../../fair-value/settlement-interval.js';
import type { OracleNeed } from '../oracle-need.js';
import type { Worded } from '../worded.js';

/** A flight arrives so many minutes after its scheduled time, or earlier. */
export interface FlightTerms {
  readonly kind: 'on-time';
  readonly needs: readonly OracleNeed[];
  /** UA123 */
  readonly flight: Worded<string>;
  /** Local day of the scheduled arrival. */
  readonly day: Worded<string>;
  /** Of the minutes from the scheduled to the actual arrival. */
  readonly delay: Worded<Condition>;
  /** Which arrival counts. */
  readonly arrival: Worded<'gate' | 'landing'>;
  readonly source: Worded<'flightaware'>;
  /** What a flight that is cancelled or diverted pays YES. */
  readonly cancelled: Worded<'no' | 'yes' | 'half'>;
}
