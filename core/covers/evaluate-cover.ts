import type { TradeKind } from '../domain/trade-kind.js';
import {
  notional,
  ONE_CONTRACT,
  type Price,
  price,
  type Quantity,
  quantity,
  ratioOf,
  type Usd,
  usd,
} from '../money/money.js';
import { bestAsk, isCrossed, NO_ASK } from './best-ask.js';
import { bestSize, firstTrue } from './best-size.js';
import { commonLot } from './common-lot.js';
import type {
  CoverEvaluation,
  EvaluationOptions,
  LegInput,
  NearMiss,
  NearMissReason,
  SizedLeg,
  Sizing,
} from './evaluation.js';
import { limitOnGrid } from './limit-on-grid.js';
import { lotLimits, profitCurve, type Walk, walkOf } from './profit-curve.js';

/**
 * Walks all legs of a cover at once and finds the number of sets that earns most.
 *
 * Sizes are multiples of the legs' common lot, at least every leg's smallest order, at most the depth, the budget and
 * `maxQuantity`. Every level taken is one taker fill with its own exact fee; costs round up and the payout down. Among
 * these sizes the result maximises payout − cost − hurdle × cost (rounded up), and is reported only when that is
 * positive. The maximum is exact; on stretches whose edge is below about $0.00001 per contract it may be short of it
 * by the rounding of one fill per leg (see best-size.ts).
 */
export function evaluateCover(
  cover: { readonly kind: TradeKind; readonly floor: Price },
  legs: readonly LegInput[],
  options: EvaluationOptions,
): CoverEvaluation {
  let bestPrice = 0;
  for (const [index, { update, side }] of legs.entries()) {
    if (update.status === 'broken') return nearMiss('broken-book', index);
    if (cover.kind !== 'complement' && isCrossed(update)) return nearMiss('crossed', index);
    const ask = bestAsk(update, side);
    if (ask === NO_ASK) return nearMiss('no-depth', index);
    bestPrice += ask;
  }
  const walks = legs.map((input) => walkOf(input, options.at));
  const edge = bestEdge(walks, cover.floor);
  const miss = (reason: NearMissReason, leg: number | null = null, best: Sizing | null = null): NearMiss => ({
    outcome: 'near-miss',
    reason,
    leg,
    bestPrice: price(bestPrice),
    bestEdge: edge,
    best,
  });
  if (bestPrice >= cover.floor) return miss('unprofitable');

  const lot = commonLot(legs.map((leg) => leg.market.lot));
  const limits = lotLimits(walks, lot, options.maxQuantity);
  if (limits.last === 0) return miss('no-depth', limits.shallowest);
  if (limits.first > limits.last) return miss('below-minimum', limits.shallowest);

  const curve = profitCurve(walks, cover.floor, lot, limits, options);
  const found = bestSize(curve);
  if (found.lots === null) return miss(found.unaffordable ? 'over-budget' : 'below-minimum');
  if (found.value <= 0) {
    // Told without the hurdle: the size that comes closest to it is always the smallest, which says nothing.
    const plain = bestSize(profitCurve(walks, cover.floor, lot, limits, { ...options, hurdlePpm: 0 }));
    const sizing = sizeAt(walks, cover.floor, quantity((plain.lots ?? found.lots) * lot));
    return miss(shortfall(walks, sizing, edge), null, sizing);
  }
  const count = quantity(found.lots * lot);
  const sizing = sizeAt(walks, cover.floor, count);

  const sized: SizedLeg[] = [];
  for (const [index, { input, depth }] of walks.entries()) {
    const limitPrice = limitOnGrid(depth.priceOf(depth.levelAt(count)), input.side, input.market.priceRanges);
    if (limitPrice === null) return miss('off-grid', index, sizing);
    sized.push({ limitPrice, quantity: count, cost: usd(depth.costAt(count)), fee: usd(depth.feesAt(count)) });
  }
  const least = curve.permitted(limits.first) ? limits.first : firstTrue(limits.first, found.lots, curve.permitted);
  return { outcome: 'sized', ...sizing, lot, minQuantity: quantity(least * lot), legs: sized };
}

/** What one whole set at the best asks earns after fees, whatever lots and minimums say. */
function bestEdge(walks: readonly Walk[], floor: Price): Usd {
  let edge: number = notional(ONE_CONTRACT, floor, 'down');
  for (const { depth, fee } of walks) {
    const at = depth.priceOf(0);
    edge -= notional(ONE_CONTRACT, at, 'up') + fee(ONE_CONTRACT, at);
  }
  return usd(edge);
}

function sizeAt(walks: readonly Walk[], floor: Price, count: Quantity): Sizing {
  let cost = 0;
  let fees = 0;
  for (const { depth } of walks) {
    cost += depth.costAt(count);
    fees += depth.feesAt(count);
  }
  const totalCost = usd(cost + fees);
  const payout = notional(count, floor, 'down');
  const netProfit = usd(payout - totalCost);
  return { quantity: count, totalCost, fees: usd(fees), payout, netProfit, roi: ratioOf(netProfit, totalCost) };
}

/** Names what kept the best size from paying, the prices at the top being below the floor. */
function shortfall(walks: readonly Walk[], best: Sizing, edge: Usd): NearMissReason {
  if (best.netProfit > 0) return 'below-hurdle';
  const beyondTop = walks.some(({ depth }) => depth.levelAt(best.quantity) > 0);
  return beyondTop && edge > 0 ? 'below-minimum' : 'fees';
}

function nearMiss(reason: NearMissReason, leg: number): NearMiss {
  return { outcome: 'near-miss', reason, leg, bestPrice: null, bestEdge: null, best: null };
}
