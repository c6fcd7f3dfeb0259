import { formatUsd, subUsd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { LeaderboardRow } from '@pm-arbitrage/core/queries/performance-queries.js';

/** A row of the leaderboard as a document: money as decimal text, times in ISO, ratios plain, null where unmeasured. */
export function leaderboardDocument(row: LeaderboardRow) {
  const { measures, paused, lastClosedAt } = row;
  const { winRate, drawdown } = measures;
  return {
    rank: row.rank,
    strategy: row.strategy,
    state: row.state,
    paused: paused && { ...paused, at: new Date(paused.at).toISOString() },
    score: row.score,
    weight: row.weight,
    capital: formatUsd(row.capital),
    change: formatUsd(subUsd(row.capital, row.before ?? ZERO_USD)),
    reason: row.reason,
    days: measures.days,
    pnl: formatUsd(measures.pnl),
    today: formatUsd(row.today),
    fees: formatUsd(row.fees),
    trades: winRate.trades,
    wins: winRate.wins,
    winRate: { rate: winRate.rate, low: winRate.low, high: winRate.high },
    dailySharpe: measures.sharpe,
    annualSharpe: measures.annualSharpe,
    annualSharpeLo: measures.annualSharpeLo,
    dailySortino: measures.sortino,
    drawdown: { amount: formatUsd(drawdown.amount), ratio: drawdown.ratio, durationMs: drawdown.durationMs },
    roi: measures.roi,
    turnover: measures.turnover,
    profitFactor: measures.profitFactor,
    probabilisticSharpe: measures.probabilisticSharpe,
    deflatedSharpe: row.deflatedSharpe,
    lastClosedAt: lastClosedAt === null ? null : new Date(lastClosedAt).toISOString(),
  };
}
