import { negUsd, ratioOf, sumUsd, type Usd } from '../money/money.js';

/** What the winners made over what the losers lost; null when nothing was lost. */
export function profitFactor(pnls: readonly Usd[]): number | null {
  const lost = negUsd(sumUsd(pnls.filter((pnl) => pnl < 0)));
  return lost === 0 ? null : ratioOf(sumUsd(pnls.filter((pnl) => pnl > 0)), lost);
}
