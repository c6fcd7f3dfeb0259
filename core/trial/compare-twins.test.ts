import { expect, it } from 'vitest';
import { quantity, usd } from '../money/money.js';
import type { TradeHistory } from '../queries/trade-history.js';
import { compareTwins } from './compare-twins.js';

const SETS = 10_000_000;
const order = (clientOrderId: string, action: 'buy' | 'sell' = 'buy') => ({
  clientOrderId,
  spec: { quantity: quantity(SETS), action },
});
const fill = (clientOrderId: string, contracts: number, notional: number, fee = 0, finality = 'final') => ({
  clientOrderId,
  quantity: quantity(contracts),
  notional: usd(notional),
  fee: usd(fee),
  finality,
});
const twin = (clientOrderId: string, contracts: number, notional: number, fee = 0) => ({
  clientOrderId,
  filled: quantity(contracts),
  notional: usd(notional),
  fee: usd(fee),
});

it('compares what both filled, counts what paper alone would have, and takes sales for proceeds', () => {
  const history = {
    intents: [order('whole'), order('missed'), order('half'), order('sold', 'sell'), order('undone')],
    fills: [
      fill('whole', SETS, 4_100_000, 20_000),
      fill('half', SETS / 2, 2_000_000),
      fill('sold', SETS, 3_900_000, 10_000),
      fill('undone', SETS, 1, 0, 'undone'),
    ],
  } as unknown as TradeHistory;
  const twins = [
    twin('whole', SETS, 4_000_000, 20_000),
    twin('missed', SETS, 4_000_000),
    twin('half', SETS, 4_000_000),
    twin('sold', SETS, 4_000_000, 10_000),
    twin('undone', SETS, 4_000_000),
    twin('of another trial', SETS, 1),
  ];
  expect(compareTwins(twins, [history])).toEqual({
    orders: 5,
    paperFilled: 5,
    filled: 2,
    compared: 3,
    // 4.02 bought, half of 4.00, and 3.99 brought in.
    paperCost: 4_020_000 + 2_000_000 - 3_990_000,
    cost: 4_120_000 + 2_000_000 - 3_890_000,
  });
  expect(compareTwins([], [history])).toMatchObject({ orders: 0, cost: 0 });
});
