import { annualisedRoi } from '@pm-arbitrage/core/covers/annualised-roi.js';
import type { SizedCover } from '@pm-arbitrage/core/covers/evaluation.js';
import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Opportunity, OpportunityLeg } from '@pm-arbitrage/core/domain/opportunity.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { ScannerConfig } from './scanner-config.js';

export interface OpportunityFacts {
  readonly id: string;
  readonly cover: Cover;
  readonly sized: SizedCover;
  /** Of each leg, in order. */
  readonly markets: readonly Market[];
  readonly books: readonly PriceUpdate[];
  readonly now: number;
  readonly tickAt: number;
}

/** A sized cover as it is published. */
export function opportunityFrom(facts: OpportunityFacts, config: ScannerConfig): Opportunity {
  const { id, cover, sized, markets, books, now, tickAt } = facts;
  const legs = cover.legs.map(({ market, side }, index): OpportunityLeg => {
    const leg = sized.legs[index] as SizedCover['legs'][number];
    const { platform, event } = markets[index] as Market;
    const { epoch, sequence, receivedAt } = books[index] as PriceUpdate;
    const { limitPrice, quantity, cost, fee } = leg;
    return { market, platform, event: event.id, side, limitPrice, quantity, cost, fee, epoch, sequence, receivedAt };
  });
  const { quantity, lot, minQuantity, totalCost, fees, payout, netProfit, roi } = sized;
  return {
    id,
    coverId: cover.id,
    kind: cover.kind,
    basis: cover.basis,
    legs,
    quantity,
    lot,
    minQuantity,
    floor: cover.floor,
    totalCost,
    fees,
    payout,
    netProfit,
    roi,
    annualisedRoi: annualisedRoi(roi, now, cover.resolutionTime),
    suspicious: roi > config.maxRoi,
    resolutionTime: cover.resolutionTime,
    detectedAt: now,
    expiresAt: now + config.ttlMs,
    tickAt,
  };
}

/** Whether a reader of `before` should hear of `sized`: other size, price or continuity of a book. */
export function isMaterialChange(before: Opportunity, sized: SizedCover, books: readonly PriceUpdate[]): boolean {
  if (before.quantity !== sized.quantity || before.totalCost !== sized.totalCost) return true;
  return before.legs.some((leg, index) => {
    const now = sized.legs[index];
    return leg.limitPrice !== now?.limitPrice || leg.cost !== now.cost || leg.epoch !== books[index]?.epoch;
  });
}
