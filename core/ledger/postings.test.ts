import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fill } from '../domain/order.js';
import { sumUsd, usd } from '../money/money.js';
import {
  depositPostings,
  fillPostings,
  movedCashPostings,
  openingPostings,
  payoutPostings,
  realisePostings,
} from './postings.js';

const amount = fc.integer({ min: 0, max: 1e12 }).map(usd);
const total = (postings: readonly { amount: ReturnType<typeof usd> }[]) => sumUsd(postings.map((line) => line.amount));

it('every entry sums to zero, whatever the amounts', () => {
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.constantFrom('buy' as const, 'sell' as const),
      (notional, fee, cost, action) => {
        const fill = { platform: 'kalshi', action, notional, fee } as unknown as Fill;
        expect(total(fillPostings(fill, 'atomic-arb', cost))).toBe(0);
        expect(total(payoutPostings('kalshi', notional))).toBe(0);
        const leg = { platform: 'kalshi' as const, cost, payout: notional };
        expect(total(realisePostings('atomic-arb', [leg, { ...leg, platform: 'polymarket', payout: fee }, leg]))).toBe(
          0,
        );
        expect(total(depositPostings('polymarket', notional))).toBe(0);
        expect(total(openingPostings('kalshi', notional, cost))).toBe(0);
        expect(total(movedCashPostings('kalshi', notional, fee > cost))).toBe(0);
      },
    ),
  );
});

it('books a gain as income of the strategy and a fee as an expense', () => {
  const fill = { platform: 'kalshi', action: 'sell', notional: usd(60), fee: usd(2) } as unknown as Fill;
  expect(fillPostings(fill, 's', usd(50))).toEqual([
    { account: 'cash:kalshi', amount: 58 },
    { account: 'contracts:kalshi', amount: -50 },
    { account: 'pnl:s', amount: -10 },
    { account: 'fees:kalshi', amount: 2 },
  ]);
});

it('realises a trade as a whole: one leg that paid is neither a gain nor a loss', () => {
  const won = { platform: 'kalshi' as const, cost: usd(45), payout: usd(100) };
  const lost = { platform: 'polymarket' as const, cost: usd(50), payout: usd(0) };
  expect(payoutPostings('kalshi', won.payout)).toEqual([
    { account: 'cash:kalshi', amount: 100 },
    { account: 'payouts', amount: -100 },
  ]);
  expect(realisePostings('s', [won, lost])).toEqual([
    { account: 'contracts:kalshi', amount: -45 },
    { account: 'contracts:polymarket', amount: -50 },
    { account: 'payouts', amount: 100 },
    { account: 'pnl:s', amount: -5 },
  ]);
});
