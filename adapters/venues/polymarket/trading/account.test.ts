import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import { parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { type ScriptedAnswer, type ScriptedClob, wireOrder, wireTrade } from './testing/scripted-clob.js';
import { idOf, TradingDesk } from './testing/trading-desk.js';
import { NO, testSpec } from './testing/trading-fixtures.js';

describe('an account at Polymarket', () => {
  let desk: TradingDesk;
  let clob: ScriptedClob;
  const open = (...args: Parameters<TradingDesk['open']>) => desk.open(...args);
  const make = (...args: Parameters<TradingDesk['make']>) => desk.make(...args);
  const sell = () => testSpec({ action: 'sell' });

  beforeEach(() => {
    desk = new TradingDesk();
    clob = desk.clob;
  });
  afterEach(() => desk.close());

  describe('connect', () => {
    it('arms the dead-man switch and subscribes the whole account before it resolves', async () => {
      await open();
      expect(clob.to('POST /v1/heartbeats').map(({ body }) => body)).toEqual(['{"heartbeat_id":""}']);
      await until(() => clob.heard.length > 0);
      expect(JSON.parse(clob.heard[0] ?? '')).toMatchObject({ type: 'user', auth: { apiKey: 'key-0' } });
      expect(clob.heard[0]).not.toContain('markets');
    });

    it('takes up the heartbeat of an earlier life', async () => {
      clob.on(
        'POST /v1/heartbeats',
        () => ({ status: 400, body: { error_msg: 'Invalid Heartbeat ID', heartbeat_id: 'old' } }),
        () => ({ body: { heartbeat_id: 'new' } }),
      );
      await open();
      expect(clob.to('POST /v1/heartbeats').map(({ body }) => body)).toEqual([
        '{"heartbeat_id":""}',
        '{"heartbeat_id":"old"}',
      ]);
    });

    it('creates the API key when there is none yet', async () => {
      clob.on('GET /auth/derive-api-key', () => ({ status: 400, body: { error: 'Could not derive api key!' } }));
      clob.on('POST /auth/api-key', () => ({ body: { apiKey: 'made', secret: 'cw==', passphrase: 'p' } }));
      await open();
      expect(clob.to('GET /balance-allowance')[0]?.headers['poly_api_key']).toBe('made');
    });

    const allowances = (spender: string) => ({ body: { balance: '5000000', allowances: { [spender]: '9000000' } } });
    it.each<[string, string, ScriptedAnswer, RegExp]>([
      ['the place is blocked', 'GET /api/geoblock', { body: { blocked: true } }, /does not take orders from where/],
      ['the CLOB is of another version', 'GET /version', { body: { version: 3 } }, /update the program/],
      ['the clock is off', 'GET /time', { body: 1_700_000_000 }, /network time/],
      [
        'no API key is given',
        'GET /auth/derive-api-key',
        { status: 401, body: { error: 'Invalid L1 Request headers' } },
        /no API key/,
      ],
      [
        'the account may only close',
        'GET /auth/ban-status/closed-only',
        { body: { closed_only: true } },
        /only reduce/,
      ],
      [
        'there is no money',
        'GET /balance-allowance',
        { body: { balance: '0', allowances: {} } },
        /0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A holds no pUSD/,
      ],
      [
        'an exchange is not approved',
        'GET /balance-allowance',
        allowances('0xE111180000d2663C0091e4f400237545B87B996B'),
        /approve pUSD .* for neg-risk 0xe2222d279d744050d28e00520010520000310F59/,
      ],
      ['no heartbeat is taken', 'POST /v1/heartbeats', { status: 500, body: { error: 'no' } }, /heartbeat/],
    ])('refuses when %s, and says what to do', async (_name, route, answer, message) => {
      clob.on(route, () => answer);
      await expect((await make()).connect()).rejects.toThrow(message);
      expect(clob.to('POST /order')).toEqual([]);
    });
  });

  describe('the account', () => {
    it('is cancelled whole with every key, without being connected', async () => {
      const live = await make({ apiNonces: [0, 1] });
      clob.orders.set('0x1', wireOrder('0x1'));
      clob.on('DELETE /cancel-all', ({ headers }) => {
        if (headers['poly_api_key'] === 'key-0') return { body: { canceled: [], not_canceled: {} } };
        clob.orders.clear();
        return { body: { canceled: ['0x1'], not_canceled: {} } };
      });
      expect(await live.cancelAll()).toBe(1);
      expect(clob.to('POST /v1/heartbeats')).toEqual([]);
    });

    it('is not called empty while an order is still listed', async () => {
      const live = await make();
      clob.orders.set('0x1', wireOrder('0x1'));
      clob.on('DELETE /orders', ({ body }) => {
        clob.orders.clear();
        return { body: { canceled: JSON.parse(body), not_canceled: {} } };
      });
      expect(await live.cancelAll()).toBe(1);
      expect(clob.to('DELETE /cancel-all')).toHaveLength(2);
    });

    it('lists what rests, also of others', async () => {
      const live = await open();
      clob.orders.set('0x1', wireOrder('0x1', { size_matched: '2.5' }));
      expect(await live.openOrders()).toEqual([
        { venueOrderId: '0x1', clientOrderId: null, market: desk.market.id, remaining: parseQuantity('7.5') },
      ]);
    });

    it('has free what is neither promised to orders nor to matches under way', async () => {
      const live = await open();
      clob.orders.set('0x1', wireOrder('0x1'));
      // 10 × 0.52 and the largest fee 0.09984.
      expect(await live.balance()).toEqual({ available: 94_700_160, reserved: 5_299_840 });
      const order = await live.prepare(testSpec({ timeInForce: 'gtc' }));
      const seen: Fill[] = [];
      live.onFill((fill) => seen.push(fill));
      clob.tell(wireTrade(idOf(order)));
      await until(() => seen.length === 1);
      expect(await live.balance()).toEqual({ available: 89_600_160, reserved: 5_299_840 });
    });

    it('holds what the Data API lists, and what was matched since', async () => {
      const live = await open();
      const row = { condition_id: desk.market.id.slice(11), current_size: 12.34, outcome_index: 1, status: 'OPEN' };
      const lost = { ...row, token_id: 'x', condition_id: `0x${'d'.repeat(64)}`, status: 'REDEEMABLE_LOST' };
      clob.on('GET /v2/positions', () => ({
        body: { data: [{ ...row, token_id: NO }, lost], pagination: { next_cursor: null } },
      }));
      const order = await live.prepare(testSpec({ timeInForce: 'gtc' }));
      const seen: Fill[] = [];
      live.onFill((fill) => seen.push(fill));
      clob.tell(wireTrade(idOf(order)));
      await until(() => seen.length === 1);
      expect(await live.positions()).toEqual([
        { market: desk.market.id, side: 'no', quantity: parseQuantity('12.34') },
        { market: desk.market.id, side: 'yes', quantity: parseQuantity('10') },
      ]);
    });

    it('was paid for a market once nothing that it pays for is left', async () => {
      const live = await open();
      const row = { condition_id: desk.market.id.slice(11), status: 'resolved', payouts: [1_000_000, 0] };
      clob.on('GET /v2/resolutions', () => ({ body: { data: [{ ...row, resolved_at: '2026-11-20T00:00:00Z' }] } }));
      let held = '10000000';
      clob.on('GET /balance-allowance', () => ({ body: { balance: held, allowances: {} } }));
      expect(await live.settlements([desk.market.id])).toEqual([]);
      held = '0';
      expect(await live.settlements([desk.market.id])).toEqual([
        { market: desk.market.id, yesPayout: 10_000, at: Date.parse('2026-11-20T00:00:00Z') },
      ]);
    });

    it('says what it may do', async () => {
      const live = await open();
      expect(await live.status()).toMatchObject({ orders: 'open', reason: '' });
      clob.on('POST /order', () => ({ status: 503, body: { error: 'trading is disabled' } }));
      await (await live.prepare(sell())).send();
      expect(await live.status()).toMatchObject({ orders: 'cancel-only', reason: 'trading is disabled' });
      clob.on('GET /api/geoblock', () => ({ body: { blocked: true } }));
      expect(await live.status()).toMatchObject({ orders: 'cancel-only', reason: /from this place/ });
    });
  });
});
