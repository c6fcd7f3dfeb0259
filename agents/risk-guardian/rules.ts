import { otherSide } from '@pm-arbitrage/core/domain/platform.js';
import { isRiskless } from '@pm-arbitrage/core/domain/trade-kind.js';
import type { ApprovedLeg, TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import {
  addUsd,
  mulDiv,
  notional,
  type Quantity,
  ratioOf,
  shareOfUsd,
  subUsd,
  sumUsd,
  type Usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import { type Breach, breach, percent } from './breach.js';
import { fairValue } from './fair-value-rule.js';
import { inPlay } from './in-play-rule.js';
import { committed, freeCash, ppm, type RiskConfig, type RiskState, utcDay } from './risk-state.js';
import type { VenuePulse } from './venue-pulse.js';

/** What the rules judge. `legs` and `quantity` are after sizing. */
export interface Proposal {
  readonly request: TradeRequest;
  readonly state: RiskState;
  readonly config: RiskConfig;
  readonly now: number;
  readonly halt: string | null;
  readonly venues: VenuePulse;
  readonly quantity: Quantity;
  readonly legs: readonly ApprovedLeg[];
}

/** The largest value of `amounts` against a share of the bankroll. */
function exposure(
  rule: string,
  what: string,
  share: number,
  proposal: Proposal,
  keyOf: (leg: { market: string; event: string; platform: string }) => string,
): Breach | null {
  const { state, legs } = proposal;
  const limit = shareOfUsd(state.equity, ppm(share), 1_000_000, 'down');
  const wanted = new Map<string, Usd>();
  for (const leg of legs) {
    const key = keyOf(leg);
    wanted.set(key, addUsd(wanted.get(key) ?? ZERO_USD, leg.maxCost));
  }
  for (const [key, amount] of wanted) {
    const total = addUsd(
      amount,
      committed(state, (commitment) => keyOf(commitment) === key),
    );
    if (total > limit) {
      return breach(
        rule,
        dollars(limit),
        dollars(total),
        `${what} ${key} would exceed ${percent(share)} of the bankroll`,
      );
    }
  }
  return null;
}

/** Says what is wrong, or null. */
type Rule = (proposal: Proposal) => Breach | null;

/** What holds of every request, in the order in which it is asked. */
const always: readonly Rule[] = [
  function halted({ halt }) {
    return halt === null ? null : breach('halted', 'no halt', halt, 'trading is halted');
  },

  function expired({ request, now }) {
    const { expiresAt } = request;
    return now <= expiresAt ? null : breach('expired', moment(expiresAt), moment(now), 'the request came too late');
  },

  /** The money rules below rest on these numbers, so a request must not bring its own arithmetic. */
  function inconsistent({ request }) {
    const { opportunity } = request;
    const { floor, legs, netProfit, payout, quantity, roi, totalCost } = opportunity;
    const uneven = legs.find((leg) => leg.quantity !== quantity);
    if (uneven)
      return breach('inconsistent', `${quantity}`, `${uneven.quantity}`, 'the legs are not equal in contracts');
    const paid = sumUsd(legs.map((leg) => addUsd(leg.cost, leg.fee)));
    const expected: readonly (readonly [what: string, is: Usd, should: Usd])[] = [
      ['payout', payout, notional(quantity, floor, 'down')],
      ['total cost', totalCost, paid],
      ['net profit', netProfit, subUsd(payout, totalCost)],
    ];
    for (const [what, is, should] of expected) {
      if (is !== should) return breach('inconsistent', dollars(should), dollars(is), `the ${what} does not add up`);
    }
    const ratio = ratioOf(netProfit, totalCost);
    return roi === ratio ? null : breach('inconsistent', percent(ratio), percent(roi), 'the return does not add up');
  },

  function overbid({ request }) {
    const { bid, opportunity } = request;
    return bid <= opportunity.netProfit
      ? null
      : breach('inconsistent', dollars(opportunity.netProfit), dollars(bid), 'the bid is above the profit');
  },

  function stalePrice({ request, config, now, venues }) {
    const limit = config.trading.stalePriceMs;
    const { detectedAt, legs } = request.opportunity;
    // A book that did not change is as fresh as its feed was at the detection; what came later may have changed it.
    const asOf = legs.map((leg) => Math.max(leg.receivedAt, Math.min(venues.aliveAt(leg.platform), detectedAt)));
    const oldest = now - Math.min(...asOf);
    return oldest <= limit ? null : breach('stale-price', `${limit} ms`, `${oldest} ms`, 'the oldest price is too old');
  },

  function unstableVenue({ venues, legs, config }) {
    const limit = config.risk.unstableVenueMs;
    for (const { platform } of legs) {
      const latency = venues.latencyMs.get(platform) ?? null;
      if (latency !== null && latency > limit) {
        return breach('unstable-venue', `${limit} ms`, `${Math.round(latency)} ms`, `${platform} answers too slowly`);
      }
    }
    return null;
  },

  function venueBalance({ state, legs, config }) {
    const platforms = new Set(legs.map((leg) => leg.platform));
    for (const platform of platforms) {
      const wanted = sumUsd(legs.filter((leg) => leg.platform === platform).map((leg) => leg.maxCost));
      const left = subUsd(freeCash(state, platform), wanted);
      if (left < config.risk.minVenueBalance) {
        return breach(
          'venue-balance',
          dollars(config.risk.minVenueBalance),
          dollars(left),
          `${platform} would be left with too little cash`,
        );
      }
    }
    return null;
  },
];

/** What holds of a request that opens a position. */
const opening: readonly Rule[] = [
  function venuePaused({ state, legs }) {
    for (const { platform } of legs) {
      const reason = state.pausedVenues.get(platform);
      if (reason !== undefined)
        return breach('venue-paused', 'not paused', 'paused', `a person paused ${platform} (${reason})`);
    }
    return null;
  },

  function dailyLoss({ state, now }) {
    return state.pausedDay === utcDay(now)
      ? breach('daily-loss', 'next UTC day', state.pausedDay, 'paused for the daily loss')
      : null;
  },

  function profitThreshold({ request, config }) {
    const { netProfit, totalCost } = request.opportunity;
    const needed = shareOfUsd(
      totalCost,
      ppm(config.trading.profitThreshold + config.trading.safetyBuffer),
      1_000_000,
      'up',
    );
    return netProfit >= needed
      ? null
      : breach('profit-threshold', dollars(needed), dollars(netProfit), 'net profit is below threshold and buffer');
  },

  function returnTooSmall({ request, config }) {
    const { roi } = request.opportunity;
    const { minRoi } = config.trading;
    return roi >= minRoi ? null : breach('roi-minimum', percent(minRoi), percent(roi), 'the return is too small');
  },

  function returnSuspicious({ request, config }) {
    const { kind, roi } = request.opportunity;
    const { maxRoi } = config.trading;
    return roi <= maxRoi || !isRiskless(kind)
      ? null
      : breach('roi-suspicious', percent(maxRoi), percent(roi), 'a return this high is likely an error');
  },

  fairValue,

  inPlay,

  function duplicatePosition({ request, state }) {
    const { coverId } = request.opportunity;
    const open = state.commitments.find((commitment) => commitment.coverId === coverId);
    return open ? breach('duplicate-position', 'one per cover', open.tradeId, 'this cover is already held') : null;
  },

  function cooldown({ request, state, config, now }) {
    const last = state.lastApproval.get(request.opportunity.coverId);
    const limit = config.risk.cooldownMs;
    if (last === undefined || now - last >= limit) return null;
    return breach('cooldown', `${limit} ms`, `${now - last} ms`, 'this cover was traded a moment ago');
  },

  function dailyTrades({ state, config }) {
    const limit = config.risk.dailyTrades;
    return state.tradesToday < limit
      ? null
      : breach('daily-trades', `${limit}`, `${state.tradesToday}`, 'enough trades for today');
  },

  function openPositions({ state, config }) {
    const open = new Set(state.commitments.map((commitment) => commitment.tradeId)).size;
    const limit = config.risk.openPositions;
    return open < limit ? null : breach('open-positions', `${limit}`, `${open}`, 'too many positions are open');
  },

  function strategyActive({ request, state }) {
    const entry = state.allocations?.entries.find(({ strategy }) => strategy === request.strategy);
    return entry && entry.state !== 'paused'
      ? null
      : breach('allocation', 'an active allocation', entry?.state ?? 'none', `${request.strategy} has no capital`);
  },

  function tradeSize({ request, legs, quantity, config }) {
    const { minTrade } = config.risk;
    const cost = sumUsd(legs.map((leg) => leg.maxCost));
    if (quantity < request.opportunity.minQuantity) {
      return breach(
        'trade-size',
        `${request.opportunity.minQuantity}`,
        `${quantity}`,
        'the size left is below what the venues accept',
      );
    }
    return cost >= minTrade
      ? null
      : breach('trade-size', dollars(minTrade), dollars(cost), 'the size left is below the minimum');
  },

  (proposal) => exposure('market-exposure', 'market', proposal.config.risk.perMarket, proposal, (leg) => leg.market),
  (proposal) => exposure('event-exposure', 'event', proposal.config.risk.perEvent, proposal, (leg) => leg.event),
  (proposal) => exposure('venue-exposure', 'venue', proposal.config.risk.perVenue, proposal, (leg) => leg.platform),
  (proposal) => exposure('portfolio-deployed', 'portfolio', proposal.config.risk.deployed, proposal, () => 'deployed'),

  function strategyAllocation({ request, state, legs }) {
    const capital =
      state.allocations?.entries.find(({ strategy }) => strategy === request.strategy)?.capital ?? ZERO_USD;
    const used = committed(state, ({ strategy }) => strategy === request.strategy);
    const wanted = addUsd(used, sumUsd(legs.map((leg) => leg.maxCost)));
    return wanted <= capital
      ? null
      : breach('allocation', dollars(capital), dollars(wanted), `${request.strategy} would exceed its capital`);
  },
];

/** What holds of a request that takes a position back: it lessens what is at risk, so no limit stands in its way. */
const closing: readonly Rule[] = [
  function closesWhatIsHeld({ request, state, legs, quantity }) {
    const held = state.commitments.filter(({ tradeId, reserved }) => tradeId === request.closes && !reserved);
    const [position, ...more] = held;
    const [leg] = legs;
    if (position === undefined || more.length > 0 || leg === undefined || legs.length > 1)
      return breach('closes', 'a held position of one leg', `${held.length}`, 'there is nothing to take back');
    const fits =
      position.strategy === request.strategy && position.market === leg.market && position.side === otherSide(leg.side);
    if (!fits)
      return breach('closes', `${position.market} ${position.side}`, `${leg.market} ${leg.side}`, 'not its own');
    const underWay = state.commitments.filter(
      ({ market, side, reserved }) => market === leg.market && side === leg.side && reserved,
    );
    if (underWay.length > 0) return breach('closes', 'one at a time', `${underWay.length}`, 'it is being taken back');
    return quantity <= position.filled && quantity > 0
      ? null
      : breach('closes', `${position.filled}`, `${quantity}`, 'not that much is held');
  },
];

/** The rules of a request, in the order in which they are asked; the first breach decides. */
export const rulesFor = ({ closes }: TradeRequest): readonly Rule[] => [
  ...always,
  ...(closes === null ? opening : closing),
];

/** Part of an amount for a smaller size, rounded against us. */
export const scaled = (amount: Usd, size: Quantity, full: Quantity): Usd => mulDiv(amount, size, full, 'up') as Usd;

/** A time as a person reads it, to the millisecond, UTC. */
const moment = (at: number): string => new Date(at).toISOString();
