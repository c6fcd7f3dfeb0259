import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import type { RiskConfig, RiskState } from './risk-state.js';
import type { Breach } from './breach.js';
import { rulesFor } from './rules.js';
import type { VenuePulse } from './venue-pulse.js';
import { type SizedTrade, sizeTrade } from './size-trade.js';

/** What the world looks like at the moment of judgement. */
export interface Surroundings {
  readonly now: number;
  /** Reason of the halt in force, or null. */
  readonly halt: string | null;
  readonly venues: VenuePulse;
}

export type Judgement =
  | { readonly verdict: 'approve'; readonly trade: SizedTrade }
  | { readonly verdict: 'reject'; readonly breach: Breach };

/** Sizes a request and asks every rule. Pure: the same state and surroundings give the same judgement. */
export function judge(
  request: TradeRequest,
  state: RiskState,
  config: RiskConfig,
  surroundings: Surroundings,
): Judgement {
  const trade = sizeTrade(request, state, config, surroundings.venues.latencyMs);
  const proposal = { request, state, config, ...surroundings, quantity: trade.quantity, legs: trade.legs };
  for (const rule of rulesFor(request)) {
    const breach = rule(proposal);
    if (breach) return { verdict: 'reject', breach };
  }
  return { verdict: 'approve', trade };
}
