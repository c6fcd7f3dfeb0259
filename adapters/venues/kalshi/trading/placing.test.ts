import { verify } from 'node:crypto';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import { parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { listing, MARKET, order, privateKey, publicKey, restFill, TICKER, tradingAt } from './testing/kalshi-desk.js';
import {
  CREATE,
  created,
  kalshi,
  keyOf,
  open,
  opened,
  place,
  port,
  refusal,
  streamFill,
  useScriptedKalshi,
} from './testing/scripted-desk.js';
import type { Script } from './testing/scripted-kalshi.js';

useScriptedKalshi();

describe('placing', () => {
  it('sends the body it prepared, signed, and returns the exact fills of the stream', async () => {
    const venue = open();
    const told: Fill[] = [];
    venue.onFill((fill) => told.push(fill));
    await venue.connect();
    kalshi.on(CREATE, () => {
      kalshi.say('fill', streamFill({ count_fp: '4.00', fee_cost: '0.069300' }));
      kalshi.say('fill', streamFill({ trade_id: 'trade-2', count_fp: '6.00', yes_price_dollars: '0.5400' }));
      return created();
    });
    const outcome = await place(venue);
    const common = {
      clientOrderId: order().clientOrderId,
      platform: 'kalshi',
      market: MARKET,
      side: 'yes',
      action: 'buy',
      liquidity: 'taker',
      finality: 'final',
      at: 1_795_219_200_456,
    };
    const fills = [
      {
        ...common,
        fillId: 'trade-1',
        quantity: parseQuantity('4'),
        price: parsePrice('0.55'),
        notional: parseUsd('2.20'),
        fee: parseUsd('0.0693'),
      },
      {
        ...common,
        fillId: 'trade-2',
        quantity: parseQuantity('6'),
        price: parsePrice('0.54'),
        notional: parseUsd('3.24'),
        fee: parseUsd('0.1733'),
      },
    ];
    expect(outcome).toEqual({
      kind: 'accepted',
      order: {
        clientOrderId: order().clientOrderId,
        venueOrderId: 'order-1',
        state: 'filled',
        filled: parseQuantity('10'),
        fills,
      },
    });
    await until(() => told.length === 2);
    expect(told).toEqual(fills);
    expect(kalshi.seen('GET', '/portfolio/fills')).toEqual([]);
    const [request] = kalshi.seen('POST', '/portfolio/events/orders');
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      ticker: TICKER,
      side: 'bid',
      count: '10.00',
      price: '0.5600',
    });
    const text = `${request?.headers['kalshi-access-timestamp']}POST/trade-api/v2/portfolio/events/orders`;
    const signature = Buffer.from(String(request?.headers['kalshi-access-signature']), 'base64');
    expect(verify(null, Buffer.from(text), publicKey, signature)).toBe(true);
    expect(venue.latencyMs()).toBeGreaterThan(0);
  });

  it('reads the fills over REST, as often as it takes, when the stream says nothing', async () => {
    let reads = 0;
    kalshi.on(CREATE, created());
    kalshi.on('GET /portfolio/fills', ({ query }) => ({
      status: 200,
      body: { fills: query.get('order_id') === 'order-1' && ++reads > 2 ? [restFill()] : [], cursor: '' },
    }));
    const outcome = await place(open());
    expect(outcome).toMatchObject({ kind: 'accepted', order: { state: 'filled', fills: [{ fee: 173_300 }] } });
    expect(reads).toBe(3);
  });

  it.each([
    ['no', 'buy', 'ask', '0.4500'],
    ['no', 'sell', 'bid', '0.4500'],
    ['yes', 'sell', 'ask', '0.5500'],
  ] as const)('tells fills of %s %s in terms of that contract', async (side, action, book_side, price) => {
    kalshi.on(CREATE, created());
    kalshi.on('GET /portfolio/fills', { status: 200, body: { fills: [restFill({ book_side })] } });
    const outcome = await place(open(), order({ side, action }));
    expect(outcome).toMatchObject({
      order: { fills: [{ side, action, price: parsePrice(price), notional: parseUsd(price) * 10 }] },
    });
  });

  it.each([
    ['ioc', { fill_count: '4.00', remaining_count: '0.00' }, [restFill({ count_fp: '4.00' })], 'cancelled', '4'],
    ['ioc', { fill_count: '0.00', remaining_count: '0.00' }, [], 'cancelled', '0'],
    ['gtc', { fill_count: '0.00', remaining_count: '10.00' }, [], 'resting', '0'],
    ['gtc', { fill_count: '4.00', remaining_count: '6.00' }, [restFill({ count_fp: '4.00' })], 'resting', '4'],
  ] as const)('%s answered %j: %s', async (timeInForce, answer, fills, state, filled) => {
    kalshi.on(CREATE, created(answer));
    kalshi.on('GET /portfolio/fills', { status: 200, body: { fills } });
    const outcome = await place(open(), order({ timeInForce }));
    expect(outcome).toMatchObject({ kind: 'accepted', order: { state, filled: parseQuantity(filled) } });
  });

  it.each([
    [refusal(409, 'fill_or_kill_insufficient_resting_volume'), 'fill_or_kill_insufficient_resting_volume'],
    [refusal(400, 'invalid_order', 'post only cross'), 'invalid_order'],
    [refusal(400, 'insufficient_balance'), 'insufficient_balance'],
    [refusal(409, 'trading_is_paused'), 'trading_is_paused'],
    [refusal(401, 'authentication_error', 'INCORRECT_API_KEY_SIGNATURE'), 'authentication_error'],
  ] satisfies [Script, string][])('%j is a refusal', async (answer, code) => {
    kalshi.on(CREATE, answer);
    expect(await place(open())).toMatchObject({ kind: 'rejected', code });
    expect(kalshi.seen('POST', '/portfolio/events/orders')).toHaveLength(1);
  });

  it.each([
    ['cut', 'cut'],
    ['a 429', { status: 429, body: { error: 'too many requests' } }],
    ['a 500', { status: 500, body: { error: { code: 'internal', message: 'm' } } }],
    ['a 503 with the status of the exchange', { status: 503, body: { exchange_active: true, trading_active: true } }],
    ['a gateway page', { status: 502, text: '<html>Bad gateway</html>' }],
    ['a 201 that is no JSON', { status: 201, text: '{"order_id":"or' }],
    ['a 201 without an order id', { status: 201, body: {} }],
    ['a 201 with numbers for texts', created({ fill_count: 10 })],
    ['a 201 that fills more than was ordered', created({ fill_count: '11.00' })],
    ['a 201 of another order', created({ client_order_id: 'another' })],
    ['an id that exists', refusal(409, 'order_already_exists')],
    ['an unknown code', refusal(409, 'brand_new_code')],
  ] satisfies [string, Script][])('%s leaves the order in doubt, and it is not sent again', async (_what, answer) => {
    kalshi.on(CREATE, answer);
    expect((await place(open())).kind).toBe('in-doubt');
    expect(kalshi.seen('POST', '/portfolio/events/orders')).toHaveLength(1);
  });

  it('takes a connection that was never made for proof that nothing left', async () => {
    const venue = open();
    kalshi.close();
    expect(await place(venue)).toMatchObject({ kind: 'rejected', code: 'unreachable' });
  });

  it('sends nothing after the expiry', async () => {
    const outcome = await place(open(), order({ expiresAt: systemClock.now() - 1 }));
    expect(outcome).toMatchObject({ kind: 'rejected', code: 'expired' });
    expect(kalshi.requests).toEqual([]);
  });

  it('lets the backup key sign after a refusal', async () => {
    kalshi.on(CREATE, (request) =>
      keyOf(request) === 'key-1' ? refusal(403, 'missing_scope') : refusal(400, 'invalid_order'),
    );
    const venue = open({ kalshi: { backupKeys: [{ apiKeyId: 'key-2', privateKey }] } });
    expect(await place(venue)).toMatchObject({ code: 'missing_scope' });
    expect(await place(venue, order({ clientOrderId: 'second' }))).toMatchObject({ code: 'invalid_order' });
  });

  it('signs while preparing, and again when that has grown old', async () => {
    let laterMs = 0;
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + laterMs };
    const venue = tradingAt(port, clock);
    opened.push(venue);
    kalshi.on(CREATE, refusal(400, 'invalid_order'));
    const soon = await venue.prepare(order({ clientOrderId: 'soon' }));
    const late = await venue.prepare(order({ clientOrderId: 'late' }));
    const preparedAt = clock.now();
    laterMs = kalshi.skewMs = 500;
    await soon.send();
    laterMs = 1_500;
    await late.send();
    const [first = 0, second = 0] = kalshi
      .seen('POST', '/portfolio/events/orders')
      .map(({ headers }) => Number(headers['kalshi-access-timestamp']));
    expect(first).toBeLessThanOrEqual(preparedAt);
    expect(second).toBeGreaterThanOrEqual(preparedAt + 1_500);
  });

  it('uses one warm connection for orders one after the other', async () => {
    kalshi.on(CREATE, refusal(400, 'invalid_order'));
    const venue = open();
    for (const clientOrderId of ['a', 'b', 'c']) await place(venue, order({ clientOrderId }));
    expect(new Set(kalshi.requests.map(({ connection }) => connection)).size).toBe(1);
  });

  it('refuses ahead what the shard cannot do', async () => {
    const venue = open({ marketOf: () => listing({ routing: { platform: 'kalshi', exchangeIndex: 2 } }) });
    await venue.connect();
    await expect(venue.prepare(order())).rejects.toMatchObject({ code: 'kalshi.unfunded-shard' });
    await expect(open({ marketOf: () => undefined }).prepare(order())).rejects.toThrow(/is not listed/);
    kalshi.on('GET /exchange/status', {
      status: 200,
      body: {
        exchange_active: true,
        trading_active: true,
        exchange_index_statuses: [
          { exchange_index: 0, exchange_active: true, trading_active: true },
          { exchange_index: 2, description: 'Crypto', exchange_active: true, trading_active: false },
        ],
      },
    });
    expect(await venue.status()).toMatchObject({ orders: 'open' });
    await expect(venue.prepare(order())).rejects.toThrow(/trading is paused on shard 2 \(Crypto\)/);
  });
});
