import type { PlaceOutcome, PreparedOrder } from '@pm-arbitrage/core/ports/trading-venue.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolymarketTrading } from './polymarket-trading.js';
import {
  type ScriptedAnswer,
  type ScriptedClob,
  type ScriptedRequest,
  wireOrder,
  wireTrade,
} from './testing/scripted-clob.js';
import { idOf, taken, TradingDesk } from './testing/trading-desk.js';
import { NO, testSpec, YES } from './testing/trading-fixtures.js';

describe('an order at Polymarket', () => {
  let desk: TradingDesk;
  let clob: ScriptedClob;
  const open = (...args: Parameters<TradingDesk['open']>) => desk.open(...args);
  const sell = () => testSpec({ action: 'sell' });

  beforeEach(() => {
    desk = new TradingDesk();
    clob = desk.clob;
  });
  afterEach(() => desk.close());

  describe('send', () => {
    const place = async (
      spec: Parameters<PolymarketTrading['prepare']>[0],
      answer: (order: PreparedOrder) => ScriptedAnswer,
    ) => {
      const live = await open();
      const order = await live.prepare(spec);
      clob.on('POST /order', () => answer(order));
      return { live, order, outcome: await order.send() };
    };

    it('buys the shares asked for and pays what the makers took, by the trade and not by the answer', async () => {
      const { order, outcome } = await place(testSpec(), (made) => {
        clob.trades.push(
          wireTrade(idOf(made), {
            maker_orders: [
              { ...wireTrade('').maker_orders[0], matched_amount: '4', price: '0.5' },
              // Somebody bought NO at 0.49: together the two were minted.
              { ...wireTrade('').maker_orders[0], matched_amount: '6', price: '0.49', asset_id: NO, side: 'BUY' },
            ],
          }),
        );
        clob.tell(clob.trades[0] ?? {});
        return taken(made, { makingAmount: '999', takingAmount: '999' });
      });
      expect(outcome).toMatchObject({ kind: 'accepted', order: { state: 'filled', filled: 10_000_000 } });
      const fills = (outcome as Extract<PlaceOutcome, { kind: 'accepted' }>).order.fills;
      expect(
        fills.map(({ price, quantity, notional, fee, finality }) => [price, quantity, notional, fee, finality]),
      ).toEqual([
        // 4 × 0.04 × 0.5 × 0.5 and 6 × 0.04 × 0.51 × 0.49
        [5000, 4_000_000, 2_000_000, 40_000, 'provisional'],
        [5100, 6_000_000, 3_060_000, 59_970, 'provisional'],
      ]);
      expect(fills.every((fill) => fill.clientOrderId === order.spec.clientOrderId)).toBe(true);
      expect(JSON.parse(clob.to('POST /order')[0]?.body ?? '{}')).toMatchObject({ orderType: 'GTC', owner: 'key-0' });
    });

    it('cancels at once what rests of a fill-or-kill buy', async () => {
      const { order, outcome } = await place(testSpec(), (made) => {
        clob.orders.set(idOf(made), wireOrder(idOf(made), { size_matched: '4', associate_trades: ['trade-1'] }));
        clob.trades.push(
          wireTrade(idOf(made), {
            size: '4',
            maker_orders: [{ ...wireTrade('').maker_orders[0], matched_amount: '4' }],
          }),
        );
        clob.on('DELETE /order', () => {
          clob.orders.set(
            idOf(made),
            wireOrder(idOf(made), { status: 'CANCELED', size_matched: '4', associate_trades: ['trade-1'] }),
          );
          return { body: { canceled: [idOf(made)], not_canceled: {} } };
        });
        return taken(made, { status: 'live', tradeIDs: [] });
      });
      expect(outcome).toMatchObject({ kind: 'accepted', order: { state: 'cancelled', filled: 4_000_000 } });
      expect(clob.to('DELETE /order').map(({ body }) => body)).toEqual([JSON.stringify({ orderID: idOf(order) })]);
    });

    it('reads the trades of a sale when the stream is silent', async () => {
      const { outcome } = await place(sell(), (made) => {
        const trade = { asset_id: YES, side: 'SELL', status: 'TRADE_STATUS_CONFIRMED' };
        const maker = { ...wireTrade('').maker_orders[0], side: 'BUY' };
        clob.trades.push(wireTrade(idOf(made), { ...trade, maker_orders: [maker] }));
        clob.orders.set(
          idOf(made),
          wireOrder(idOf(made), {
            status: 'ORDER_STATUS_MATCHED',
            size_matched: '10',
            side: 'SELL',
            order_type: 'FOK',
            associate_trades: ['trade-1'],
          }),
        );
        return taken(made);
      });
      expect(outcome).toMatchObject({
        kind: 'accepted',
        order: { state: 'filled', fills: [{ action: 'sell', notional: 5_000_000, fee: 100_000, finality: 'final' }] },
      });
      expect(JSON.parse(clob.to('POST /order')[0]?.body ?? '{}').orderType).toBe('FOK');
    });

    it('does not call an order over while fills are missing', async () => {
      const { outcome } = await place(sell(), (made) => {
        clob.orders.set(idOf(made), wireOrder(idOf(made), { status: 'MATCHED', size_matched: '10', side: 'SELL' }));
        return taken(made);
      });
      expect(outcome).toMatchObject({ kind: 'accepted', order: { state: 'in-doubt', filled: 0 } });
    });

    it('leaves a resting order alone', async () => {
      const { outcome } = await place(testSpec({ timeInForce: 'gtc' }), (made) => taken(made, { status: 'live' }));
      expect(outcome).toMatchObject({ kind: 'accepted', order: { state: 'resting', filled: 0 } });
      expect(clob.to('DELETE /order')).toEqual([]);
    });

    const refused: [string, ScriptedAnswer, string][] = [
      [
        'killed',
        { status: 400, body: { error: "order couldn't be fully filled. FOK orders are fully filled or killed." } },
        'killed',
      ],
      [
        'without money',
        {
          status: 400,
          body: {
            error: 'not enough balance / allowance: the balance is not enough -> balance: 0, order amount: 5000000',
          },
        },
        'insufficient-balance',
      ],
      ['in closed-only mode', { status: 400, body: { error: "'0x1' address in closed only mode" } }, 'closed-only'],
      [
        'by a rule',
        { status: 400, body: { error: 'order 0x1 is invalid. Price (0.525) breaks minimum tick size rule: 0.01' } },
        'tick',
      ],
      [
        'inside a 200',
        { body: { success: false, errorMsg: 'not enough balance / allowance', orderID: '', status: '' } },
        'insufficient-balance',
      ],
      [
        'inside a success',
        { body: { success: true, errorMsg: 'invalid signature', orderID: '', status: 'delayed' } },
        'signature',
      ],
      ['while the engine restarts', { status: 425, body: { error: 'too early' } }, 'engine-restart'],
      ['by the limiter', { status: 429, body: { error: 'Rate limit exceeded' } }, 'rate-limit'],
      [
        'in post-only mode',
        {
          status: 503,
          body: {
            error: 'post-only mode: only post-only orders and cancels are allowed',
            code: 'post_only_mode',
            retry_after_seconds: 79,
          },
        },
        'restricted',
      ],
      ['because trading is off', { status: 503, body: { error: 'trading is disabled' } }, 'restricted'],
      ['for now', { status: 400, body: { error: 'order match delayed due to market conditions' } }, 'match-delayed'],
      ['by an overloaded engine', { status: 500, body: { error: 'order timed out' } }, 'overload'],
    ];
    it.each(refused)('is refused for good %s', async (_name, answer, code) => {
      const { outcome } = await place(sell(), () => answer);
      expect(outcome).toMatchObject({ kind: 'rejected', code });
    });

    const doubtful: [string, ScriptedAnswer][] = [
      ['the connection is cut', 'cut'],
      ['the gateway fails', { status: 502, body: '<html>Bad Gateway</html>' }],
      ['the server fails', { status: 500, body: { error: 'could not insert order' } }],
      ['a 503 names no mode', { status: 503, body: { error: 'upstream connect error' } }],
      ['the answer is no JSON', { body: 'OK' }],
      ['the answer has no id', { body: { success: true, errorMsg: '', orderID: '', status: 'matched' } }],
      ['the answer is about another order', { body: { success: true, errorMsg: '', orderID: '0x1', status: 'live' } }],
      ['the venue had it already', { status: 400, body: { error: 'order 0x1 is invalid. Duplicated.' } }],
      ['the request was given up inside', { status: 400, body: { error: 'context canceled' } }],
      ['something was not found', { status: 404, body: { error: 'not found' } }],
    ];
    it.each(doubtful)('is in doubt when %s', async (_name, answer) => {
      const { outcome } = await place(sell(), () => answer);
      expect(outcome.kind).toBe('in-doubt');
      expect(clob.to('POST /order')).toHaveLength(1);
    });

    it.each([425, 429, 503])('believes no %i about an order that the venue has', async (status) => {
      const { outcome } = await place(sell(), (made) => {
        clob.orders.set(idOf(made), wireOrder(idOf(made)));
        return { status, body: { error: 'trading is disabled' } };
      });
      expect(outcome.kind).toBe('in-doubt');
    });

    it('is proven never to have left when nobody listens', async () => {
      const live = await open();
      const order = await live.prepare(sell());
      clob.close();
      // By then the connections that were open are known to be gone; on one that is not, the order would be in doubt.
      await expect(live.openOrders()).rejects.toThrow(/nothing was sent/);
      expect(await order.send()).toMatchObject({ kind: 'rejected', code: 'not-sent' });
    });

    it('does not leave after its expiry', async () => {
      const live = await open();
      const order = await live.prepare(testSpec({ expiresAt: Date.now() - 1 }));
      expect(await order.send()).toMatchObject({ kind: 'rejected', code: 'not-sent' });
      expect(clob.to('POST /order')).toEqual([]);
    });

    it('goes out with the next API key when the first is refused or limited', async () => {
      const live = await open({ apiNonces: [0, 1, 2] });
      const order = await live.prepare(testSpec({ timeInForce: 'gtc' }));
      const owners: string[] = [];
      const answers: ((request: ScriptedRequest) => ScriptedAnswer)[] = [
        () => ({ status: 401, body: { error: 'Unauthorized/Invalid api key' } }),
        () => ({ status: 429, body: { error: 'Rate limit exceeded' }, headers: { 'retry-after': '3' } }),
        () => taken(order, { status: 'live' }),
      ];
      clob.on(
        'POST /order',
        ...answers.map((answer) => (request: ScriptedRequest) => {
          owners.push(JSON.parse(request.body).owner);
          return answer(request);
        }),
      );
      expect(await order.send()).toMatchObject({ kind: 'accepted', order: { state: 'resting' } });
      expect(owners).toEqual(['key-0', 'key-1', 'key-2']);
      const sent = clob.to('POST /order').map(({ body }) => JSON.parse(body).order);
      expect(sent[1]).toEqual(sent[0]);
      expect(live.latencyMs()).toBeGreaterThan(0);
    });
  });
});
