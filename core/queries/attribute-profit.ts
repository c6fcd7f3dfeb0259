import { mulDiv, notional, subUsd, sumUsd, type Usd, usd } from '../money/money.js';
import type { TradeHistory } from './trade-history.js';

/** One reason why a trade earned something else than what was found. */
export interface ProfitStep {
  readonly reason: 'found' | 'size' | 'not bought' | 'prices' | 'fees' | 'exits' | 'payout' | 'other';
  /** What it added; micro-dollars. */
  readonly amount: Usd;
  /** In words, for a person. */
  readonly note: string;
}

export interface ProfitAttribution {
  /** They add up to `profit`, to the micro-dollar; of an open trade to what it earns if every leg pays as expected. */
  readonly steps: readonly ProfitStep[];
  readonly profit: Usd;
  readonly isOver: boolean;
}

/** A share of an amount, towards zero. */
const part = (amount: number, of: number, whole: number): number =>
  whole === 0 ? 0 : Math.sign(amount) * mulDiv(Math.abs(amount), of, whole, 'down');
const total = (amounts: readonly number[]): number => sumUsd(amounts.map(usd));

/**
 * Where the profit of a trade came from, from what was found to what was paid: what the guardian's size made of it, what
 * was not bought, what prices and fees did, what getting out of unequal legs cost, and what the legs paid. Null where
 * the opportunity was not kept. Pure; source: fills and cash entries of the ledger.
 */
export function attributeProfit(history: TradeHistory): ProfitAttribution | null {
  const { fills, intents, legs, opportunity, postings, trade } = history;
  if (opportunity === null) return null;
  const purposeOf = new Map(intents.map(({ clientOrderId, purpose }) => [clientOrderId, purpose]));
  const counted = fills.filter(({ finality }) => finality !== 'undone');
  const entries = counted.filter(({ clientOrderId }) => (purposeOf.get(clientOrderId) ?? 'leg') === 'leg');
  const exits = counted.filter((fill) => !entries.includes(fill));

  const scaled = (amount: Usd) => part(amount, trade.quantity, opportunity.quantity);
  const planned = opportunity.legs.map(({ cost, fee }) => ({ cost: scaled(cost), fee: scaled(fee) }));
  const floor = notional(trade.quantity, trade.floor as Parameters<typeof notional>[1], 'down');
  const asked = floor - total(planned.flatMap(({ cost, fee }) => [cost, fee]));
  const bought = planned.map(({ cost, fee }, index) => {
    const quantity = total(entries.filter(({ legIndex }) => legIndex === index).map((fill) => fill.quantity));
    const wanted = legs[index]?.quantity ?? trade.quantity;
    return { cost: part(cost, quantity, wanted), fee: part(fee, quantity, wanted) };
  });
  const plannedCost = total(planned.map(({ cost }) => cost));
  const plannedFees = total(planned.map(({ fee }) => fee));
  const boughtCost = total(bought.map(({ cost }) => cost));
  const boughtFees = total(bought.map(({ fee }) => fee));
  const paidCost = total(entries.map((fill) => fill.notional));
  const paidFees = total(entries.map(({ fee }) => fee));
  const exitCash = total(exits.map(({ action, fee, notional: gross }) => (action === 'buy' ? -gross : gross) - fee));

  const isOver = trade.settledAt !== null;
  const payout = isOver ? trade.payout : floor;
  const steps: ProfitStep[] = [
    step('found', opportunity.netProfit, 'net profit of the opportunity at the size it was found in'),
    step('size', asked - opportunity.netProfit, 'asked and approved for another number of sets'),
    step('not bought', plannedCost + plannedFees - boughtCost - boughtFees, 'legs that were not filled cost nothing'),
    step('prices', boughtCost - paidCost, 'fills against the prices of the walk'),
    step('fees', boughtFees - paidFees, 'fees against those that were expected'),
    step('exits', exitCash, 'orders that finished or unwound unequal legs, fees in'),
    step('payout', payout - floor, isOver ? 'what the legs paid against the floor' : 'not paid yet'),
  ];
  const explained = usd(total(steps.map(({ amount }) => amount)));
  const booked = total(postings.filter(({ account }) => account.startsWith('cash:')).map(({ amount }) => amount));
  const profit = isOver ? usd(booked) : explained;
  return { steps: [...steps, step('other', subUsd(profit, explained), 'booked for other reasons')], profit, isOver };
}

const step = (reason: ProfitStep['reason'], amount: number, note: string): ProfitStep => ({
  reason,
  amount: usd(amount),
  note,
});
