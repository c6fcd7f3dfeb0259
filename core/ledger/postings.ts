import type { Fill } from '../domain/order.js';
import type { Platform } from '../domain/platform.js';
import { addUsd, negUsd, subUsd, sumUsd, type Usd, ZERO_USD } from '../money/money.js';

/** One line of an entry. The lines of one entry sum to zero; what we own is positive. */
export interface Posting {
  readonly account: string;
  readonly amount: Usd;
}

export const cashAccount = (platform: Platform) => `cash:${platform}`;
/** Contracts held, at what was paid for them. */
export const contractsAccount = (platform: Platform) => `contracts:${platform}`;
export const feesAccount = (platform: Platform) => `fees:${platform}`;
/** Gains are negative here, as income is in double entry. */
export const profitAccount = (strategy: string) => `pnl:${strategy}`;
/** Payouts of legs whose trade still waits for others; what we owe to trades is negative. */
export const PAYOUTS_ACCOUNT = 'payouts';
export const EQUITY_ACCOUNT = 'equity';

/** Cash at a venue that was never given to the swarm; not part of its equity. */
export const outsideAccount = (platform: Platform) => `outside:${platform}`;

/** The first sight of a live account: the bankroll is the swarm's, the rest of what the venue holds stays outside. */
export const openingPostings = (platform: Platform, bankroll: Usd, held: Usd): readonly Posting[] => [
  { account: cashAccount(platform), amount: bankroll },
  { account: outsideAccount(platform), amount: subUsd(held, bankroll) },
  { account: EQUITY_ACCOUNT, amount: negUsd(held) },
];

/** Money that a person paid in (or, negative, took out) at a venue, for the swarm or apart from it. */
export const movedCashPostings = (platform: Platform, amount: Usd, bankroll: boolean): readonly Posting[] => [
  { account: bankroll ? cashAccount(platform) : outsideAccount(platform), amount },
  { account: EQUITY_ACCOUNT, amount: negUsd(amount) },
];

/** Money brought to a venue. */
export const depositPostings = (platform: Platform, amount: Usd): readonly Posting[] => [
  { account: cashAccount(platform), amount },
  { account: EQUITY_ACCOUNT, amount: negUsd(amount) },
];

/**
 * A fill. Buying turns cash into contracts at cost; selling turns contracts back, the difference to `costOfSold` is
 * profit of the strategy. Fees are an expense of their own.
 */
export function fillPostings(fill: Fill, strategy: string, costOfSold: Usd): readonly Posting[] {
  const { platform, notional, fee } = fill;
  const fees = { account: feesAccount(platform), amount: fee };
  if (fill.action === 'buy') {
    return [
      { account: cashAccount(platform), amount: negUsd(addUsd(notional, fee)) },
      { account: contractsAccount(platform), amount: notional },
      fees,
    ];
  }
  return [
    { account: cashAccount(platform), amount: subUsd(notional, fee) },
    { account: contractsAccount(platform), amount: negUsd(costOfSold) },
    { account: profitAccount(strategy), amount: subUsd(costOfSold, notional) },
    fees,
  ];
}

/**
 * A leg that paid out. Until the whole trade has paid, the payout is owed to it: a cover whose first leg pays a dollar
 * has gained nothing yet, and one whose first leg pays nothing has lost nothing.
 */
export const payoutPostings = (platform: Platform, payout: Usd): readonly Posting[] => [
  { account: cashAccount(platform), amount: payout },
  { account: PAYOUTS_ACCOUNT, amount: negUsd(payout) },
];

/** A trade whose legs have all paid: what it cost and what it brought become the strategy's profit. */
export function realisePostings(
  strategy: string,
  legs: readonly { readonly platform: Platform; readonly cost: Usd; readonly payout: Usd }[],
): readonly Posting[] {
  const costs = new Map<Platform, Usd>();
  for (const { platform, cost } of legs) costs.set(platform, addUsd(costs.get(platform) ?? ZERO_USD, cost));
  const payout = sumUsd(legs.map((leg) => leg.payout));
  return [
    ...[...costs].map(([platform, cost]) => ({ account: contractsAccount(platform), amount: negUsd(cost) })),
    { account: PAYOUTS_ACCOUNT, amount: payout },
    { account: profitAccount(strategy), amount: subUsd(sumUsd(costs.values()), payout) },
  ];
}
