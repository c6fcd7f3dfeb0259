import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import { takerFeeOf } from '@pm-arbitrage/core/fees/taker-fee.js';
import { notional, parseQuantity, parseUsd, price, quantity, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closingFee } from './closing-fee.js';

const models: readonly FeeModel[] = [
  { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' },
  { kind: 'polymarket', ratePpm: 70_000, exponent: 1 },
  { kind: 'polymarket', ratePpm: 40_000, exponent: 1 },
  { kind: 'polymarket', ratePpm: 0, exponent: 1 },
];
/** What an approval may be exceeded by because fills split. */
const FEE_ROUNDING = parseUsd('0.01');

it('covers what the venue charges for taking a position back, at any price and size, and little more', () => {
  const cents = fc.integer({ min: 2, max: 98 });
  const sizes = fc.integer({ min: 5, max: 500 });
  fc.assert(
    fc.property(fc.constantFrom(...models), cents, cents, sizes, sizes, (model, entered, closed, wanted, held) => {
      const fee = takerFeeOf(model);
      const [at, then] = [price(entered * 100), price(closed * 100)];
      const all = quantity(wanted * 1_000_000);
      const some = quantity(Math.min(wanted, held) * 1_000_000);
      const leg = { cost: notional(all, at, 'up'), fee: fee(all, at), quantity: all };
      const told = closingFee(leg, { price: then, quantity: some });
      const charged = fee(some, then);
      expect(told + FEE_ROUNDING).toBeGreaterThanOrEqual(charged);
      // Rounding of the entry to the venue's step weighs more where its price was near an end.
      expect(told).toBeLessThanOrEqual(charged + FEE_ROUNDING + (charged * 1_000) / Math.max(1, leg.fee));
    }),
  );
});

it('is nothing where the entry was free, or where its price tells no rate', () => {
  const close = { price: price(5_000), quantity: parseQuantity('10') };
  const leg = { cost: parseUsd('4'), fee: ZERO_USD, quantity: parseQuantity('10') };
  expect(closingFee(leg, close)).toBe(0);
  expect(closingFee({ ...leg, fee: parseUsd('0.1'), cost: parseUsd('10') }, close)).toBe(0);
});
