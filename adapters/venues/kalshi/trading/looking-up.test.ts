import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { order, privateKey, refOf, restFill, restOrder, TICKER } from './testing/kalshi-desk.js';
import { CREATE, kalshi, open, place, refusal, useScriptedKalshi } from './testing/scripted-desk.js';
import type { Script } from './testing/scripted-kalshi.js';

useScriptedKalshi();

describe('looking up', () => {
  const fills = (...list: object[]) => kalshi.on('GET /portfolio/fills', { status: 200, body: { fills: list } });

  it('pages through the listing of the market for an id', async () => {
    fills(restFill());
    kalshi.on('GET /portfolio/orders', ({ query }) => {
      expect(query.get('ticker')).toBe(TICKER);
      return query.get('cursor') === 'next'
        ? { status: 200, body: { orders: [restOrder()], cursor: '' } }
        : { status: 200, body: { orders: [restOrder({ client_order_id: 'x', order_id: 'y' })], cursor: 'next' } };
    });
    expect(await open().lookup(refOf(order()))).toMatchObject({
      venueOrderId: 'order-1',
      state: 'filled',
      filled: parseQuantity('10'),
      fills: [{ fillId: 'trade-1', fee: 173_300 }],
    });
  });

  it('asks by the id of the venue where it is known', async () => {
    kalshi.on('GET /portfolio/orders/*', {
      status: 200,
      body: { order: restOrder({ status: 'canceled', fill_count_fp: '0.00' }) },
    });
    expect(await open().lookup(refOf(order(), 'order-1'))).toMatchObject({ state: 'cancelled', fills: [] });
    expect(kalshi.seen('GET', '/portfolio/orders')).toEqual([]);
  });

  it('does not believe an end whose fills are not all listed', async () => {
    kalshi.on('GET /portfolio/orders/*', { status: 200, body: { order: restOrder() } });
    fills(restFill({ count_fp: '4.00' }));
    const venue = open();
    expect(await venue.lookup(refOf(order(), 'order-1'))).toMatchObject({ state: 'in-doubt' });
    fills(restFill({ count_fp: '4.00' }), restFill({ trade_id: 'trade-2', count_fp: '6.00' }));
    expect(await venue.lookup(refOf(order(), 'order-1'))).toMatchObject({ state: 'filled' });
  });

  it('leaves an order in doubt whose status it does not know', async () => {
    kalshi.on('GET /portfolio/orders/*', { status: 200, body: { order: restOrder({ status: 'pending_review' }) } });
    expect(await open().lookup(refOf(order(), 'order-1'))).toMatchObject({ state: 'in-doubt', fills: [] });
  });

  it('does not believe an end that is older than our own request', async () => {
    kalshi.on(CREATE, 'cut');
    kalshi.on('GET /portfolio/orders', { status: 200, body: { orders: [restOrder()] } });
    fills(restFill());
    kalshi.on('GET /exchange/user_data_timestamp', {
      status: 200,
      body: { as_of_time: new Date(systemClock.now() - 5_000).toISOString() },
    });
    const venue = open();
    await place(venue);
    expect(await venue.lookup(refOf(order()))).toMatchObject({ state: 'in-doubt' });
  });

  it('knows nothing of an order that is not listed', async () => {
    expect(await open().lookup(refOf(order(), 'order-9'))).toBeNull();
  });

  it('asks for the meaning of fills it cannot know, and takes it from specOf', async () => {
    kalshi.on('GET /portfolio/orders/*', { status: 200, body: { order: restOrder({ book_side: 'ask' }) } });
    fills(restFill({ book_side: 'ask' }));
    const { spec, ...ref } = refOf(order({ side: 'yes', action: 'sell' }), 'order-1');
    await expect(open().lookup(ref)).rejects.toMatchObject({ code: 'kalshi.unknown-order' });
    const venue = open({ specOf: async (id) => (id === spec.clientOrderId ? spec : null) });
    expect(await venue.lookup(ref)).toMatchObject({ fills: [{ side: 'yes', action: 'sell' }] });
  });

  it('concludes nothing from an answer about another order', async () => {
    kalshi.on('GET /portfolio/orders/*', { status: 200, body: { order: restOrder({ client_order_id: 'other' }) } });
    await expect(open().lookup(refOf(order(), 'order-1'))).rejects.toMatchObject({ code: 'kalshi.other-order' });
  });

  it.each([
    ['fill_count_fp', restOrder({ fill_count_fp: 10 })],
    ['client_order_id', restOrder({ client_order_id: 7 })],
    ['yes_price_dollars', restOrder({ yes_price_dollars: '0,55' })],
  ])('concludes nothing from a bad %s', async (field, bad) => {
    kalshi.on('GET /portfolio/orders', { status: 200, body: { orders: [bad] } });
    await expect(open().lookup(refOf(order()))).rejects.toThrow(new RegExp(`orders.0.${field}`));
  });
});

describe('cancelling', () => {
  it('names market and shard, and resolves with how the order ended', async () => {
    let cancelled = false;
    kalshi.on('GET /portfolio/orders/*', () => {
      const change = { status: cancelled ? 'canceled' : 'resting', fill_count_fp: '0.00', exchange_index: 2 };
      return {
        status: 200,
        body: { order: restOrder({ ...change, remaining_count_fp: cancelled ? '0.00' : '10.00' }) },
      };
    });
    kalshi.on('DELETE /portfolio/events/orders/*', () => {
      cancelled = true;
      return { status: 200, body: { order_id: 'order-1', reduced_by: '10.00', ts_ms: 1 } };
    });
    expect(await open().cancel(refOf(order(), 'order-1'))).toMatchObject({ state: 'cancelled' });
    const [request] = kalshi.seen('DELETE', '/portfolio/events/orders/order-1');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({ market_ticker: TICKER, exchange_index: '2' });
  });

  it('reads the order when it is gone already', async () => {
    kalshi.on('GET /portfolio/orders/*', { status: 200, body: { order: restOrder() } });
    kalshi.on('GET /portfolio/fills', { status: 200, body: { fills: [restFill()] } });
    kalshi.on('DELETE /portfolio/events/orders/*', refusal(404, 'not_found'));
    expect(await open().cancel(refOf(order(), 'order-1'))).toMatchObject({ state: 'filled' });
  });

  it('tries again after 429 and 5xx, with the next key after 403', async () => {
    const answers: Script[] = [
      { status: 429, body: { error: 'too many requests' } },
      { status: 503, body: {} },
      'cut',
      refusal(403, 'missing_scope'),
      { status: 200, body: {} },
    ];
    kalshi.on('GET /portfolio/orders/*', {
      status: 200,
      body: { order: restOrder({ status: 'canceled', fill_count_fp: '0.00' }) },
    });
    kalshi.on('DELETE /portfolio/events/orders/*', () => answers.shift() as Script);
    const venue = open({ kalshi: { backupKeys: [{ apiKeyId: 'key-2', privateKey }] } });
    expect(await venue.cancel(refOf(order(), 'order-1'))).toMatchObject({ state: 'cancelled' });
    expect(answers).toEqual([]);
  });

  it('cancels everything without being connected, until nothing rests', async () => {
    const lists = [2, 2, 1, 0];
    kalshi.on('GET /portfolio/orders', ({ query }) => {
      expect(query.get('status')).toBe('resting');
      const orders = Array.from({ length: lists.shift() ?? 0 }, (_, at) =>
        restOrder({ order_id: `order-${at}`, status: 'resting' }),
      );
      return { status: 200, body: { orders, cursor: '' } };
    });
    expect(await open({ marketOf: () => undefined }).cancelAll()).toBe(2);
    expect(lists).toEqual([]);
    expect(kalshi.seen('DELETE', '/portfolio/events/orders').length).toBeGreaterThan(1);
    expect(kalshi.sockets).toEqual([]);
  });
});
