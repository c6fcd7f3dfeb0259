import type { StrategyScore } from '@pm-arbitrage/core/domain/strategy-score.js';
import { dailyReturns } from '@pm-arbitrage/core/performance/daily-returns.js';
import { momentsOf } from '@pm-arbitrage/core/performance/moments.js';
import { sharpeInterval } from '@pm-arbitrage/core/performance/sharpe-interval.js';
import { countedDays } from './counted-days.js';
import type { StrategyHistory } from './strategy-history.js';
import type { TournamentConfig } from './tournament-config.js';

const NORMAL_KURTOSIS = 3;

/**
 * Daily Sharpe ratio of a strategy with its confidence bounds. Where the textbook would make a short history look surer,
 * the cautious side is taken: the deviation is at least the risk floor, a positive skew (one big win) and thin tails do not
 * narrow the standard error, and there are no more observations than trades. Newcomers are scored on all they have done,
 * paused strategies on what they have done on paper since.
 * @throws TournamentError, PerformanceError
 */
export function scoreStrategy(history: StrategyHistory, at: number, config: TournamentConfig): StrategyScore {
  const from = history.state === 'paused' ? 'shadow' : 'own';
  const marks = from === 'shadow' ? history.shadow : history.days;
  const young = history.state === 'newcomer' || history.state === null;
  const days = countedDays(marks, at, young ? null : config.windowDays);
  const trades = days.reduce((sum, day) => sum + day.trades, 0);
  const observations = Math.min(days.length, trades);
  const { mean, deviation, skewness, kurtosis } = momentsOf(dailyReturns(days));
  if (observations < config.minimumDays || mean === null || deviation === null) {
    return { kind: 'unscored', days: days.length, trades, from };
  }
  const sharpe = mean / Math.max(deviation, config.riskFloor);
  // Of the two directions of skew only the one that widens the standard error counts.
  const skew = sharpe >= 0 ? Math.min(0, skewness ?? 0) : Math.max(0, skewness ?? 0);
  const { standardError, low, high } = sharpeInterval(
    { sharpe, count: observations, skewness: skew, kurtosis: Math.max(NORMAL_KURTOSIS, kurtosis ?? NORMAL_KURTOSIS) },
    config.confidence,
  );
  return { kind: 'scored', sharpe, low, high, standardError, days: days.length, trades, observations, from };
}
