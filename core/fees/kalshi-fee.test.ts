import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatUsd,
  parsePrice,
  parseQuantity,
  type Price,
  type Quantity,
  price,
  quantity,
  usd,
  ZERO_USD,
} from '../money/money.js';
import { type KalshiFeeModel, type KalshiFillInput, kalshiFill, kalshiGrids } from './kalshi-fee.js';
import { takerFee } from './taker-fee.js';

const standard: KalshiFeeModel = { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' };

function fill(count: string, at: string, change: Partial<KalshiFillInput> = {}) {
  return kalshiFill({
    model: standard,
    role: 'taker',
    quantity: parseQuantity(count),
    price: parsePrice(at),
    action: 'buy',
    grid: 'direct',
    accumulator: ZERO_USD,
    ...change,
  });
}

const withMaker = (maker: KalshiFeeModel['maker']): Partial<KalshiFillInput> => ({
  role: 'maker',
  model: { ...standard, maker },
});

describe('a Kalshi fill, by the worked examples of the reference (§10.3)', () => {
  it.each([
    ['taker buys 100 YES', fill('100', '0.52'), '1.7472', '0.00', '1.7472', '-53.7472'],
    ['taker buys 1 YES, as recorded on demo', fill('1', '0.52'), '0.017472', '0.000028', '0.0175', '-0.5375'],
    ['taker buys 1 YES, as recorded in production', fill('1', '0.68'), '0.015232', '0.000068', '0.0153', '-0.6953'],
    ['taker sells 10 held YES', fill('10', '0.31', { action: 'sell' }), '0.14973', '0.00007', '0.1498', '2.9502'],
    ['taker asks 10 at 0.97, buying NO', fill('10', '0.03'), '0.02037', '0.00003', '0.0204', '-0.3204'],
    ['taker buys a hundredth', fill('0.01', '0.50'), '0.000175', '0.000025', '0.0002', '-0.0052'],
    ['maker where makers pay', fill('100', '0.40', withMaker('standard')), '0.42', '0.00', '0.42', '-40.42'],
    ['combo maker', fill('50', '0.1230', withMaker('combo')), '0.188775', '0.000025', '0.1888', '-6.3388'],
    [
      'half multiplier',
      fill('100', '0.50', { model: { ...standard, multiplierPpm: 500_000 } }),
      '0.875',
      '0.00',
      '0.875',
      '-50.875',
    ],
    ['broker-cleared account', fill('1', '0.055', { grid: 'non-direct' }), '0.003639', '0.001361', '0.005', '-0.06'],
    ['maker where makers do not pay', fill('100', '0.40', withMaker('none')), '0.00', '0.00', '0.00', '-40.00'],
  ])('%s', (_name, made, tradeFee, roundingFee, fee, balanceChange) => {
    expect([made.tradeFee, made.roundingFee, made.rebate, made.fee, made.balanceChange].map(formatUsd)).toEqual([
      tradeFee,
      roundingFee,
      '0.00',
      fee,
      balanceChange,
    ]);
  });

  it('gives back a whole step of rounding on the fourth of four 1-lots, which then cost what one 4-lot costs', () => {
    let accumulator = ZERO_USD;
    const fees = [];
    let balance = 0;
    for (let lot = 0; lot < 4; lot++) {
      const made = fill('1', '0.52', { accumulator });
      accumulator = made.accumulator;
      fees.push(made.fee);
      balance += made.balanceChange;
    }
    expect(fees).toEqual([17_500, 17_500, 17_500, 17_400]);
    expect(accumulator).toBe(12);
    expect(formatUsd(usd(balance))).toBe('-2.1499');
    expect(fill('4', '0.52').fee).toBe(69_900);
  });
});

describe('any sequence of Kalshi fills of one order', () => {
  const anyFill = fc.record({
    model: fc.record({
      kind: fc.constant('kalshi' as const),
      multiplierPpm: fc.oneof(fc.constantFrom(0, 500_000, 1_000_000), fc.integer({ min: 0, max: 3_000_000 })),
      maker: fc.constantFrom('none' as const, 'standard' as const, 'combo' as const),
    }),
    role: fc.constantFrom('taker' as const, 'maker' as const),
    quantity: fc.integer({ min: 1, max: 1e8 }).map((hundredths) => quantity(hundredths * 10_000)),
    price: fc.integer({ min: 1, max: 9_999 }).map(price),
    action: fc.constantFrom('buy' as const, 'sell' as const),
  });

  it('conserves money, keeps balances on the grid and never charges less than nothing', () => {
    fc.assert(
      fc.property(
        fc.array(anyFill, { maxLength: 12 }),
        fc.constantFrom('direct' as const, 'non-direct' as const),
        (fills, grid) => {
          let accumulator = ZERO_USD;
          for (const each of fills) {
            const made = kalshiFill({ ...each, grid, accumulator });
            const notional = Number((BigInt(each.quantity) * BigInt(each.price)) / 10_000n);
            const revenue = each.action === 'buy' ? -notional : notional;
            expect(made.fee).toBe(made.tradeFee + made.roundingFee - made.rebate);
            expect(made.balanceChange).toBe(revenue - made.fee);
            expect(Math.abs(made.balanceChange % kalshiGrids[grid])).toBe(0);
            expect(made.fee).toBeGreaterThanOrEqual(0);
            expect(made.rebate).toBeGreaterThanOrEqual(0);
            expect(made.accumulator).toBe(accumulator + made.roundingFee - made.rebate);
            expect(made.accumulator).toBeGreaterThanOrEqual(0);
            accumulator = made.accumulator;
          }
        },
      ),
    );
  });

  it('has a trade fee that is the formula rounded up, whatever the multiplier', () => {
    fc.assert(
      fc.property(anyFill, (each) => {
        const weight = each.role === 'taker' ? 4n : { none: 0n, standard: 1n, combo: 2n }[each.model.maker];
        const exact = weight * 7n * BigInt(each.model.multiplierPpm) * BigInt(each.quantity) * variance(each.price);
        const made = BigInt(kalshiFill({ ...each, grid: 'direct', accumulator: ZERO_USD }).tradeFee);
        const divisor = 40_000_000_000_000_000n;
        expect(made * divisor >= exact && (made - 1n) * divisor < exact).toBe(true);
      }),
    );
  });

  it('costs a first taker buy what sizing expects', () => {
    fc.assert(
      fc.property(anyFill, (each) => {
        const made = kalshiFill({ ...each, role: 'taker', action: 'buy', grid: 'direct', accumulator: ZERO_USD });
        expect(takerFee(each.model, each.quantity as Quantity, each.price as Price)).toBe(made.fee);
      }),
    );
  });
});

const variance = (at: number) => BigInt(at) * BigInt(10_000 - at);
