import { mulDiv, type Usd, usd } from '../money/money.js';
import type { TradeHistory } from '../queries/trade-history.js';
import type { PaperTwin } from './trial-facts.js';

/** By how much paper flatters: the same orders, at the venue and as the paper broker would have filled them. */
export interface TwinComparison {
  readonly orders: number;
  /** Orders that paper would have filled whole, and that were. */
  readonly paperFilled: number;
  readonly filled: number;
  /** Filled by both, at least in part: what they cost in the end, fees in, per contracts that both filled. */
  readonly compared: number;
  readonly paperCost: Usd;
  readonly cost: Usd;
}

/** Paid for a number of contracts out of all that were filled; proceeds of a sale are negative. */
const partOf = (cost: number, contracts: number, of: number): number =>
  Math.sign(cost) * mulDiv(Math.abs(cost), contracts, of, 'up');

/** Live orders against their paper twins. Orders that were not to fill at once have none. Pure. */
export function compareTwins(twins: readonly PaperTwin[], trades: readonly TradeHistory[]): TwinComparison {
  const orders = new Map(
    trades.flatMap((history) =>
      history.intents.map((intent) => [intent.clientOrderId, { history, spec: intent.spec }]),
    ),
  );
  let [count, paperFilled, filled, compared, paperCost, cost] = [0, 0, 0, 0, 0, 0];
  for (const twin of twins) {
    const order = orders.get(twin.clientOrderId);
    if (order === undefined) continue;
    count++;
    const own = order.history.fills.filter(
      ({ clientOrderId, finality }) => clientOrderId === twin.clientOrderId && finality !== 'undone',
    );
    const real = own.reduce((sum, fill) => sum + fill.quantity, 0);
    if (twin.filled === order.spec.quantity) paperFilled++;
    if (real === order.spec.quantity) filled++;
    const both = Math.min(real, twin.filled);
    if (both === 0) continue;
    compared++;
    const sign = order.spec.action === 'buy' ? 1 : -1;
    const paid = own.reduce((sum, fill) => sum + sign * fill.notional + fill.fee, 0);
    paperCost += partOf(sign * twin.notional + twin.fee, both, twin.filled);
    cost += partOf(paid, both, real);
  }
  return { orders: count, paperFilled, filled, compared, paperCost: usd(paperCost), cost: usd(cost) };
}
