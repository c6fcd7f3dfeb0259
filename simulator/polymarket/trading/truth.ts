import type { Ledger } from '../chain/ledger.js';
import type { Receipt } from '../chain/chain.js';
import type { Desk } from './desk.js';
import type { Funds } from './funds.js';
import type { OrderStore } from './order-store.js';
import type { TradeStatus } from './trade-record.js';
import type { OrderStatus } from './trading-order.js';

/** What really is, for tests and chaos runs. Dollars and shares are millionths, prices 1/10,000 dollar. */
export interface Truth {
  /** pUSD on the chain. */
  readonly usd: number;
  /** Dollars locked in matches that wait for their settlement. */
  readonly locked: number;
  /** Dollars that open orders could cost. */
  readonly reserved: number;
  readonly tokens: Readonly<Record<string, number>>;
  /** Every order that was ever accepted, oldest first. */
  readonly orders: readonly TrueOrder[];
  readonly trades: readonly TrueTrade[];
  /** Transactions of the wallet itself. */
  readonly transactions: readonly Receipt[];
}

export interface TrueOrder {
  readonly id: string;
  readonly tokenId: string;
  readonly action: 'BUY' | 'SELL';
  readonly type: string;
  readonly price: number;
  readonly shares: number;
  readonly status: OrderStatus;
  readonly matched: number;
  readonly fees: number;
  readonly tradeIds: readonly string[];
}

export interface TrueTrade {
  readonly id: string;
  readonly role: 'TAKER' | 'MAKER';
  readonly status: TradeStatus;
  /** What this trade changes for the wallet, by `usd` and token id, when it settles. */
  readonly changes: Readonly<Record<string, number>>;
  readonly fee: number;
}

interface Sources {
  readonly ledger: Ledger;
  readonly funds: Funds;
  readonly orders: OrderStore;
  readonly desk: Desk;
  readonly receipts: Iterable<Receipt>;
}

/** Everything about a wallet that holds funds. */
export function truthOf(address: string, { ledger, funds, orders, desk, receipts }: Sources): Truth {
  const wallet = address.toLowerCase();
  const own = [...orders.all()].filter(({ account }) => account.funder === wallet);
  return {
    usd: ledger.balance(wallet, 'usd'),
    locked: funds.locked(wallet, 'usd'),
    reserved: own
      .filter((order) => orders.isOpen(order) && order.action === 'BUY')
      .reduce((sum, order) => sum + order.reserved, 0),
    tokens: Object.fromEntries([...ledger.holdings(wallet)].map(({ tokenId, amount }) => [tokenId, amount])),
    orders: own.map((order) => ({
      id: order.id,
      tokenId: order.token,
      action: order.action,
      type: order.type,
      price: order.terms.price,
      shares: order.terms.shares,
      ...order.state,
    })),
    trades: desk.trades
      .filter(({ taker, makers }) => [taker, ...makers].some((party) => party.address === wallet))
      .map((trade) => {
        const taker = trade.taker.address === wallet;
        const changes = trade.movements.filter((movement) => movement.address === wallet);
        return {
          id: trade.id,
          role: taker ? 'TAKER' : 'MAKER',
          status: trade.history.now.status,
          changes: Object.fromEntries(changes.map(({ asset, amount }) => [asset, amount])),
          fee: taker ? trade.fee : 0,
        };
      }),
    transactions: [...receipts].filter(({ from }) => from === wallet),
  };
}
