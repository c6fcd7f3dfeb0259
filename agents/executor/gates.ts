import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { bestAsk } from '@pm-arbitrage/core/covers/best-ask.js';
import { LegDepth } from '@pm-arbitrage/core/covers/leg-depth.js';
import { limitOnGrid, restingOnGrid } from '@pm-arbitrage/core/covers/limit-on-grid.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { Approval, ApprovedLeg } from '@pm-arbitrage/core/domain/trade.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { takerFeeOf } from '@pm-arbitrage/core/fees/taker-fee.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import {
  addUsd,
  notional,
  type Price,
  shareOfUsd,
  subUsd,
  sumUsd,
  type Usd,
  usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import { costByPot } from './funds.js';

/** A leg as it would be ordered now. */
export interface PlannedLeg {
  readonly leg: ApprovedLeg;
  readonly market: Market;
  readonly limitPrice: Price;
  /** The walk at this moment, with fees. */
  readonly cost: Usd;
}

export type GateVerdict =
  | { readonly open: true; readonly legs: readonly PlannedLeg[]; readonly cost: Usd }
  | { readonly open: false; readonly gate: Gate; readonly message: string };

export type Gate = 'approval' | 'platform' | 'latency' | 'liquidity' | 'profit' | 'balance';

/** What one leg looks like at the moment of the look. */
export interface GateLeg {
  readonly market: Market | undefined;
  readonly update: PriceUpdate | undefined;
  /** Age of the book, ms. */
  readonly age: number;
}

export interface GateInputs {
  readonly now: number;
  readonly legs: readonly GateLeg[];
  /** Why no trade may go to a venue now; null or absent where one may. */
  readonly refusals: ReadonlyMap<Platform, string | null>;
  /** Free cash by pot; null skips the gate, for the last look after funds were reserved. */
  readonly available: ReadonlyMap<string, Usd> | null;
  readonly config: Pick<Config, 'trading' | 'risk'>;
}

const ppm = (share: number) => Math.round(share * 1_000_000);
const shut = (gate: Gate, message: string): GateVerdict => ({ open: false, gate, message });

const refuseExpired = ({ expiresAt }: Approval, now: number): GateVerdict | null =>
  now > expiresAt ? shut('approval', `the approval expired ${now - expiresAt} ms ago`) : null;

/** The gates of design §8 on the freshest book: platform, latency, liquidity, profit, balance. Pure. */
export function askGates(approval: Approval, inputs: GateInputs): GateVerdict {
  const { now } = inputs;
  const expired = refuseExpired(approval, now);
  if (expired) return expired;
  const planned: PlannedLeg[] = [];
  for (const [index, leg] of approval.legs.entries()) {
    const seen = lookAt(leg, inputs.legs[index] as GateLeg, inputs);
    if ('open' in seen) return seen;
    const { market, update } = seen;
    const { execution, legs } = approval;
    const decided = execution.style === 'first-leg' ? execution.hedgeBy : now;
    if (legs.length > 1 && market.closeTime < decided + inputs.config.trading.exitTimeMs)
      return shut('platform', `${leg.market} closes before a leg that stays alone could be finished or taken back`);
    const depth = new LegDepth(update, leg.side, takerFeeOf(modelAt(market.fees, now)));
    if (depth.available < leg.quantity) {
      return shut('liquidity', `${leg.market} offers ${depth.available} of ${leg.quantity} needed`);
    }
    const worst = depth.priceOf(depth.levelAt(leg.quantity));
    const limitPrice = limitOnGrid(worst, leg.side, market.priceRanges);
    if (limitPrice === null) return shut('liquidity', `no allowed price reaches the depth of ${leg.market}`);
    planned.push({
      leg,
      market,
      limitPrice,
      cost: addUsd(usd(depth.costAt(leg.quantity)), usd(depth.feesAt(leg.quantity))),
    });
  }

  return weigh(approval, planned, inputs);
}

/**
 * The gates of a leg that is to rest in the book: it must not meet anything there now, and earn if somebody meets it.
 * Pure.
 */
export function askRestGates(approval: Approval, inputs: GateInputs): GateVerdict {
  const { now } = inputs;
  const expired = refuseExpired(approval, now);
  if (expired) return expired;
  const [leg, ...more] = approval.legs;
  if (leg === undefined || more.length > 0) return shut('approval', 'only a single leg can rest');
  const seen = lookAt(leg, inputs.legs[0] as GateLeg, inputs);
  if ('open' in seen) return seen;
  const { market, update } = seen;
  const limitPrice = restingOnGrid(leg.limitPrice, leg.side, market.priceRanges);
  if (limitPrice === null) return shut('liquidity', `no allowed price of ${leg.market} is at or below the limit`);
  if (bestAsk(update, leg.side) <= limitPrice) return shut('liquidity', `${leg.market} is offered at the limit by now`);
  // A maker's fee is never above a taker's.
  const fee = takerFeeOf(modelAt(market.fees, now))(leg.quantity, limitPrice);
  const cost = addUsd(notional(leg.quantity, limitPrice, 'up'), fee);
  return weigh(approval, [{ leg, market, limitPrice, cost }], inputs);
}

/** The market and book of a leg, or the gate that is shut. */
function lookAt(
  leg: ApprovedLeg,
  { market, update, age }: GateLeg,
  { now, refusals, config }: GateInputs,
): { readonly market: Market; readonly update: PriceUpdate } | GateVerdict {
  if (market?.status !== 'open' || now >= market.closeTime) {
    return shut(
      'platform',
      `${leg.market} is ${market === undefined ? 'unknown' : market.status === 'open' ? 'past its close' : market.status}`,
    );
  }
  const refusal = refusals.get(leg.platform) ?? null;
  if (refusal !== null) return shut('platform', `${leg.platform} is left alone: ${refusal}`);
  if (update === undefined || update.status !== 'live') return shut('latency', `no live book of ${leg.market}`);
  if (update.epoch !== leg.epoch) {
    return shut(
      'latency',
      `the stream of ${leg.market} was interrupted since the approval (epoch ${leg.epoch} → ${update.epoch})`,
    );
  }
  if (age > config.trading.stalePriceMs) return shut('latency', `the book of ${leg.market} is ${age} ms old`);
  return { market, update };
}

/** Profit, approved cost and balance. */
function weigh(approval: Approval, planned: readonly PlannedLeg[], inputs: GateInputs): GateVerdict {
  const { config } = inputs;
  const cost = sumUsd(planned.map((plan) => plan.cost));
  const profit = subUsd(notional(approval.quantity, approval.floor, 'down'), cost);
  const needed = shareOfUsd(cost, ppm(config.trading.profitThreshold), 1_000_000, 'up');
  if (profit < needed) return shut('profit', `net profit is down to ${dollars(profit)}, ${dollars(needed)} are needed`);
  if (cost > approval.maxCost) {
    return shut('profit', `the cost rose to ${dollars(cost)}, approved are at most ${dollars(approval.maxCost)}`);
  }
  return balanceProblem(planned, inputs) ?? { open: true, legs: planned, cost };
}

function balanceProblem(planned: readonly PlannedLeg[], { available }: GateInputs): GateVerdict | null {
  if (available === null) return null;
  for (const [pot, amount] of costByPot(planned)) {
    const free = available.get(pot) ?? ZERO_USD;
    if (free < amount) return shut('balance', `${pot} has ${dollars(free)} free, the trade needs ${dollars(amount)}`);
  }
  return null;
}
