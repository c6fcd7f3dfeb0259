import type { ContractSide, MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { TradeState } from '@pm-arbitrage/core/domain/trade.js';

/* What a run left behind, in the journal and at the venues. Quantities are 1/1,000,000 contract, money micro-dollars. */

export interface EvidenceLeg {
  readonly legIndex: number;
  readonly market: MarketId;
  readonly platform: Platform;
  readonly side: ContractSide;
  /** Approved. */
  readonly quantity: number;
  /** What the journal says is held. */
  readonly filled: number;
}

export interface EvidenceIntent {
  readonly clientOrderId: string;
  readonly legIndex: number;
  readonly platform: Platform;
  readonly purpose: 'leg' | 'finish' | 'unwind';
  readonly action: 'buy' | 'sell';
  readonly quantity: number;
  /** Unix ms. */
  readonly createdAt: number;
  /** What the journal says became of it. */
  readonly state: string;
  /** Contracts booked for it, without those that were undone. */
  readonly booked: number;
}

/** An order that a venue took in. */
export interface EvidenceOrder {
  readonly platform: Platform;
  readonly venueOrderId: string;
  /** Of our intent; null when there is none. */
  readonly clientOrderId: string | null;
  readonly isResting: boolean;
}

/** A fill that stands, in the words of the leg: what it changed of what the leg holds. */
export interface EvidenceFill {
  readonly clientOrderId: string | null;
  readonly legIndex: number;
  readonly change: number;
  /** Of the contract, 1/10,000 dollar. */
  readonly price: number;
  /** Unix ms. */
  readonly at: number;
}

/** A number that journal and venue must agree on. */
export interface EvidenceBalance {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
}

export interface Evidence {
  readonly trade: { readonly state: TradeState; readonly reason: string; readonly updatedAt: number };
  readonly legs: readonly EvidenceLeg[];
  readonly intents: readonly EvidenceIntent[];
  readonly orders: readonly EvidenceOrder[];
  /** Oldest first. */
  readonly fills: readonly EvidenceFill[];
  readonly provisionalFills: number;
  readonly balances: readonly EvidenceBalance[];
  /** Sum of the whole ledger. */
  readonly ledgerTotal: number;
  /** Halts in force, in words. */
  readonly halts: readonly string[];
}
