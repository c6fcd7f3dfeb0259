import type { Usd } from '@pm-arbitrage/core/money/money.js';

/** Rules of the tournament. */
export interface TournamentConfig {
  /** Days that count, 7. */
  readonly windowDays: number;
  /** Days and trades without which there is no score, at least 3: a Sharpe ratio of less says nothing. */
  readonly minimumDays: number;
  /**
   * One-sided confidence of the lower bound, 0.9. From 0.85 on, one lucky day among seven has a bound below 0 whatever it
   * brought.
   */
  readonly confidence: number;
  /** Share of the scored strategies, from the bottom, that is halved, 0.2; whole strategies only. */
  readonly bottomShare: number;
  /** Daily Sharpe ratio below which a strategy is halved, and paused when it was halved already. */
  readonly pauseBelow: number;
  /** Smallest daily deviation that is believed, as a ratio: three equal days are no proof of no risk. */
  readonly riskFloor: number;
  /** What a strategy has without having proven anything. */
  readonly minimumBankroll: Usd;
  /** Share of the bankroll at work, 0…1. */
  readonly deployable: number;
  /** Most of what is at work that one strategy may have, 0…1. */
  readonly mostShare: number;
}
