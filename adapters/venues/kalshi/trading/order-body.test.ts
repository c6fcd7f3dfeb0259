import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnBody, orderBody } from './order-body.js';
import { gridEnds, isOnGrid } from './price-grid.js';
import { listing, order, TICKER } from './testing/kalshi-desk.js';

const NOW = Date.UTC(2026, 10, 21, 12);
const range = (start: string, end: string, step: string) => ({
  start: parsePrice(start),
  end: parsePrice(end),
  step: parsePrice(step),
});

describe('orderBody', () => {
  it.each([
    ['yes', 'buy', 'bid', '0.5600'],
    ['yes', 'sell', 'ask', '0.5600'],
    ['no', 'buy', 'ask', '0.4400'],
    ['no', 'sell', 'bid', '0.4400'],
  ] as const)('%s %s is a %s at %s of the YES leg', (side, action, bookSide, price) => {
    expect(orderBody(order({ side, action }), listing(), NOW)).toEqual({
      ticker: TICKER,
      client_order_id: order().clientOrderId,
      side: bookSide,
      count: '10.00',
      price,
      time_in_force: 'fill_or_kill',
      self_trade_prevention_type: 'taker_at_cross',
      exchange_index: 0,
    });
  });

  it.each([
    [{ timeInForce: 'ioc' }, { time_in_force: 'immediate_or_cancel' }],
    [
      { timeInForce: 'gtc', postOnly: true },
      { time_in_force: 'good_till_canceled', post_only: true },
    ],
    [
      { timeInForce: 'gtd', expiresAt: NOW + 3_999 },
      { time_in_force: 'good_till_canceled', expiration_time: NOW / 1000 + 3 },
    ],
    // Dead on arrival after `expiresAt` is ours to keep for these: Kalshi takes an expiry with resting orders alone.
    [{ timeInForce: 'fok', expiresAt: NOW + 2_000 }, { time_in_force: 'fill_or_kill' }],
  ] satisfies [Partial<OrderSpec>, object][])('%j', (change, expected) => {
    const body = orderBody(order(change), listing(), NOW);
    expect(body).toMatchObject(expected);
    expect('expiration_time' in body).toBe('expiration_time' in expected);
    expect('post_only' in body).toBe('post_only' in expected);
  });

  it('pins the shard and writes hundredths of contracts and sub-cent prices', () => {
    const market = listing({
      routing: { platform: 'kalshi', exchangeIndex: 2 },
      priceRanges: [range('0', '0.1', '0.001'), range('0.1', '0.9', '0.01'), range('0.9', '1', '0.001')],
    });
    const spec = order({ quantity: parseQuantity('0.07'), limitPrice: parsePrice('0.999') });
    expect(orderBody(spec, market, NOW)).toMatchObject({ exchange_index: 2, count: '0.07', price: '0.9990' });
  });

  it.each([
    ['kalshi.price', { limitPrice: parsePrice('0.555') }, {}],
    ['kalshi.price', { limitPrice: parsePrice('1') }, {}],
    ['kalshi.count', { quantity: parseQuantity('0.005') }, {}],
    ['kalshi.count', { quantity: parseQuantity('1.5') }, { lot: parseQuantity('1') }],
    ['kalshi.count', { quantity: parseQuantity('0') }, {}],
    ['kalshi.client-id', { clientOrderId: 'a.b' }, {}],
    ['kalshi.post-only', { postOnly: true }, {}],
    ['kalshi.expiry', { timeInForce: 'gtd' }, {}],
    ['kalshi.expiry', { timeInForce: 'gtd', expiresAt: NOW + 900 }, {}],
    ['kalshi.market', {}, { routing: { platform: 'polymarket' } as never }],
  ] satisfies [string, Partial<OrderSpec>, Partial<Market>][])('refuses with %s: %j', (code, change, market) => {
    expect(() => orderBody(order(change), listing(market), NOW)).toThrow(expect.objectContaining({ code }));
  });
});

describe('burnBody', () => {
  it.each([
    ['yes', 'buy', 'bid', '0.0010'],
    ['yes', 'sell', 'ask', '0.9990'],
    ['no', 'buy', 'ask', '0.9990'],
    ['no', 'sell', 'bid', '0.0010'],
  ] as const)('asks for the same contracts at the price nobody gives: %s %s', (side, action, bookSide, price) => {
    const market = listing({ priceRanges: [range('0', '1', '0.001')] });
    const spec = order({ side, action, timeInForce: 'gtd', postOnly: true, expiresAt: NOW - 5_000 });
    expect(burnBody(spec, market, NOW)).toEqual({
      ...orderBody(order({ side, action }), market, NOW),
      side: bookSide,
      price,
    });
  });
});

describe('the price grid', () => {
  it('has allowed ends, and every allowed price lies between them', () => {
    const grids = [
      [range('0', '1', '0.01')],
      [range('0', '0.1', '0.001'), range('0.1', '0.9', '0.01'), range('0.9', '1', '0.001')],
      [range('0.01', '0.99', '0.02')],
      [range('0', '1', '0.0001')],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...grids), fc.integer({ min: 0, max: 10_000 }), (ranges, units) => {
        const { lowest, highest } = gridEnds(ranges);
        expect(isOnGrid(lowest, ranges) && isOnGrid(highest, ranges)).toBe(true);
        const at = units as typeof lowest;
        if (isOnGrid(at, ranges)) expect(at >= lowest && at <= highest).toBe(true);
      }),
    );
  });
});
