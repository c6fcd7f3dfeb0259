import type { AllocationEntry } from '@pm-arbitrage/core/domain/allocation.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Execution } from '@pm-arbitrage/core/domain/execution.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { ContractSide, MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradeKind } from '@pm-arbitrage/core/domain/trade-kind.js';
import type { TradeState } from '@pm-arbitrage/core/domain/trade.js';
import type { Price, Quantity, Usd } from '@pm-arbitrage/core/money/money.js';

/** A leg of a trade as it stands. */
export interface OwnLeg {
  readonly market: MarketId;
  readonly side: ContractSide;
  /** Contracts held. */
  readonly filled: Quantity;
  /** Paid for them, fees included. */
  readonly paid: Usd;
}

/** A trade of this strategy that is not over. */
export interface OwnTrade {
  readonly tradeId: string;
  readonly coverId: string;
  readonly kind: TradeKind;
  /** `requested` until the executor reports. */
  readonly state: TradeState;
  readonly execution: Execution;
  readonly legs: readonly OwnLeg[];
  /** Unix ms. */
  readonly requestedAt: number;
  /** What it was requested for; null for a trade of an earlier life. */
  readonly opportunity: Opportunity | null;
  /** The trade that it takes back. */
  readonly closes: string | null;
}

/** How the trades of a strategy came out that were requested. */
export interface OwnRecord {
  /** Trades of which an order left. */
  readonly tried: number;
  /** Those among them that were filled as intended. */
  readonly whole: number;
}

/** What a strategy may look at. */
export interface StrategyView {
  /** Unix ms. */
  readonly now: number;
  readonly allocation: AllocationEntry | null;
  readonly own: readonly OwnTrade[];
  readonly record: OwnRecord;
  /** The newest opportunity of a cover or contract, however old. */
  latest(coverId: string): Opportunity | undefined;
  book(market: MarketId): PriceUpdate | undefined;
}

export type Decision =
  | { readonly kind: 'pass'; readonly reason: string }
  | {
      readonly kind: 'trade';
      /** Sets, at most the opportunity's. */
      readonly quantity: Quantity;
      readonly execution: Execution;
      /** Share of the opportunity's profit that it expects, the odds of a fill included, 0…1. */
      readonly odds: number;
      /** The order of the legs by index, where it matters; absent: as they are. */
      readonly order?: readonly number[];
    };

/** Something to do about a trade of its own. */
export type Intention =
  | { readonly kind: 'withdraw'; readonly tradeId: string; readonly reason: string }
  | {
      readonly kind: 'close';
      readonly tradeId: string;
      /** Most to pay for the other side. */
      readonly limitPrice: Price;
      readonly reason: string;
    };

/**
 * A strategy is pure: what it may look at goes in, a decision comes out, and the same view gives the same decision. It
 * keeps nothing between two calls.
 */
export interface Strategy {
  readonly name: string;
  /** The opportunities it is shown. */
  readonly kinds: readonly TradeKind[];
  /** Whether it looks at books; absent: it is shown none. */
  readonly usesBooks?: boolean;
  decide(opportunity: Opportunity, view: StrategyView): Decision;
  /** What to do about its own trades; asked about once a second. */
  review?(view: StrategyView): readonly Intention[];
}

/** Makes a strategy from its settings. A file that adds one exports this under the name `createStrategy`. */
export type CreateStrategy = (settings: Config['strategies']) => Strategy;

export const pass = (reason: string): Decision => ({ kind: 'pass', reason });
