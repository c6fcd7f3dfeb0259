import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { shareOfUsd, subUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import { ppm, type RiskConfig, type RiskState } from './risk-state.js';

/** What the loss limits demand now, beyond refusing single trades. */
export type LossVerdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'halt'; readonly limit: Usd; readonly message: string }
  | { readonly kind: 'pause'; readonly limit: Usd; readonly message: string };

/**
 * The ratcheting stop (from the high-water mark, halts everything) before the daily loss (pauses until the next UTC
 * day). Both compare equity at cost.
 */
export function watchLosses(state: RiskState, config: RiskConfig): LossVerdict {
  const floor = subUsd(
    state.highWaterMark,
    shareOfUsd(state.highWaterMark, ppm(config.risk.drawdownStop), 1_000_000, 'down'),
  );
  if (state.highWaterMark > 0 && state.equity <= floor) {
    return {
      kind: 'halt',
      limit: floor,
      message: `equity ${dollars(state.equity)} fell to the stop at ${dollars(floor)}, from ${dollars(state.highWaterMark)}`,
    };
  }
  const lost = subUsd(state.dayStartEquity, state.equity);
  const limit = shareOfUsd(state.dayStartEquity, ppm(config.risk.dailyLoss), 1_000_000, 'down');
  if (state.pausedDay !== state.day && state.dayStartEquity > 0 && lost >= limit) {
    return {
      kind: 'pause',
      limit,
      message: `lost ${dollars(lost)} since 00:00 UTC, the limit is ${dollars(limit)}`,
    };
  }
  return { kind: 'none' };
}
