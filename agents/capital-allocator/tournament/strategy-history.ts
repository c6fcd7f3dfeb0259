import type { AllocationState } from '@pm-arbitrage/core/domain/allocation.js';
import type { ScoredDay } from '@pm-arbitrage/core/performance/scored-day.js';

export type TournamentState = AllocationState;

/** What a strategy has done. */
export interface StrategyHistory {
  readonly strategy: string;
  /** As the last allocation left it; null when it was never allocated. */
  readonly state: TournamentState | null;
  /** With its own capital, in the mode of the tournament; all there are, in any order. */
  readonly days: readonly ScoredDay[];
  /** On paper since it was paused, with the capital it would have; never counted together with `days`. */
  readonly shadow: readonly ScoredDay[];
}

/** One tournament: paper and live have one each, and the marks of the one never reach the other. */
export interface TournamentInput {
  readonly mode: 'paper' | 'live';
  /** Marks of days that end at or before this time count, Unix ms. */
  readonly at: number;
  readonly strategies: readonly (StrategyHistory & { readonly mode: 'paper' | 'live' })[];
}
