import type { KeyObject } from 'node:crypto';
import { recordApproval } from '@pm-arbitrage/agents/risk-guardian/record-approval.js';
import { signApproval } from '@pm-arbitrage/core/approval/sign-approval.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { ContractSide } from '@pm-arbitrage/core/domain/platform.js';
import type { Approval, SignedApproval } from '@pm-arbitrage/core/domain/trade.js';
import { notional, ONE_DOLLAR_PRICE, type Price, type Quantity, sumUsd, usd } from '@pm-arbitrage/core/money/money.js';

const VALID_MS = 60_000;

/** A contract that a trade of the bench buys. */
export interface BenchLeg {
  readonly market: Market;
  readonly side: ContractSide;
  readonly price: Price;
}

/** An approval of the guardian, signed and committed as it does it. `now` Unix ms. */
export async function approveLegs(
  database: Database,
  tradeId: string,
  sets: Quantity,
  on: readonly BenchLeg[],
  { now, privateKey }: { now: number; privateKey: KeyObject },
): Promise<SignedApproval> {
  const legs = on.map(({ market, price: limitPrice, side }) => ({
    market: market.id,
    platform: market.platform,
    event: market.event.id,
    side,
    limitPrice,
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
    basis: 'bench',
    legs,
    quantity: sets,
    floor: ONE_DOLLAR_PRICE,
    maxCost: sumUsd(legs.map(({ maxCost }) => maxCost)),
    resolutionTime: Math.max(...on.map(({ market }) => market.resolutionTime)),
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
