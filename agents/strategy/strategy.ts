import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { Quantity } from '@pm-arbitrage/core/money/money.js';

/** What a strategy may look at. */
export interface StrategyView {
  readonly now: number;
  readonly allocation: AllocationTable['entries'][number] | null;
  /** Covers with a request or a position of this strategy that is not final. */
  readonly inFlight: ReadonlySet<string>;
}

export type StrategyDecision =
  | { readonly kind: 'trade'; readonly quantity: Quantity }
  | { readonly kind: 'pass'; readonly reason: string };

/** A strategy is pure: an opportunity and what it may look at go in, a decision comes out. */
export interface Strategy {
  readonly name: string;
  decide(opportunity: Opportunity, view: StrategyView): StrategyDecision;
}
