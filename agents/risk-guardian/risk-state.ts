import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import type { ContractSide, MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import { addUsd, type Quantity, subUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';

/** Money at work in one place: reserved by approvals, or paid for contracts that have not paid out. */
export interface Commitment {
  readonly tradeId: string;
  readonly strategy: string;
  readonly coverId: string;
  readonly market: MarketId;
  readonly event: string;
  readonly platform: Platform;
  readonly side: ContractSide;
  /** Contracts held. */
  readonly filled: Quantity;
  readonly amount: Usd;
  /** Not spent yet, so it still has to come out of the venue's cash. */
  readonly reserved: boolean;
}

/** Everything the rules look at. Loaded from the database; approvals are added to it as they are given. */
export interface RiskState {
  /** Cash of the ledger by venue, before reservations. */
  readonly cash: ReadonlyMap<Platform, Usd>;
  /** Cash plus contracts at cost, less what is owed to trades that have paid in part. */
  readonly equity: Usd;
  readonly highWaterMark: Usd;
  readonly dayStartEquity: Usd;
  /** UTC day the marks belong to. */
  readonly day: string;
  /** UTC day on which trading is paused; empty when none. */
  readonly pausedDay: string;
  readonly commitments: readonly Commitment[];
  /** Trades approved on `day` that were not called off before an order left. */
  readonly tradesToday: number;
  /** Cover → Unix ms of its last approval. */
  readonly lastApproval: ReadonlyMap<string, number>;
  readonly allocations: AllocationTable | null;
  /** Venues at which a person wants nothing new opened, with the reason. */
  readonly pausedVenues: ReadonlyMap<Platform, string>;
}

export const utcDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The money at work among the commitments that `belongs` picks. */
export function committed(state: RiskState, belongs: (commitment: Commitment) => boolean): Usd {
  let total = ZERO_USD;
  for (const commitment of state.commitments) if (belongs(commitment)) total = addUsd(total, commitment.amount);
  return total;
}

/** Cash at a venue that no approval has claimed. */
export function freeCash(state: RiskState, platform: Platform): Usd {
  const reserved = committed(state, (commitment) => commitment.reserved && commitment.platform === platform);
  return subUsd(state.cash.get(platform) ?? ZERO_USD, reserved);
}

/** Ratios of the configuration as parts per million, for integer shares of money. */
export const ppm = (share: number): number => Math.round(share * 1_000_000);

export type RiskConfig = Pick<Config, 'risk' | 'trading'>;
