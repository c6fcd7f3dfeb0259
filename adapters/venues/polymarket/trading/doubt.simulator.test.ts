import { type Fill, isOrderFinal } from '@pm-arbitrage/core/domain/order.js';
import { parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { accepted, eventually, refOf, SimulatedDesk } from './testing/simulated-desk.js';

/* Against the simulated venue, over real sockets: what it knows to be so is compared with what we say. */

describe('doubt at the simulated venue', () => {
  let desk: SimulatedDesk;

  beforeAll(async () => {
    desk = await SimulatedDesk.start();
  });
  afterAll(() => desk.simulator.close());
  beforeEach(() => desk.newWallet());
  afterEach(() => desk.tidy());

  it.each([
    ['the answer is lost', { effect: 'lose-answer' }],
    ['a 500 comes after the match', { effect: 'fail-after', status: 500 }],
    ['a 503 comes after the match', { effect: 'fail-after', status: 503 }],
    ['a 429 comes after the match', { effect: 'fail-after', status: 429 }],
    ['a 425 comes after the match', { effect: 'fail-after', status: 425 }],
    ['the order arrives late', { effect: 'accept-late', delayMs: 300 }],
  ])('finds its order when %s, and never orders twice', async (_name, effect) => {
    const live = desk.market();
    const venue = await desk.connect();
    desk.stranger(live, 'ask', 45, 50);
    desk.inject({ kind: 'order', count: 1, ...effect });
    const order = await venue.prepare(desk.spec(live.id, { timeInForce: 'gtc' }));
    expect((await order.send()).kind).toBe('in-doubt');
    const found = await eventually(
      async () => {
        const known = await venue.lookup(refOf(order));
        if (known === null) expect(await venue.ruleOut(refOf(order))).toBe(false);
        return known;
      },
      (known) => known !== null && isOrderFinal(known.state),
    );
    expect(found).toMatchObject({ state: 'filled', filled: parseQuantity('10') });
    expect(desk.truth().orders).toHaveLength(1);
  });

  it.each([500, 502])('rules an order out when a %i came before it was taken', async (status) => {
    const live = desk.market();
    const venue = await desk.connect();
    desk.inject({ kind: 'order', count: 1, effect: 'fail-before', status });
    const order = await venue.prepare(desk.spec(live.id));
    expect((await order.send()).kind).toBe('in-doubt');
    expect(await venue.ruleOut(refOf(order))).toBe(false);
    await eventually(
      () => venue.ruleOut(refOf(order)),
      (out) => out,
    );
    expect(await venue.lookup(refOf(order))).toBeNull();
    expect(desk.truth().orders).toEqual([]);
  });

  it.each([425, 429])('knows at once that a %i took nothing in', async (status) => {
    const live = desk.market();
    const venue = await desk.connect();
    desk.inject({ kind: 'order', count: 1, effect: 'fail-before', status });
    expect(await desk.place(venue, desk.spec(live.id))).toMatchObject({ kind: 'rejected' });
    expect(desk.truth().orders).toEqual([]);
  });

  it.each(['restarting', 'post-only', 'cancel-only'] as const)(
    'orders nothing while the engine is %s',
    async (mode) => {
      const live = desk.market();
      const venue = await desk.connect();
      desk.simulator.polymarket.setMode(mode);
      expect(await desk.place(venue, desk.spec(live.id))).toMatchObject({ kind: 'rejected' });
      expect((await venue.status()).orders).toBe(mode === 'restarting' ? 'closed' : 'cancel-only');
    },
  );

  it('takes a ghost fill back', async () => {
    const live = desk.market();
    const venue = await desk.connect();
    const told: Fill[] = [];
    venue.onFill((fill) => told.push(fill));
    desk.stranger(live, 'ask', 45, 50);
    const before = desk.truth().usd;
    desk.inject({ kind: 'order', count: 1, effect: 'ghost-fill' });
    const order = await venue.prepare(desk.spec(live.id));
    expect(accepted(await order.send())).toMatchObject({ state: 'filled' });
    await until(() => told.some(({ finality }) => finality === 'undone'));
    expect(desk.truth().usd).toBe(before);
    expect(await venue.lookup(refOf(order))).toMatchObject({ state: 'cancelled', filled: 0 });
    expect(await venue.balance()).toEqual({ available: before, reserved: 0 });
  });
});
