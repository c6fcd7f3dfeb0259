import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import { parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { listing, MARKET, order, restFill, restOrder, TICKER } from './testing/kalshi-desk.js';
import { CREATE, created, kalshi, open, place, streamFill, useScriptedKalshi } from './testing/scripted-desk.js';

useScriptedKalshi();

describe('the account', () => {
  it('reads cash in full precision, by shard, and what resting orders hold', async () => {
    kalshi.on('GET /portfolio/orders', ({ query }) => ({
      status: 200,
      body: {
        orders:
          query.get('exchange_index') === '2'
            ? []
            : [
                restOrder({ status: 'resting', yes_price_dollars: '0.3000', remaining_count_fp: '10.00' }),
                restOrder({
                  status: 'resting',
                  book_side: 'ask',
                  yes_price_dollars: '0.3000',
                  remaining_count_fp: '1.00',
                }),
              ],
      },
    }));
    const venue = open();
    expect(await venue.balance(MARKET)).toEqual({ available: parseUsd('100.0042'), reserved: parseUsd('3.70') });
    const elsewhere = open({ marketOf: () => listing({ routing: { platform: 'kalshi', exchangeIndex: 2 } }) });
    expect(await elsewhere.balance(MARKET)).toEqual({ available: 0, reserved: 0 });
  });

  it('tells positions by side', async () => {
    const positions = [
      { ticker: 'A', position_fp: '10.50' },
      { ticker: 'B', position_fp: '-3.00' },
      { ticker: 'C', position_fp: '0.00' },
    ];
    kalshi.on('GET /portfolio/positions', { status: 200, body: { market_positions: positions, event_positions: [] } });
    expect(await open().positions()).toEqual([
      { market: 'kalshi:A', side: 'yes', quantity: parseQuantity('10.5') },
      { market: 'kalshi:B', side: 'no', quantity: parseQuantity('3') },
    ]);
  });

  it('tells what was paid for markets, and leaves out what it does not understand', async () => {
    const rows: Record<string, object> = {
      Y: { market_result: 'yes' },
      N: { market_result: 'no', value: 0 },
      S: { market_result: 'scalar', value: 37 },
      V: { market_result: 'void' },
    };
    kalshi.on('GET /portfolio/settlements', ({ query }) => {
      const ticker = query.get('ticker') ?? '';
      const row = rows[ticker];
      const settlement = { ticker, settled_time: '2026-11-21T12:00:00Z', revenue: 0, ...row };
      return { status: 200, body: { settlements: row ? [settlement] : [] } };
    });
    const markets = ['Y', 'N', 'S', 'V', 'U'].map((ticker) => `kalshi:${ticker}` as typeof MARKET);
    const at = Date.UTC(2026, 10, 21, 12);
    expect(await open().settlements(markets)).toEqual([
      { market: 'kalshi:Y', yesPayout: parsePrice('1'), at },
      { market: 'kalshi:N', yesPayout: parsePrice('0'), at },
      { market: 'kalshi:S', yesPayout: parsePrice('0.37'), at },
    ]);
  });

  it('tells whose the fills are, oldest first', async () => {
    const at = systemClock.now();
    const when = (ms: number) => new Date(at + ms).toISOString();
    kalshi.on('GET /portfolio/fills', {
      status: 200,
      body: {
        fills: [
          restFill({ trade_id: 't2', order_id: 'mine', book_side: 'ask', created_time: when(2) }),
          restFill({ trade_id: 't1', order_id: 'foreign', book_side: 'ask', created_time: when(1) }),
          restFill({ trade_id: 't0', created_time: when(-10) }),
        ],
      },
    });
    kalshi.on('GET /portfolio/orders/*', ({ path }) => ({
      status: 200,
      body: { order: restOrder({ client_order_id: path.endsWith('mine') ? order().clientOrderId : 'theirs' }) },
    }));
    const sell = order({ action: 'sell' });
    const venue = open({ specOf: async (id) => (id === sell.clientOrderId ? sell : null) });
    expect(await venue.fillsSince(at)).toMatchObject([
      { fillId: 't1', venueOrderId: 'foreign', clientOrderId: null, side: 'no', action: 'buy', price: 4_500 },
      {
        fillId: 't2',
        venueOrderId: 'mine',
        clientOrderId: sell.clientOrderId,
        side: 'yes',
        action: 'sell',
        price: 5_500,
      },
    ]);
  });
});

describe('the private stream', () => {
  it('catches up over REST after a break', async () => {
    const venue = open();
    const told: Fill[] = [];
    venue.onFill((fill) => told.push(fill));
    await venue.connect();
    kalshi.on(CREATE, created({ fill_count: '0.00', remaining_count: '10.00' }));
    await place(venue, order({ timeInForce: 'gtc' }));
    const created_time = new Date(systemClock.now()).toISOString();
    kalshi.on('GET /portfolio/fills', { status: 200, body: { fills: [restFill({ is_taker: false, created_time })] } });
    kalshi.cutAll();
    await until(() => told.length === 1);
    expect(told[0]).toMatchObject({ fillId: 'trade-1', liquidity: 'maker', clientOrderId: order().clientOrderId });
    expect(kalshi.subscriptions).toHaveLength(2);
  });

  it('counts what it cannot read and goes on', async () => {
    const venue = open();
    const told: Fill[] = [];
    venue.onFill((fill) => told.push(fill));
    await venue.connect();
    kalshi.say('fill', streamFill({ count_fp: 10 }));
    kalshi.say('something_new', {});
    kalshi.say('user_order', { order_id: 'order-1', client_order_id: order().clientOrderId, ticker: TICKER });
    kalshi.say('fill', streamFill());
    kalshi.say('fill', streamFill());
    await until(() => told.length === 1 && venue.refusedFrames === 1);
    expect(told[0]).toMatchObject({ quantity: parseQuantity('10') });
  });
});
