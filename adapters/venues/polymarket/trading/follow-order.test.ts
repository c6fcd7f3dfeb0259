import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import type { PolymarketTradingOptions } from './polymarket-trading.js';
import { type ScriptedClob, wireOrder, wireTrade } from './testing/scripted-clob.js';
import { idOf, TradingDesk } from './testing/trading-desk.js';
import { NO, testSpec } from './testing/trading-fixtures.js';

describe('what became of an order at Polymarket', () => {
  let desk: TradingDesk;
  let clob: ScriptedClob;
  const open = (...args: Parameters<TradingDesk['open']>) => desk.open(...args);
  const sell = () => testSpec({ action: 'sell' });

  beforeEach(() => {
    desk = new TradingDesk();
    clob = desk.clob;
  });
  afterEach(() => desk.close());

  describe('an order in doubt', () => {
    const lost = async (options: Partial<PolymarketTradingOptions> = {}) => {
      const live = await open({}, options);
      const order = await live.prepare(sell());
      clob.on('POST /order', () => 'cut');
      await order.send();
      const { clientOrderId, market: id } = order.spec;
      return { live, order, ref: { clientOrderId, venueOrderId: idOf(order), market: id, spec: order.spec } };
    };

    it('is found by its hash, with its fills', async () => {
      const { live, order, ref } = await lost();
      expect(await live.lookup(ref)).toBeNull();
      clob.trades.push(
        wireTrade(idOf(order), { side: 'SELL', maker_orders: [{ ...wireTrade('').maker_orders[0], side: 'BUY' }] }),
      );
      const found = { status: 'MATCHED', size_matched: '10', side: 'SELL', order_type: 'FOK' };
      clob.orders.set(idOf(order), wireOrder(idOf(order), { ...found, associate_trades: null }));
      expect(await live.lookup(ref)).toMatchObject({ state: 'filled', filled: 10_000_000 });
      expect(await live.ruleOut(ref)).toBe(false);
    });

    it('is ruled out only when it can no longer arrive, and is not sent again', async () => {
      const { live, ref } = await lost({ arrivalMarginMs: 80 });
      expect(await live.ruleOut(ref)).toBe(false);
      const since = Date.now();
      await until(() => Date.now() > since + 100);
      expect(await live.ruleOut(ref)).toBe(true);
      expect(clob.to('POST /order')).toHaveLength(1);
    });

    it('is not ruled out while the venue does not answer', async () => {
      const { live, ref } = await lost({ arrivalMarginMs: 0 });
      clob.on(`GET /data/order/${ref.venueOrderId}`, () => ({ status: 503, body: { error: 'down' } }));
      await until(() => Date.now() > 0);
      expect(await live.ruleOut(ref)).toBe(false);
    });

    it('is shown as undone where its settlement failed, and is then over', async () => {
      const { live, order, ref } = await lost();
      clob.trades.push(wireTrade(idOf(order), { status: 'FAILED', side: 'SELL' }));
      const found = { status: 'MATCHED', size_matched: '10', side: 'SELL', order_type: 'FOK' };
      clob.orders.set(idOf(order), wireOrder(idOf(order), { ...found, associate_trades: ['trade-1'] }));
      expect(await live.lookup(ref)).toMatchObject({
        state: 'cancelled',
        filled: 0,
        fills: [{ finality: 'undone', quantity: 10_000_000 }],
      });
    });
  });

  describe('fills', () => {
    it('are told with every change of their finality, which never goes back', async () => {
      const live = await open();
      const told: Fill[] = [];
      live.onFill((fill) => told.push(fill));
      const order = await live.prepare(testSpec({ timeInForce: 'gtc' }));
      for (const status of ['MATCHED', 'MATCHED', 'MINED', 'RETRYING', 'CONFIRMED', 'MINED', 'FAILED'])
        clob.tell(wireTrade(idOf(order), { status }));
      await until(() => told.some(({ finality }) => finality === 'final'));
      expect(told.map(({ finality }) => finality)).toEqual(['provisional', 'provisional', 'final']);
      expect(new Set(told.map(({ fillId }) => fillId)).size).toBe(1);
    });

    it('as maker are ours on our own token and side, without a fee', async () => {
      const live = await open();
      const told: Fill[] = [];
      live.onFill((fill) => told.push(fill));
      const order = await live.prepare(testSpec({ side: 'no', timeInForce: 'gtc', limitPrice: parsePrice('0.40') }));
      const ours = {
        order_id: idOf(order),
        owner: 'key-0',
        maker_address: '0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a',
        matched_amount: '7.25',
        price: '0.4',
        asset_id: NO,
        side: 'BUY',
      };
      clob.tell(
        wireTrade('0xtaker', {
          size: '7.25',
          price: '0.6',
          owner: 'somebody',
          trader_side: 'MAKER',
          maker_orders: [ours],
        }),
      );
      await until(() => told.length > 0);
      expect(told[0]).toMatchObject({
        side: 'no',
        action: 'buy',
        quantity: parseQuantity('7.25'),
        price: 4000,
        notional: 2_900_000,
        fee: 0,
        liquidity: 'maker',
      });
    });

    it('that the stream tells without their makers are read first', async () => {
      const live = await open();
      const told: Fill[] = [];
      live.onFill((fill) => told.push(fill));
      const order = await live.prepare(testSpec({ timeInForce: 'gtc' }));
      clob.trades.push(wireTrade(idOf(order)));
      clob.tell(wireTrade(idOf(order), { maker_orders: undefined }));
      await until(() => told.length > 0);
      expect(told[0]).toMatchObject({ fillId: 'trade-1/taker/5000', price: 5000 });
    });

    it('are listed since a time, ours by our id', async () => {
      const live = await open({}, { clientOrderIdOf: async (id) => (id === '0xearlier' ? 'from-the-database' : null) });
      clob.trades.push(
        wireTrade('0xearlier', { id: 'b', match_time: '1782753359' }),
        wireTrade('0xother', { id: 'a' }),
      );
      const fills = await live.fillsSince(1_782_753_357_900);
      expect(fills.map(({ venueOrderId, clientOrderId }) => [venueOrderId, clientOrderId])).toEqual([
        ['0xother', null],
        ['0xearlier', 'from-the-database'],
      ]);
      expect(clob.to('GET /data/trades').at(-1)?.query.get('after')).toBe('1782753356');
    });

    it('that make no sense are counted, not used', async () => {
      const live = await open();
      const told: Fill[] = [];
      live.onFill((fill) => told.push(fill));
      const order = await live.prepare(testSpec({ timeInForce: 'gtc' }));
      clob.tell(wireTrade(idOf(order), { id: 'bad', size: 'many' }));
      clob.tell(wireTrade(idOf(order), { id: 'good' }));
      await until(() => told.length > 0);
      expect(told.map(({ fillId }) => fillId)).toEqual(['good/taker/5000']);
    });
  });
});
