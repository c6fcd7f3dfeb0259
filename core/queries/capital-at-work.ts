import type { MarketId, Platform } from '../domain/platform.js';
import { reservesCapital } from '../domain/trade-states.js';
import { addUsd, subUsd, type Usd, ZERO_USD } from '../money/money.js';
import type { OpenTrade } from './open-trades.js';

/** Money of one leg of an open trade. */
export interface CapitalAtWork {
  readonly tradeId: string;
  readonly strategy: string;
  readonly market: MarketId;
  readonly event: string;
  readonly platform: Platform;
  /** Paid for contracts that have not paid out, fees in. */
  readonly spent: Usd;
  /** What it may still spend. */
  readonly reserved: Usd;
  /** When the trade is expected to pay, Unix ms. */
  readonly resolutionTime: number;
}

/** What open trades have spent and may spend, leg by leg, counted as the risk guardian counts it. Pure. */
export const capitalAtWork = (open: readonly OpenTrade[]): readonly CapitalAtWork[] =>
  open.flatMap(({ trade, legs }) =>
    legs
      .filter(({ payout }) => payout === null)
      .map(({ market, event, platform, filled, cost, fee, maxCost }) => {
        const spent = addUsd(cost, fee);
        // What rests may yet cost the rest of what was approved.
        const mayCost = reservesCapital(trade.state) && (filled === 0 || trade.execution.style === 'rest');
        return {
          tradeId: trade.id,
          strategy: trade.strategy,
          market,
          event,
          platform,
          spent: filled > 0 || !mayCost ? spent : ZERO_USD,
          reserved: mayCost && maxCost > spent ? subUsd(maxCost, spent) : ZERO_USD,
          resolutionTime: trade.resolutionTime,
        };
      }),
  );
