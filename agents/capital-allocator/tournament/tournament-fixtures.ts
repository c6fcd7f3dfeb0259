import { usd } from '@pm-arbitrage/core/money/money.js';
import type { ScoredDay } from '@pm-arbitrage/core/performance/scored-day.js';
import type { StrategyHistory, TournamentInput, TournamentState } from './strategy-history.js';
import type { TournamentConfig } from './tournament-config.js';

export const DAY_MS = 86_400_000;
/** Midnight after the last marked day. */
export const AT = 20_000 * DAY_MS;
export const BANKROLL = usd(1_000_000_000);

export const CONFIG: TournamentConfig = {
  windowDays: 7,
  minimumDays: 3,
  confidence: 0.9,
  bottomShare: 0.2,
  pauseBelow: -0.1,
  riskFloor: 0.001,
  minimumBankroll: usd(20_000_000),
  deployable: 0.8,
  mostShare: 0.5,
};

/** Days that end at `at`, with these returns in basis points of 100 dollars, and so many trades each. */
export const daysOf = (basisPoints: readonly number[], trades = 5, at = AT): readonly ScoredDay[] =>
  basisPoints.map((bp, index) => ({
    day: at - (basisPoints.length - index) * DAY_MS,
    capital: usd(100_000_000),
    pnl: usd(Math.round(bp * 10_000)),
    traded: usd(0),
    trades,
  }));

export const strategyOf = (
  strategy: string,
  basisPoints: readonly number[],
  state: TournamentState | null = 'active',
  trades = 5,
): StrategyHistory & { readonly mode: 'paper' } => ({
  strategy,
  state,
  mode: 'paper',
  days: state === 'paused' ? [] : daysOf(basisPoints, trades),
  shadow: state === 'paused' ? daysOf(basisPoints, trades) : [],
});

export const inputOf = (...strategies: TournamentInput['strategies']): TournamentInput => ({
  mode: 'paper',
  at: AT,
  strategies,
});
