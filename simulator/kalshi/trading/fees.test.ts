import { kalshiFill } from '@pm-arbitrage/core/fees/kalshi-fee.js';
import {
  formatUsd,
  parsePrice,
  parseQuantity,
  price,
  quantity,
  usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookFee, tradeFee } from './fees.js';
import { NO_POSITION, trade } from './position.js';

const plain = { feeType: 'quadratic', feeMultiplier: 1 } as const;
const makersPay = { feeType: 'quadratic_with_maker_fees', feeMultiplier: 1 } as const;

describe('fees', () => {
  // The worked examples of reference §10.3 for direct members.
  it.each([
    [plain, 'taker', 'bid', 0, '100', '0.52', '1.7472', '-53.7472'],
    [plain, 'taker', 'bid', 0, '1', '0.52', '0.0175', '-0.5375'],
    [plain, 'taker', 'bid', 0, '1', '0.68', '0.0153', '-0.6953'],
    [plain, 'taker', 'ask', 10, '10', '0.31', '0.1498', '2.9502'],
    [plain, 'taker', 'ask', 0, '10', '0.97', '0.0204', '-0.3204'],
    [plain, 'taker', 'bid', 0, '0.01', '0.50', '0.0002', '-0.0052'],
    [makersPay, 'maker', 'bid', 0, '100', '0.40', '0.42', '-40.42'],
    [plain, 'maker', 'bid', 0, '100', '0.40', '0.00', '-40.00'],
    [{ ...plain, feeMultiplier: 0.5 }, 'taker', 'bid', 0, '100', '0.50', '0.875', '-50.875'],
  ] as const)('%o %s %s holding %i: %s @ %s cost %s', (series, role, side, held, count, at, fee, change) => {
    const before = { ...NO_POSITION, size: held * 1_000_000 };
    const { revenue } = trade(before, side, parsePrice(at), parseQuantity(count));
    const model = tradeFee(series, role, parseQuantity(count), parsePrice(at));
    const booked = bookFee(revenue, model, ZERO_USD);
    expect([formatUsd(booked.fee), formatUsd(booked.balanceChange)]).toEqual([fee, change]);
  });

  it('of four fills of one contract are those of one fill of four', () => {
    const fees: string[] = [];
    let accumulator = ZERO_USD;
    for (let index = 0; index < 4; index++) {
      const model = tradeFee(plain, 'taker', parseQuantity('1'), parsePrice('0.52'));
      const booked = bookFee(usd(-520_000), model, accumulator);
      ({ accumulator } = booked);
      fees.push(formatUsd(booked.fee));
    }
    expect(fees).toEqual(['0.0175', '0.0175', '0.0175', '0.0174']);
  });

  it('equal what the trading side computes, fill after fill of an order', () => {
    const step = fc.record({
      hundredths: fc.integer({ min: 1, max: 500_000 }),
      units: fc.integer({ min: 1, max: 9_999 }),
      taker: fc.boolean(),
      buys: fc.boolean(),
    });
    const terms = fc.record({
      feeMultiplier: fc.constantFrom(0, 0.5, 1, 1.25, 2),
      feeType: fc.constantFrom('quadratic', 'quadratic_with_maker_fees'),
    });
    fc.assert(
      fc.property(terms, fc.array(step, { minLength: 1, maxLength: 12 }), (series, steps) => {
        let mine = ZERO_USD;
        let theirs = ZERO_USD;
        for (const { hundredths, units, taker, buys } of steps) {
          const [count, at] = [quantity(hundredths * 10_000), price(units)];
          const role = taker ? 'taker' : 'maker';
          const paid = hundredths * units;
          const booked = bookFee(usd(buys ? -paid : paid), tradeFee(series, role, count, at), mine);
          const expected = kalshiFill({
            model: {
              kind: 'kalshi',
              multiplierPpm: series.feeMultiplier * 1_000_000,
              maker: series.feeType === 'quadratic' ? 'none' : 'standard',
            },
            role,
            quantity: count,
            price: at,
            action: buys ? 'buy' : 'sell',
            grid: 'direct',
            accumulator: theirs,
          });
          expect([booked.fee, booked.balanceChange]).toEqual([expected.fee, expected.balanceChange]);
          mine = booked.accumulator;
          theirs = expected.accumulator;
        }
      }),
      { numRuns: 300 },
    );
  });
});
