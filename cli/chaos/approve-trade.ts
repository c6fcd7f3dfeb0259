import type { KeyObject } from 'node:crypto';
import { recordApproval } from '@pm-arbitrage/agents/risk-guardian/record-approval.js';
import { signApproval } from '@pm-arbitrage/core/approval/sign-approval.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { markets as marketsTable } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Approval, SignedApproval } from '@pm-arbitrage/core/domain/trade.js';
import { notional, ONE_DOLLAR_PRICE, sumUsd, usd } from '@pm-arbitrage/core/money/money.js';
import type { RunPlan } from './run-plan.js';

/** Longer than a run: no approval expires because this machine is slow. */
const VALID_MS = 600_000;

/** Makes the markets of a run known, as the venue watchers do. */
export async function recordMarkets(database: Database, markets: readonly Market[]): Promise<void> {
  await database.queries.insert(marketsTable).values(
    markets.map((market) => ({
      id: market.id,
      platform: market.platform,
      event: market.event.id,
      title: market.title,
      status: market.status,
      closeTime: market.closeTime,
      yesPayout: market.yesPayout,
      market,
      updatedAt: market.updatedAt,
    })),
  );
}

/** The approval of a run's trade, committed as the guardian commits it. `now` Unix ms of the run's clock. */
export async function approveTrade(
  database: Database,
  plan: RunPlan,
  markets: readonly Market[],
  { now, privateKey }: { now: number; privateKey: KeyObject },
): Promise<SignedApproval> {
  const tradeId = `chaos-${plan.seed}`;
  const legs = plan.legs.map((leg, index) => {
    const market = markets[index] as Market;
    return {
      market: market.id,
      platform: leg.platform,
      event: market.event.id,
      side: leg.side,
      limitPrice: leg.price,
      quantity: plan.sets,
      maxCost: notional(plan.sets, ONE_DOLLAR_PRICE, 'up'),
      epoch: 1,
    };
  });
  const approval: Approval = {
    approvalId: `approval of ${tradeId}`,
    tradeId,
    strategy: 'atomic-arb',
    coverId: `cover of ${tradeId}`,
    kind: 'cross-venue',
    basis: 'chaos',
    legs,
    quantity: plan.sets,
    floor: ONE_DOLLAR_PRICE,
    maxCost: sumUsd(legs.map(({ maxCost }) => maxCost)),
    resolutionTime: Math.max(...markets.map((market) => market.resolutionTime)),
    opportunityId: `opportunity of ${tradeId}`,
    expectedProfit: usd(1),
    tickAt: now,
    approvedAt: now,
    expiresAt: now + VALID_MS,
  };
  const signed = signApproval(approval, privateKey);
  await recordApproval(database, signed, { mode: 'live', reason: '', trace: tradeId, lease: null, messages: [] });
  return signed;
}
