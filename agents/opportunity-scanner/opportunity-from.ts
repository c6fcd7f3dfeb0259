import { annualisedRoi } from '@pm-arbitrage/core/covers/annualised-roi.js';
import type { SizedCover, SizedLeg } from '@pm-arbitrage/core/covers/evaluation.js';
import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Opportunity, OpportunityLeg } from '@pm-arbitrage/core/domain/opportunity.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradeKind } from '@pm-arbitrage/core/domain/trade-kind.js';
import { PRICE_SCALE, type Price } from '@pm-arbitrage/core/money/money.js';
import type { ValuedContract } from './contract-offer.js';
import { inPlayOf, type Running } from './in-play.js';
import type { ScannerConfig } from './scanner-config.js';

export interface OpportunityFacts {
  readonly id: string;
  readonly cover: Cover;
  readonly sized: SizedCover;
  /** Of each leg, in order. */
  readonly markets: readonly Market[];
  readonly books: readonly PriceUpdate[];
  /** Of each leg, whether its game or window runs. */
  readonly running: readonly (Running | null)[];
  readonly now: number;
  readonly tickAt: number;
}

/** A sized cover as it is published. */
export function opportunityFrom(facts: OpportunityFacts, config: ScannerConfig): Opportunity {
  const { cover, sized, markets, books, running } = facts;
  const legs = cover.legs.map(({ market, side }, index) =>
    legFrom(markets[index] as Market, side, books[index] as PriceUpdate, sized.legs[index] as SizedLeg, market),
  );
  const inPlay = inPlayOf(
    running,
    markets.map((market, index) => ({ market, update: books[index] as PriceUpdate })),
  );
  const { id, kind, basis, floor, resolutionTime } = cover;
  const suspicious = sized.roi > config.maxRoi;
  const about = { coverId: id, kind, basis, floor, fair: null, ...flags(inPlay), resolutionTime, suspicious };
  return { ...about, ...sums(facts, config), legs };
}

const flags = (inPlay: ReturnType<typeof inPlayOf>): Pick<Opportunity, 'inPlay'> => (inPlay === null ? {} : { inPlay });

/** A contract that is worth more than it costs. */
export interface ContractFacts {
  readonly id: string;
  readonly coverId: string;
  readonly kind: TradeKind;
  readonly contract: ValuedContract;
  readonly sized: SizedCover;
  readonly floor: Price;
  readonly now: number;
  readonly tickAt: number;
}

/** A contract as it is published. */
export function contractOpportunity(facts: ContractFacts, config: ScannerConfig): Opportunity {
  const { coverId, kind, contract, sized, floor } = facts;
  const { market, side, update, fair } = contract;
  const leg = legFrom(market, side, update, sized.legs[0] as SizedLeg, market.id);
  const suspicious = fair.probability - leg.limitPrice / PRICE_SCALE > config.maxEdge;
  const { resolutionTime } = market;
  const { confident = false, live, window } = fair;
  const inPlay = inPlayOf([live ? { confident, ...(window ? { window } : {}) } : null], [{ market, update }]);
  const about = { coverId, kind, basis: fair.model, floor, fair, ...flags(inPlay), resolutionTime, suspicious };
  return { ...about, ...sums({ ...facts, cover: { resolutionTime } }, config), legs: [leg] };
}

function legFrom(
  { platform, event }: Market,
  side: OpportunityLeg['side'],
  { epoch, sequence, receivedAt }: PriceUpdate,
  { limitPrice, quantity, cost, fee }: SizedLeg,
  market: OpportunityLeg['market'],
): OpportunityLeg {
  return { market, platform, event: event.id, side, limitPrice, quantity, cost, fee, epoch, sequence, receivedAt };
}

function sums(
  {
    id,
    sized,
    now,
    tickAt,
    cover,
  }: Pick<OpportunityFacts, 'id' | 'sized' | 'now' | 'tickAt'> & {
    readonly cover: { readonly resolutionTime: number };
  },
  config: ScannerConfig,
) {
  const { quantity, lot, minQuantity, totalCost, fees, payout, netProfit, roi } = sized;
  return {
    id,
    quantity,
    lot,
    minQuantity,
    totalCost,
    fees,
    payout,
    netProfit,
    roi,
    annualisedRoi: annualisedRoi(roi, now, cover.resolutionTime),
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
