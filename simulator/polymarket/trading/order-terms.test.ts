import { describe, expect, it } from 'vitest';
import { termsOf } from './order-terms.js';
import type { OrderType, SignedOrder } from './signed-order.js';

const id = '0xid';
const terms = (side: 'BUY' | 'SELL', maker: number, taker: number, type: OrderType = 'GTC', tick = 100) => {
  const order = { side, makerAmount: String(maker), takerAmount: String(taker) } as SignedOrder;
  return termsOf(id, order, type, { tick, marketBuyDecimals: 'four' });
};

describe('the terms of an order', () => {
  it('are limit and shares of limit orders', () => {
    expect(terms('BUY', 5_200_000, 10_000_000)).toEqual({ price: 5_200, shares: 10_000_000, budget: null });
    expect(terms('SELL', 10_000_000, 5_200_000)).toEqual({ price: 5_200, shares: 10_000_000, budget: null });
  });

  it('are a budget for purchases at the market, whose limit is the nearest tick', () => {
    expect(terms('BUY', 10_000_000, 19_230_800, 'FAK')).toEqual({
      price: 5_200,
      shares: 19_230_800,
      budget: 10_000_000,
    });
    expect(terms('SELL', 19_230_000, 9_999_600, 'FOK')).toMatchObject({ price: 5_200, budget: null });
  });

  it.each([
    [terms('BUY', 4_550_000, 10_000_000), 'order 0xid is invalid. Price (0.455) breaks minimum tick size rule: 0.01'],
    [terms('BUY', 10_000_000, 10_000_000), 'order 0xid is invalid. Price (1) breaks minimum tick size rule: 0.01'],
    [terms('BUY', 1_600_000, 4_000_000), 'order 0xid is invalid. Size (4) lower than the minimum: 5'],
    [
      terms('BUY', 5_200_010, 10_000_000),
      'invalid amounts, the buy orders maker amount supports a max accuracy of 4 decimals, taker amount a max of 2 decimals',
    ],
    [
      terms('SELL', 10_001_000, 5_200_000),
      'invalid amounts, the sell orders maker amount supports a max accuracy of 2 decimals, taker amount a max of 4 decimals',
    ],
    [
      terms('BUY', 10_000_000, 19_230_770, 'FOK'),
      'invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals, taker amount a max of 4 decimals',
    ],
    [
      terms('SELL', 19_690_000, 4_330_000),
      "invalid amounts, the taker amount for a $0.22 order of size 19.69 should be '4.3318' but the value submited is '4.33'",
    ],
    [terms('BUY', 0, 10_000_000), 'Invalid order payload'],
  ])('%# break a rule in the words of the venue', (refusal, expected) => {
    expect(refusal).toBe(expected);
  });

  it('may be finer for purchases at the market where the switch says so', () => {
    const order = { side: 'BUY', makerAmount: '10000000', takerAmount: '19230770' } as SignedOrder;
    expect(termsOf(id, order, 'FAK', { tick: 10, marketBuyDecimals: 'by-tick' })).toMatchObject({ price: 5_200 });
  });
});
