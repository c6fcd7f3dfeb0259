import { formatUsd, subUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { PERIODS_PER_YEAR } from '@pm-arbitrage/core/performance/sharpe-ratio.js';
import type { LeaderboardRow } from '@pm-arbitrage/core/queries/performance-queries.js';
import { shortDollars, signedDollars } from '../format.js';
import { scoreText } from './score-text.js';

const dollars = (amount: Usd) => shortDollars(formatUsd(amount));
const signed = (amount: Usd) => signedDollars(formatUsd(amount));
const two = (value: number | null) => (value === null ? '' : value.toFixed(2));
const percent = (share: number | null) => (share === null ? '' : `${(100 * share).toFixed(1)} %`);
const yearly = (daily: number | null) => two(daily === null ? null : daily * Math.sqrt(PERIODS_PER_YEAR.daily));

/** The leaderboard as rows of a table. What cannot be measured stays empty. */
export const leaderboardRows = (rows: readonly LeaderboardRow[]) =>
  rows.map(({ strategy, rank, state, score, capital, before, measures, deflatedSharpe, today }) => ({
    rank: rank ?? '',
    strategy,
    state,
    capital: dollars(capital),
    change: signed(subUsd(capital, before ?? ZERO_USD)),
    'score (bounds)': scoreText(score),
    'P&L': signed(measures.pnl),
    today: signed(today),
    trades: measures.winRate.trades,
    'win rate': percent(measures.winRate.rate),
    Sharpe: two(measures.annualSharpe),
    Sortino: yearly(measures.sortino),
    drawdown: percent(measures.drawdown.ratio),
    ROI: percent(measures.roi),
    'profit factor': two(measures.profitFactor),
    PSR: two(measures.probabilisticSharpe),
    DSR: two(deflatedSharpe),
  }));
