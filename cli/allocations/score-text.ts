import type { StrategyScore } from '@pm-arbitrage/core/domain/strategy-score.js';

/** "1.24 (0.31…2.17)": the daily Sharpe ratio with its bounds. */
export function scoreText(score: StrategyScore | null): string {
  if (score === null || score.kind === 'unscored') return '';
  const { sharpe, low, high } = score;
  return `${sharpe.toFixed(2)} (${low.toFixed(2)}…${high.toFixed(2)})`;
}
