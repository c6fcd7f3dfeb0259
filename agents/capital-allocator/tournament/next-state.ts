import type { StrategyScore } from '@pm-arbitrage/core/domain/strategy-score.js';
import type { TournamentState } from './strategy-history.js';
import type { TournamentConfig } from './tournament-config.js';

/** Where a strategy stands before the next state is decided. */
export interface Situation {
  /** null: it was never allocated. */
  readonly state: TournamentState | null;
  readonly score: StrategyScore;
  /** Whether it is among the bottom performers. */
  readonly bottom: boolean;
  /** Whether the tournament begins now: nobody has a state. */
  readonly opening: boolean;
}

/**
 * One step a day: who is at the bottom or below the threshold is halved, who is below the threshold and was halved already
 * is paused. A paused strategy returns as a newcomer when the lower bound of its score on paper is above the threshold.
 * A newcomer is one until it has filled the window. Without a score nothing changes.
 */
export function nextState(
  { state, score, bottom, opening }: Situation,
  config: Pick<TournamentConfig, 'pauseBelow' | 'windowDays'>,
): TournamentState {
  if (state === null) return opening ? 'active' : 'newcomer';
  if (score.kind === 'unscored') return state;
  if (state === 'paused') return score.low > config.pauseBelow ? 'newcomer' : 'paused';
  if (score.sharpe < config.pauseBelow) return state === 'halved' ? 'paused' : 'halved';
  if (bottom) return 'halved';
  return state === 'newcomer' && score.days < config.windowDays ? 'newcomer' : 'active';
}
