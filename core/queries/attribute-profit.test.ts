import { describe, expect, it } from 'vitest';
import { price, quantity, usd } from '../money/money.js';
import { attributeProfit } from './attribute-profit.js';
import type { TradeHistory } from './trade-history.js';

const SETS = 10_000_000;
const leg = (cost: number, fee: number) => ({ cost: usd(cost), fee: usd(fee) });
const fill = (legIndex: number, contracts: number, notional: number, fee: number, change: object = {}) => ({
  legIndex,
  clientOrderId: `order ${legIndex}`,
  action: 'buy',
  quantity: quantity(contracts),
  notional: usd(notional),
  fee: usd(fee),
  finality: 'final',
  ...change,
});
const cash = (amount: number) => ({ account: 'cash:kalshi', amount: usd(amount) });

/** Found: ten sets for 4 + 5 dollars and 10 cents of fees, paying a dollar each: 90 cents. */
function history(change: {
  readonly fills: readonly object[];
  readonly payout: number;
  readonly cash: readonly number[];
  readonly quantity?: number;
  readonly settledAt?: number | null;
  readonly opportunity?: null;
}): TradeHistory {
  const sets = quantity(change.quantity ?? SETS);
  const opportunity = {
    legs: [leg(4_000_000, 60_000), leg(5_000_000, 40_000)],
    quantity: quantity(SETS),
    netProfit: usd(900_000),
  };
  const trade = {
    quantity: sets,
    floor: price(10_000),
    payout: usd(change.payout),
    settledAt: change.settledAt === undefined ? 1 : change.settledAt,
  };
  return {
    trade,
    legs: [{ quantity: sets }, { quantity: sets }],
    opportunity: change.opportunity === null ? null : opportunity,
    approval: null,
    intents: [
      { clientOrderId: 'order 0', purpose: 'leg' },
      { clientOrderId: 'order 1', purpose: 'leg' },
      { clientOrderId: 'exit', purpose: 'unwind' },
    ],
    orders: [],
    fills: change.fills,
    postings: [...change.cash.map(cash), { account: 'pnl:atomic-arb', amount: usd(-5) }],
  } as unknown as TradeHistory;
}
const stepsOf = (one: TradeHistory) => {
  const attribution = attributeProfit(one);
  const steps = Object.fromEntries(
    (attribution?.steps ?? []).filter(({ amount }) => amount !== 0).map(({ amount, reason }) => [reason, amount]),
  );
  return { ...steps, profit: attribution?.profit };
};

describe('the profit of a trade', () => {
  it('is what was found when everything went as it was walked', () => {
    const one = history({
      fills: [fill(0, SETS, 4_000_000, 60_000), fill(1, SETS, 5_000_000, 40_000)],
      payout: 10_000_000,
      cash: [-4_060_000, -5_040_000, 10_000_000],
    });
    expect(stepsOf(one)).toEqual({ found: 900_000, profit: 900_000 });
  });

  it('is taken apart into size, prices, fees and payout, to the micro-dollar', () => {
    const one = history({
      quantity: SETS / 2,
      fills: [fill(0, SETS / 2, 2_000_001, 30_002), fill(1, SETS / 2, 2_450_000, 20_000)],
      payout: 5_250_000,
      cash: [-2_030_003, -2_470_000, 5_250_000],
    });
    expect(stepsOf(one)).toEqual({
      found: 900_000,
      size: -450_000,
      prices: 49_999,
      fees: -2,
      payout: 250_000,
      profit: 749_997,
    });
  });

  it('shows what a leg that did not fill, and the way out of the other, cost', () => {
    const sold = fill(0, SETS, 3_900_000, 60_000, { action: 'sell', clientOrderId: 'exit' });
    const undone = fill(1, SETS, 5_000_000, 40_000, { finality: 'undone' });
    const one = history({
      fills: [fill(0, SETS, 4_000_000, 60_000), sold, undone],
      payout: 0,
      cash: [-4_060_000, 3_840_000, -5_040_000, 5_040_000],
    });
    expect(stepsOf(one)).toEqual({
      found: 900_000,
      'not bought': 5_040_000,
      exits: 3_840_000,
      payout: -10_000_000,
      profit: -220_000,
    });
  });

  it('of an open trade is what it will be if every leg pays', () => {
    const one = history({
      settledAt: null,
      fills: [fill(0, SETS, 4_100_000, 60_000), fill(1, SETS, 5_000_000, 40_000)],
      payout: 0,
      cash: [-4_160_000, -5_040_000],
    });
    expect(stepsOf(one)).toEqual({ found: 900_000, prices: -100_000, profit: 800_000 });
    expect(attributeProfit(one)?.isOver).toBe(false);
  });

  it('names what no fill and no payout explains', () => {
    const one = history({
      fills: [fill(0, SETS, 4_000_000, 60_000), fill(1, SETS, 5_000_000, 40_000)],
      payout: 10_000_000,
      cash: [-4_060_000, -5_040_000, 10_000_000, -7],
    });
    expect(stepsOf(one)).toEqual({ found: 900_000, other: -7, profit: 899_993 });
  });

  it('is not guessed at where the opportunity was not kept', () => {
    expect(attributeProfit(history({ fills: [], payout: 0, cash: [], opportunity: null }))).toBeNull();
  });
});
