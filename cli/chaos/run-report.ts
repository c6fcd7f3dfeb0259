import type { Exposure } from './exposure.js';
import type { Verdict } from './verdict.js';

/** What became of one seed. */
export interface RunReport {
  readonly seed: number;
  readonly fault: string;
  readonly crash: string;
  readonly scene: string;
  readonly deathsPlanned: number;
  readonly deathsReached: number;
  /** Starts of an executor that its venue refused, and that were repeated. */
  readonly restarts: number;
  readonly state: string;
  readonly reason: string;
  readonly halts: readonly string[];
  /** Left with unequal legs although the books offered a way out. */
  readonly isUnjustifiedNaked: boolean;
  /** Halted although nothing was wrong. */
  readonly isFalseAlarm: boolean;
  readonly exposure: Exposure;
  readonly verdict: Verdict;
  readonly tookRealMs: number;
}
