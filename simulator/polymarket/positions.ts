import { VAULT } from './chain/ledger.js';
import type { TradeRecord } from './trading/trade-record.js';

/** How a wallet came to its tokens, from settled trades. Dollars and shares are millionths. */
export interface Holding {
  /** Shares bought less shares sold at their average cost. */
  shares: number;
  cost: number;
  fees: number;
  bought: number;
  realized: number;
  /** Unix ms of the last trade. */
  lastAt: number;
}

/** Average-cost books of a wallet by token id. */
export function holdingsOf(address: string, trades: readonly TradeRecord[]): ReadonlyMap<string, Holding> {
  const holdings = new Map<string, Holding>();
  for (const trade of trades) {
    const { status } = trade.history.now;
    if (address === VAULT || (status !== 'MINED' && status !== 'CONFIRMED')) continue;
    const own = trade.movements.filter((movement) => movement.address === address);
    const dollars = own.find(({ asset }) => asset === 'usd')?.amount ?? 0;
    const fee = trade.taker.address === address ? trade.fee : 0;
    for (const { asset, amount } of own) {
      if (asset === 'usd') continue;
      const before = holdings.get(asset) ?? { shares: 0, cost: 0, fees: 0, bought: 0, realized: 0, lastAt: 0 };
      holdings.set(asset, after(before, amount, dollars + fee, fee, trade.matchedAt));
    }
  }
  return holdings;
}

function after(before: Holding, shares: number, dollars: number, fee: number, at: number): Holding {
  if (shares > 0) {
    return {
      ...before,
      shares: before.shares + shares,
      bought: before.bought + shares,
      cost: before.cost - dollars,
      fees: before.fees + fee,
      lastAt: at,
    };
  }
  const share = before.shares > 0 ? Math.min(1, -shares / before.shares) : 0;
  const released = Math.round(before.cost * share);
  return {
    ...before,
    shares: Math.max(0, before.shares + shares),
    cost: before.cost - released,
    realized: before.realized + dollars - fee - released,
    lastAt: at,
  };
}
