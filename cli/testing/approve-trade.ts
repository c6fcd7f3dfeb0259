import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import type { KeyObject } from 'node:crypto';
import { recordApproval } from '@pm-arbitrage/agents/risk-guardian/record-approval.js';
import { signApproval } from '@pm-arbitrage/core/approval/sign-approval.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { ContractSide } from '@pm-arbitrage/core/domain/platform.js';
import type { Approval, SignedApproval } from '@pm-arbitrage/core/domain/trade.js';
import { notional, ONE_DOLLAR_PRICE, type Price, type Quantity, sumUsd, usd } from '@pm-arbitrage/core/money/money.js';

/** Longer than a run: no approval expires because this machine is slow. */
const VALID_MS = 600_000;

/** A contract that a trade buys, at most at this price. */
export interface WantedLeg {
  readonly market: Market;
  readonly side: ContractSide;
  readonly price: Price;
}

/** A cross-venue approval, signed and committed as the guardian does it, of `sets` of each leg. `now` Unix ms. */
export async function approveTrade(
  database: Database,
  trade: { readonly tradeId: string; readonly sets: Quantity; readonly legs: readonly WantedLeg[] },
  { now, privateKey }: { readonly now: number; readonly privateKey: KeyObject },
): Promise<SignedApproval> {
  const { tradeId, sets } = trade;
  const legs = trade.legs.map(({ market, side, price }) => ({
    market: market.id,
    platform: market.platform,
    event: market.event.id,
    side,
    limitPrice: price,
    quantity: sets,
    maxCost: notional(sets, ONE_DOLLAR_PRICE, 'up'),
    epoch: 1,
  }));
  const approval: Approval = {
    approvalId: `approval of ${tradeId}`,
    tradeId,
    strategy: 'atomic-arb',
    coverId: `cover of ${tradeId}`,
    kind: 'cross-venue',
    execution: AT_ONCE,
    basis: 'planned',
    legs,
    quantity: sets,
    floor: ONE_DOLLAR_PRICE,
    maxCost: sumUsd(legs.map(({ maxCost }) => maxCost)),
    resolutionTime: Math.max(...trade.legs.map(({ market }) => market.resolutionTime)),
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
