import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { ApprovedLeg, TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import {
  addUsd,
  floorToLot,
  minQuantity,
  mulDiv,
  type Quantity,
  quantity,
  shareOfUsd,
  subUsd,
  type Usd,
  usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import { committed, ppm, type RiskConfig, type RiskState } from './risk-state.js';
import { scaled } from './rules.js';

/** What one order may cost beyond the walk because fills split and each fill's fee rounds up: a cent a leg. */
const FEE_ROUNDING = usd(10_000);
/** Cost, fee and tolerance of a leg are each rounded up to the micro-dollar. */
const ROUNDING_OF_A_LEG = 3;

/** A size with the legs it needs, and every reason why it is smaller than what was asked for. */
export interface SizedTrade {
  readonly quantity: Quantity;
  readonly legs: readonly ApprovedLeg[];
  readonly reductions: readonly string[];
}

/**
 * How much of a request may be traded: at most a share of the strategy's capital, half unless the profit is large,
 * half again where a venue is slow, never above the thinnest leg, in lots that every venue accepts.
 */
export function sizeTrade(
  request: TradeRequest,
  state: RiskState,
  config: RiskConfig,
  latencyMs: ReadonlyMap<Platform, number | null>,
): SizedTrade {
  const { opportunity } = request;
  const reductions: string[] = [];
  let size = opportunity.legs.reduce((least, leg) => minQuantity(least, leg.quantity), request.quantity);

  if (request.closes !== null) return sized(opportunity, floorToLot(size, opportunity.lot), reductions, config);
  const entry = state.allocations?.entries.find(({ strategy }) => strategy === request.strategy);
  const capital = entry?.capital ?? ZERO_USD;
  const largest = setsWithin(opportunity, capitalShare(capital, config), config);
  if (size > largest) {
    size = largest;
    reductions.push('largest trade');
  }
  if (opportunity.roi <= config.risk.fullSizeProfit) {
    size = quantity(Math.floor(size / 2));
    reductions.push('half size below the full-size profit');
  }
  if (opportunity.legs.some(({ platform }) => (latencyMs.get(platform) ?? 0) > config.risk.slowVenueMs)) {
    size = quantity(Math.floor(size / 2));
    reductions.push('half size on a slow venue');
  }
  if (entry) {
    const left = subUsd(
      entry.capital,
      committed(state, ({ strategy }) => strategy === request.strategy),
    );
    const affordable = setsWithin(opportunity, left, config);
    if (size > affordable) {
      size = affordable;
      reductions.push('capital left to the strategy');
    }
  }
  return sized(opportunity, floorToLot(size, opportunity.lot), reductions, config);
}

function sized(
  opportunity: TradeRequest['opportunity'],
  size: Quantity,
  reductions: readonly string[],
  config: RiskConfig,
): SizedTrade {
  const legs = opportunity.legs.map((leg): ApprovedLeg => {
    const cost = addUsd(
      scaled(leg.cost, size, leg.quantity),
      addUsd(scaled(leg.fee, size, leg.quantity), FEE_ROUNDING),
    );
    return {
      market: leg.market,
      platform: leg.platform,
      event: leg.event,
      side: leg.side,
      limitPrice: leg.limitPrice,
      quantity: size,
      maxCost: mulDiv(cost, tolerance(config), 1_000_000, 'up') as Usd,
      epoch: leg.epoch,
    };
  });
  return { quantity: size, legs, reductions };
}

const capitalShare = (capital: Usd, config: RiskConfig): Usd =>
  shareOfUsd(capital, ppm(config.risk.maxTrade), 1_000_000, 'down');

/** The most sets that an approval can allow without its reservation, tolerance and fee rounding included, passing the budget. */
function setsWithin(
  { legs, quantity: sets, totalCost }: TradeRequest['opportunity'],
  budget: Usd,
  config: RiskConfig,
): Quantity {
  const walked =
    mulDiv(budget, 1_000_000, tolerance(config), 'down') - legs.length * (FEE_ROUNDING + ROUNDING_OF_A_LEG);
  if (walked <= 0) return quantity(0);
  return totalCost <= walked ? sets : quantity(mulDiv(sets, walked, totalCost, 'down'));
}

/** The last look may find the books a little worse; that much is reserved as well. Parts per million. */
const tolerance = (config: RiskConfig): number => 1_000_000 + ppm(config.trading.slippage);
