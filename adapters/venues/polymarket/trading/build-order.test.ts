import { parsePrice, parseQuantity, parseUsd, price, quantity } from '@pm-arbitrage/core/money/money.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tickGrid } from '../map-market.js';
import { buildOrder, saltOf } from './build-order.js';
import { contractsOf } from './contracts.js';
import { orderAmounts, PolymarketOrderError } from './order-amounts.js';
import { OrderSigner } from './order-signer.js';
import { NO, testMarket, testSpec } from './testing/trading-fixtures.js';

const signer = new OrderSigner({
  privateKey: `0x${'11'.repeat(32)}`,
  signatureType: 0,
  funder: null,
  chainId: 137,
});
const NOW = Date.parse('2026-11-21T12:00:00Z');
const build = (...[spec, market = testMarket()]: [Parameters<typeof buildOrder>[0], ReturnType<typeof testMarket>?]) =>
  buildOrder(spec, market, { signer, contracts: contractsOf(137), now: NOW });

describe('amounts', () => {
  it('are exact on every grid and never ask for more shares than were wanted', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('0.1', '0.01', '0.005', '0.0025', '0.001', '0.0001'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1e9 }),
        fc.constantFrom('buy' as const, 'sell' as const),
        fc.constantFrom('yes' as const, 'no' as const),
        (tick, share, hundredths, action, side) => {
          const step = parsePrice(tick);
          const limitPrice = price(Math.min(10_000 - step, step * (1 + Math.floor((share * (10_000 - step)) / step))));
          const market = testMarket({
            priceRanges: tickGrid(step),
            minQuantity: quantity(0),
            minNotional: parseUsd('0'),
          });
          const wanted = quantity(hundredths * 10_000);
          const made = orderAmounts(testSpec({ quantity: wanted, limitPrice, action, side }), market);
          const [shares, dollars] =
            action === 'buy' ? [made.takerAmount, made.makerAmount] : [made.makerAmount, made.takerAmount];
          expect(shares).toBe(BigInt(wanted));
          expect(dollars * 10_000n).toBe(BigInt(wanted) * BigInt(limitPrice));
        },
      ),
    );
  });

  it.each([
    ['more than 2 decimals of shares', { quantity: parseQuantity('10.001') }, 'polymarket.order-lot'],
    ['no shares', { quantity: parseQuantity('0') }, 'polymarket.order-lot'],
    ['a price between two ticks', { limitPrice: parsePrice('0.525') }, 'polymarket.order-tick'],
    ['a price of nothing', { limitPrice: parsePrice('0') }, 'polymarket.order-tick'],
    ['a price of a dollar', { limitPrice: parsePrice('1') }, 'polymarket.order-tick'],
    ['fewer shares than may rest', { quantity: parseQuantity('4.99') }, 'polymarket.order-minimum'],
    ['less than a dollar', { limitPrice: parsePrice('0.09') }, 'polymarket.order-minimum'],
    ['post-only at once', { postOnly: true }, 'polymarket.order-post-only'],
    [
      'a date that is too near',
      { timeInForce: 'gtd' as const, expiresAt: NOW + 60_000 },
      'polymarket.order-expiration',
    ],
  ])('are refused for %s', (_name, changes, code) => {
    let thrown: unknown;
    try {
      build(testSpec(changes));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PolymarketOrderError);
    expect((thrown as PolymarketOrderError).code).toBe(code);
  });

  it('leave a small sale at once to the venue: it may be all that is left of a position', () => {
    const made = build(testSpec({ action: 'sell', quantity: parseQuantity('0.5') }));
    expect(made.orderType).toBe('FOK');
  });
});

describe('an order', () => {
  it.each([
    ['fok', 'buy', 'GTC', true],
    ['ioc', 'buy', 'GTC', true],
    ['gtc', 'buy', 'GTC', false],
    ['fok', 'sell', 'FOK', false],
    ['ioc', 'sell', 'FAK', false],
    ['gtc', 'sell', 'GTC', false],
  ] as const)('%s %s goes as %s', (timeInForce, action, orderType, cancelRest) => {
    expect(build(testSpec({ timeInForce, action }))).toMatchObject({ orderType, cancelRest });
  });

  it('gtd lives a minute less than its expiration says', () => {
    const { orderType, body } = build(testSpec({ timeInForce: 'gtd', expiresAt: NOW + 120_000 }));
    expect(orderType).toBe('GTD');
    expect(JSON.parse(body('k')).order.expiration).toBe(String(NOW / 1000 + 180));
  });

  it('is written as the venue reads it', () => {
    const body = JSON.parse(build(testSpec({ side: 'no', action: 'sell', timeInForce: 'ioc' })).body('key-1'));
    expect(body).toMatchObject({ deferExec: false, postOnly: false, orderType: 'FAK', owner: 'key-1' });
    expect(body.order).toMatchObject({
      salt: saltOf(testSpec().clientOrderId),
      maker: signer.address,
      signer: signer.address,
      tokenId: NO,
      makerAmount: '10000000',
      takerAmount: '5200000',
      side: 'SELL',
      signatureType: 0,
      timestamp: String(NOW),
      expiration: '0',
    });
    expect(Object.keys(body.order)).toHaveLength(13);
  });

  it('has a salt that its intent alone decides, within what JSON can say', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        expect(saltOf(id)).toBe(saltOf(id));
        expect(Number.isSafeInteger(saltOf(id)) && saltOf(id) >= 0).toBe(true);
      }),
    );
    expect(saltOf('a')).not.toBe(saltOf('b'));
  });
});
