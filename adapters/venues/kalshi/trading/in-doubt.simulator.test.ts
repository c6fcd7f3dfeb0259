import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { refOf } from './testing/kalshi-desk.js';
import {
  accepted,
  connectAs,
  ends,
  offer,
  place,
  simulator,
  spec,
  taker,
  takersKey,
  truth,
  useSimulatedKalshi,
} from './testing/simulated-desk.js';

useSimulatedKalshi();

describe('orders in doubt at the simulated exchange', () => {
  it.each([
    ['an answer that is lost', { effect: 'lose-answer' }],
    ['a 503 after the order was worked', { effect: 'fail-after', status: 503 }],
    ['a 429 after the order was worked', { effect: 'fail-after', status: 429 }],
  ] as const)('finds the order after %s', async (_what, effect) => {
    await offer({ side: 'no', limitPrice: parsePrice('0.44') });
    simulator.kalshi.switches.readLagMs = 200;
    simulator.faults.inject({ venue: 'kalshi', kind: 'order', count: 1, ...effect });
    const asked = spec();
    expect((await place(taker, asked)).kind).toBe('in-doubt');
    const found = await ends(asked);
    expect(found).toMatchObject({ state: 'filled', filled: parseQuantity('10') });
    expect(truth().orders).toHaveLength(1);
  });

  it('rules out what a 429 turned away, as soon as the budget allows it', async () => {
    simulator.faults.inject({ venue: 'kalshi', kind: 'order', count: 1, effect: 'fail-before', status: 429 });
    const asked = spec();
    expect((await place(taker, asked)).kind).toBe('in-doubt');
    while (!(await taker.ruleOut(refOf(asked), true))) await new Promise((resolve) => setImmediate(resolve));
    expect(truth().fills).toEqual([]);
  });

  it.each([true, false])('rules out what failed before it was accepted (killed orders listed: %s)', async (lists) => {
    simulator.kalshi.switches.listsKilledOrders = lists;
    simulator.faults.inject({ venue: 'kalshi', kind: 'order', count: 1, effect: 'fail-before', status: 500 });
    const asked = spec();
    expect((await place(taker, asked)).kind).toBe('in-doubt');
    expect(await taker.lookup(refOf(asked))).toBeNull();
    expect(await taker.ruleOut(refOf(asked), true)).toBe(true);
    expect(truth().fills).toEqual([]);
  });

  it('keeps an order that arrives late from arriving, once it is ruled out', async () => {
    await offer({ side: 'no', limitPrice: parsePrice('0.44') });
    simulator.faults.inject({ venue: 'kalshi', kind: 'order', count: 1, effect: 'accept-late', delayMs: 600 });
    const asked = spec();
    expect((await place(taker, asked)).kind).toBe('in-doubt');
    const late = systemClock.now() + 700;
    expect(await taker.ruleOut(refOf(asked), true)).toBe(true);
    await until(() => systemClock.now() > late);
    expect(truth().fills).toEqual([]);
    expect(truth().orders).toMatchObject([{ clientOrderId: asked.clientOrderId, killed: true, filled: 0 }]);
  });

  it('does not rule out an order that arrived, and looks it up', async () => {
    await offer({ side: 'no', limitPrice: parsePrice('0.44') });
    simulator.kalshi.switches.readLagMs = 1_500;
    simulator.faults.inject({ venue: 'kalshi', kind: 'lose-user-events' });
    simulator.faults.inject({ venue: 'kalshi', kind: 'order', count: 1, effect: 'lose-answer' });
    const asked = spec();
    await place(taker, asked);
    expect(await taker.lookup(refOf(asked))).toBeNull();
    expect(await taker.ruleOut(refOf(asked), true)).toBe(false);
    expect(await ends(asked)).toMatchObject({ state: 'filled' });
    expect(truth().fills).toHaveLength(1);
  });

  it('hands orders of an earlier life to the next one', async () => {
    await offer({ side: 'no', limitPrice: parsePrice('0.44') });
    const filled = spec();
    const resting = spec({ timeInForce: 'gtc', limitPrice: parsePrice('0.10') });
    const selling = spec({ side: 'yes', action: 'sell', limitPrice: parsePrice('0.40') });
    await accepted(taker, filled);
    await accepted(taker, resting);
    await offer({ side: 'yes', action: 'buy', limitPrice: parsePrice('0.40') });
    await accepted(taker, selling);
    await taker.close();

    const specs = new Map([filled, resting, selling].map((one) => [one.clientOrderId, one]));
    const next = connectAs(takersKey(), { specOf: async (id) => specs.get(id) ?? null });
    expect((await next.lookup(refOf(filled)))?.state).toBe('filled');
    const { spec: _unknown, ...ref } = refOf(selling);
    expect(await next.lookup(ref)).toMatchObject({ state: 'filled', fills: [{ side: 'yes', action: 'sell' }] });
    expect((await next.lookup(refOf(resting)))?.state).toBe('resting');
    expect((await next.cancel(refOf(resting)))?.state).toBe('cancelled');
    expect((await next.fillsSince(0)).map(({ clientOrderId, action }) => [clientOrderId, action])).toEqual([
      [filled.clientOrderId, 'buy'],
      [selling.clientOrderId, 'sell'],
    ]);
    expect(await next.lookup(refOf(spec()))).toBeNull();
  });
});
