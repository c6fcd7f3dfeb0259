import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { cashAccount, contractsAccount, PAYOUTS_ACCOUNT } from '@pm-arbitrage/core/ledger/postings.js';
import { addUsd, shareOfUsd, subUsd, sumUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { ClosedTotals } from '@pm-arbitrage/core/queries/account-queries.js';
import type { CapitalAtWork } from '@pm-arbitrage/core/queries/capital-at-work.js';
import type { PortfolioView } from '../../protocol/portfolio-view.js';
import type { PositionRow } from '../../protocol/position-row.js';

const DAY_MS = 86_400_000;

export interface PortfolioFacts {
  /** Unix ms. */
  readonly now: number;
  readonly mode: LedgerMode;
  /** Ledger accounts by name. */
  readonly balances: ReadonlyMap<string, Usd>;
  readonly highWaterMark: Usd | null;
  /** Profit less fees since 00:00 UTC. */
  readonly gainedToday: Usd;
  readonly pausedDay: string | null;
  /** Today, 7 days, 30 days, ever. */
  readonly closed: readonly [ClosedTotals, ClosedTotals, ClosedTotals, ClosedTotals];
  readonly atWork: readonly CapitalAtWork[];
  readonly positions: readonly PositionRow[];
  /** Fall from the high-water mark that halts everything, as a share. */
  readonly drawdownStop: number;
}

/** The equity at which everything is halted. */
export const stopFloor = (highWaterMark: Usd, drawdownStop: number): Usd =>
  subUsd(highWaterMark, shareOfUsd(highWaterMark, Math.round(drawdownStop * 1_000_000), 1_000_000, 'down'));

/** Cash plus contracts at cost, less what is owed to trades that have paid in part. */
export const equityOf = (balances: ReadonlyMap<string, Usd>): Usd =>
  sumUsd([
    balances.get(PAYOUTS_ACCOUNT) ?? ZERO_USD,
    ...platforms.flatMap((platform) => [
      balances.get(cashAccount(platform)) ?? ZERO_USD,
      balances.get(contractsAccount(platform)) ?? ZERO_USD,
    ]),
  ]);

/** How much there is, and where. Pure. */
export function portfolioView(facts: PortfolioFacts): PortfolioView {
  const { now, mode, balances, closed, atWork, positions, gainedToday } = facts;
  const equity = equityOf(balances);
  const highWaterMark = facts.highWaterMark !== null && facts.highWaterMark > equity ? facts.highWaterMark : equity;
  const reserved = sumUsd(atWork.map((one) => one.reserved));
  const held = positions.filter(({ legs }) => legs.some(({ filled, payout }) => filled > 0 && payout === null));
  const unrealised = held.map((row) => row.unrealised);
  const marks = held.flatMap(({ markedAt }) => (markedAt === null ? [] : [markedAt]));
  const accounts = platforms.map((platform) => ({
    platform,
    cash: balances.get(cashAccount(platform)) ?? ZERO_USD,
    contracts: balances.get(contractsAccount(platform)) ?? ZERO_USD,
    reserved: sumUsd(atWork.filter((one) => one.platform === platform).map((one) => one.reserved)),
  }));
  const [today, week, month, all] = closed;
  return {
    at: now,
    mode,
    equity,
    highWaterMark,
    floor: stopFloor(highWaterMark, facts.drawdownStop),
    dayStart: subUsd(equity, gainedToday),
    pausedToday: facts.pausedDay === new Date(now).toISOString().slice(0, 10),
    profit: { today, week, month, all },
    unrealised: unrealised.every((value) => value !== null) ? sumUsd(unrealised) : null,
    markedAt: marks.length === 0 ? null : Math.min(...marks),
    balances: accounts,
    deployed: sumUsd(accounts.map(({ contracts }) => contracts)),
    reserved,
    free: subUsd(sumUsd(accounts.map(({ cash }) => cash)), reserved),
    locked: lockedByDay(atWork),
  };
}

function lockedByDay(atWork: readonly CapitalAtWork[]): PortfolioView['locked'] {
  const days = new Map<number, { amount: Usd; trades: Set<string> }>();
  for (const { resolutionTime, spent, reserved, tradeId } of atWork) {
    const day = Math.floor(resolutionTime / DAY_MS) * DAY_MS;
    const known = days.get(day) ?? { amount: ZERO_USD, trades: new Set() };
    days.set(day, {
      amount: addUsd(known.amount, addUsd(spent, reserved)),
      trades: known.trades.add(tradeId),
    });
  }
  return [...days]
    .map(([day, { amount, trades }]) => ({ day, amount, trades: trades.size }))
    .sort((a, b) => a.day - b.day);
}
