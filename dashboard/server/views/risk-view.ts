import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import { addUsd, shareOfUsd, subUsd, sumUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { CapitalAtWork } from '@pm-arbitrage/core/queries/capital-at-work.js';
import type { LimitUse, RiskView } from '../../protocol/risk-view.js';
import { stopFloor } from './portfolio.js';

/** Of markets and events the fullest are shown. */
const MOST_SUBJECTS = 10;

export interface RiskFacts {
  /** Unix ms. */
  readonly now: number;
  readonly risk: Config['risk'];
  readonly equity: Usd;
  readonly highWaterMark: Usd;
  readonly dayStart: Usd;
  readonly pausedDay: string | null;
  /** Trades since 00:00 UTC that were not called off. */
  readonly tradesToday: number;
  readonly atWork: readonly CapitalAtWork[];
  readonly allocation: AllocationTable | null;
  /** Round trip of orders by venue, ms. */
  readonly latencies: ReadonlyMap<string, number>;
  readonly rejections: RiskView['rejections'];
  readonly halts: RiskView['halts'];
}

const shareOf = (amount: Usd, share: number): Usd =>
  shareOfUsd(amount, Math.round(share * 1_000_000), 1_000_000, 'down');
const atLeastZero = (amount: Usd): Usd => (amount > 0 ? amount : ZERO_USD);

/** Every limit with what is used of it, as the guardian measures them. Pure. */
export function riskView(facts: RiskFacts): RiskView {
  const { risk, equity, highWaterMark, dayStart, atWork, now } = facts;
  const floor = stopFloor(highWaterMark, risk.drawdownStop);
  const money = (rule: string, subject: string | null, used: Usd, limit: Usd): LimitUse => ({
    rule,
    subject,
    unit: 'usd',
    used,
    limit,
  });
  const exposures = (rule: string, share: number, keyOf: (one: CapitalAtWork) => string): LimitUse[] =>
    [...byKey(atWork, keyOf)]
      .map(([key, used]) => money(rule, key, used, shareOf(equity, share)))
      .sort((a, b) => b.used - a.used)
      .slice(0, MOST_SUBJECTS);
  const open = new Set(atWork.map(({ tradeId }) => tradeId)).size;
  const deployed = sumUsd(atWork.map(({ spent, reserved }) => addUsd(spent, reserved)));
  const ofStrategy = byKey(atWork, ({ strategy }) => strategy);
  return {
    at: now,
    limits: [
      money('drawdown-stop', null, atLeastZero(subUsd(highWaterMark, equity)), subUsd(highWaterMark, floor)),
      money('daily-loss', null, atLeastZero(subUsd(dayStart, equity)), shareOf(dayStart, risk.dailyLoss)),
      money('portfolio-deployed', null, deployed, shareOf(equity, risk.deployed)),
      { rule: 'open-positions', subject: null, unit: 'count', used: open, limit: risk.openPositions },
      { rule: 'daily-trades', subject: null, unit: 'count', used: facts.tradesToday, limit: risk.dailyTrades },
      ...exposures('venue-exposure', risk.perVenue, ({ platform }) => platform),
      ...exposures('event-exposure', risk.perEvent, ({ event }) => event),
      ...exposures('market-exposure', risk.perMarket, ({ market }) => market),
      ...(facts.allocation?.entries ?? []).map(({ strategy, capital }) =>
        money('allocation', strategy, ofStrategy.get(strategy) ?? ZERO_USD, capital),
      ),
      ...[...facts.latencies].map(([platform, latency]): LimitUse => ({
        rule: 'unstable-venue',
        subject: platform,
        unit: 'ms',
        used: Math.round(latency),
        limit: risk.unstableVenueMs,
      })),
    ],
    pausedDay: facts.pausedDay === new Date(now).toISOString().slice(0, 10) ? facts.pausedDay : null,
    rejections: facts.rejections,
    halts: facts.halts,
  };
}

function byKey(atWork: readonly CapitalAtWork[], keyOf: (one: CapitalAtWork) => string): ReadonlyMap<string, Usd> {
  const sums = new Map<string, Usd>();
  for (const one of atWork)
    sums.set(keyOf(one), addUsd(sums.get(keyOf(one)) ?? ZERO_USD, addUsd(one.spent, one.reserved)));
  return sums;
}
