import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KalshiTrading } from './kalshi-trading.js';
import { order, refOf, restOrder, tradingAt } from './testing/kalshi-desk.js';
import { type Script, ScriptedKalshi } from './testing/scripted-kalshi.js';

const PATH = '/portfolio/events/orders';
const refusal = (status: number, code: string): Script => ({ status, body: { error: { code, message: code } } });
const killed = refusal(409, 'fill_or_kill_insufficient_resting_volume');
const exists = refusal(409, 'order_already_exists');

/** Real timers, with a time of day that can be moved. */
let laterMs: number;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + laterMs };

describe('ruling an order out', () => {
  let kalshi: ScriptedKalshi;
  let venue: KalshiTrading;
  let port: number;
  const lags = (ms: number) =>
    kalshi.on('GET /exchange/user_data_timestamp', () => ({
      status: 200,
      body: { as_of_time: new Date(clock.now() - ms).toISOString() },
    }));
  const lists = (...orders: object[]) => kalshi.on('GET /portfolio/orders', { status: 200, body: { orders } });
  const sendInDoubt = async (spec = order()) => {
    kalshi.on(`POST ${PATH}`, 'cut');
    expect((await (await venue.prepare(spec)).send()).kind).toBe('in-doubt');
  };
  const posted = () => kalshi.seen('POST', PATH);

  beforeEach(async () => {
    laterMs = 0;
    kalshi = new ScriptedKalshi(clock);
    port = await kalshi.listen();
    venue = tradingAt(port, clock);
  });
  afterEach(async () => {
    await venue.close();
    kalshi.close();
  });

  it('burns the id: a kill proves that the order can never come', async () => {
    await sendInDoubt();
    kalshi.on(`POST ${PATH}`, killed);
    expect(await venue.ruleOut(refOf(order()), true)).toBe(true);
    const [original, burn] = posted().map(({ body }) => JSON.parse(body) as object);
    expect(burn).toEqual({ ...original, price: '0.0100' });
    expect(await venue.ruleOut(refOf(order()), false)).toBe(true);
    expect(posted()).toHaveLength(2);
  });

  it('never orders after a halt', async () => {
    await sendInDoubt();
    kalshi.on(`POST ${PATH}`, killed);
    expect(await venue.ruleOut(refOf(order()), false)).toBe(false);
    expect(posted()).toHaveLength(1);
  });

  it.each([
    ['a cut connection', 'cut'],
    ['a 503', { status: 503, body: {} }],
    ['a lack of funds', refusal(400, 'insufficient_balance')],
    ['a pause', refusal(409, 'trading_is_paused')],
    ['a used-up budget', { status: 429, body: { error: 'too many requests' } }],
  ] satisfies [string, Script][])('proves nothing with %s, and tries again', async (_what, answer) => {
    await sendInDoubt();
    kalshi.on(`POST ${PATH}`, answer);
    expect(await venue.ruleOut(refOf(order()), true)).toBe(false);
    kalshi.on(`POST ${PATH}`, killed);
    expect(await venue.ruleOut(refOf(order()), true)).toBe(true);
  });

  it('waits for the listing when the id is used up already, without burning again', async () => {
    await sendInDoubt();
    kalshi.on(`POST ${PATH}`, exists);
    lags(0);
    expect(await venue.ruleOut(refOf(order()), true)).toBe(false);
    lags(3_000);
    laterMs += 2_500;
    expect(await venue.ruleOut(refOf(order()), true)).toBe(false);
    lags(0);
    lists(restOrder());
    expect(await venue.ruleOut(refOf(order()), true)).toBe(false);
    lists();
    expect(await venue.ruleOut(refOf(order()), true)).toBe(true);
    expect(posted()).toHaveLength(2);
  });

  it('leaves an order that the burn made to the lookup', async () => {
    await sendInDoubt();
    kalshi.on(`POST ${PATH}`, {
      status: 201,
      body: { order_id: 'order-1', fill_count: '10.00', remaining_count: '0.00' },
    });
    expect(await venue.ruleOut(refOf(order()), true)).toBe(false);
    lists(restOrder());
    laterMs += 100_000;
    expect(await venue.ruleOut(refOf(order()), true)).toBe(false);
  });

  it('waits until the signature is dead and the reads are newer than that', async () => {
    await sendInDoubt();
    laterMs += 59_000;
    expect(await venue.ruleOut(refOf(order()), false)).toBe(false);
    laterMs += 4_000;
    lags(5_000);
    expect(await venue.ruleOut(refOf(order()), false)).toBe(false);
    lags(0);
    lists(restOrder({ status: 'resting' }));
    expect(await venue.ruleOut(refOf(order()), false)).toBe(false);
    lists();
    expect(await venue.ruleOut(refOf(order()), false)).toBe(true);
    expect(posted()).toHaveLength(1);
  });

  it('dates orders of an earlier life by their expiry', async () => {
    const spec = order({ expiresAt: clock.now() + 2_000 });
    laterMs += 61_000;
    expect(await venue.ruleOut(refOf(spec), false)).toBe(false);
    laterMs += 3_000;
    expect(await venue.ruleOut(refOf(spec), false)).toBe(true);
  });

  it('cannot date an order of an earlier life without expiry, and burns it', async () => {
    laterMs += 10_000_000;
    expect(await venue.ruleOut(refOf(order()), false)).toBe(false);
    kalshi.on(`POST ${PATH}`, killed);
    expect(await venue.ruleOut(refOf(order()), true)).toBe(true);
  });

  it('does not burn in a market that is not listed', async () => {
    const elsewhere = tradingAt(port, clock, { marketOf: () => undefined });
    expect(await elsewhere.ruleOut(refOf(order()), true)).toBe(false);
    expect(posted()).toEqual([]);
    await elsewhere.close();
  });
});
