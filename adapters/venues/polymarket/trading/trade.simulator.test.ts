import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { accepted, eventually, kinds, refOf, SimulatedDesk } from './testing/simulated-desk.js';

/* Against the simulated venue, over real sockets: what it knows to be so is compared with what we say. */

describe('trading at the simulated venue', () => {
  let desk: SimulatedDesk;

  beforeAll(async () => {
    desk = await SimulatedDesk.start();
  });
  afterAll(() => desk.simulator.close());
  beforeEach(() => desk.newWallet());
  afterEach(() => desk.tidy());

  it.each([
    ['YES of a standard market', 'yes', kinds.standard],
    ['NO of a standard market', 'no', kinds.standard],
    ['YES of a neg-risk market', 'yes', kinds.negRisk],
    ['NO of a market of the second protocol', 'no', kinds.v2],
  ] as const)('buys and sells %s, to the micro-dollar and share that the venue books', async (_name, side, accepts) => {
    const live = desk.market(accepts);
    const venue = await desk.connect();
    const before = desk.truth().usd;
    const [bookSide, cents] = side === 'yes' ? (['ask', 45] as const) : (['bid', 55] as const);
    desk.stranger(live, bookSide, cents, 6);
    desk.stranger(live, bookSide, side === 'yes' ? 48 : 52, 100);
    const bought = accepted(await desk.place(venue, desk.spec(live.id, { side })));
    expect(bought).toMatchObject({ state: 'filled', filled: parseQuantity('10') });
    await desk.settled();
    const token = live.tokens[side === 'yes' ? 0 : 1];
    expect(desk.truth().tokens[token]).toBe(10_000_000);
    const paid = bought.fills.reduce((total, fill) => total + fill.notional + fill.fee, 0);
    expect(before - desk.truth().usd).toBe(paid);
    expect(desk.truth().orders).toHaveLength(1);

    const held = await eventually(
      () => venue.positions(),
      (all) => all.some(({ quantity }) => quantity === 10_000_000),
    );
    expect(held).toEqual([{ market: live.id, side, quantity: 10_000_000 }]);
    desk.stranger(live, side === 'yes' ? 'bid' : 'ask', side === 'yes' ? 44 : 56, 100);
    const sold = accepted(
      await desk.place(venue, desk.spec(live.id, { side, action: 'sell', limitPrice: parsePrice('0.40') })),
    );
    expect(sold).toMatchObject({ state: 'filled', filled: parseQuantity('10') });
    await desk.settled();
    const got = sold.fills.reduce((total, fill) => total + fill.notional - fill.fee, 0);
    expect(desk.truth().usd).toBe(before - paid + got);
    const cash = await eventually(
      () => venue.balance(),
      ({ available }) => available === desk.truth().usd,
    );
    expect(cash).toEqual({ available: desk.truth().usd, reserved: 0 });
  });

  it('takes what there is of a fill-or-kill buy and leaves nothing resting', async () => {
    const live = desk.market();
    const venue = await desk.connect();
    desk.stranger(live, 'ask', 45, 4);
    const order = accepted(await desk.place(venue, desk.spec(live.id)));
    expect(order).toMatchObject({ state: 'cancelled', filled: parseQuantity('4') });
    expect(await venue.openOrders()).toEqual([]);
  });

  it('is refused a fill-or-kill sale that cannot be filled whole, and sells in part when told so', async () => {
    const live = desk.market();
    const venue = await desk.connect();
    desk.stranger(live, 'ask', 45, 10);
    accepted(await desk.place(venue, desk.spec(live.id)));
    await desk.settled();
    desk.stranger(live, 'bid', 44, 3);
    const sale = { action: 'sell', limitPrice: parsePrice('0.40') } as const;
    expect(await desk.place(venue, desk.spec(live.id, sale))).toMatchObject({ kind: 'rejected', code: 'killed' });
    const part = accepted(await desk.place(venue, desk.spec(live.id, { ...sale, timeInForce: 'ioc' })));
    expect(part).toMatchObject({ state: 'cancelled', filled: parseQuantity('3') });
  });

  it('rests, is filled as maker without a fee, and is cancelled', async () => {
    const live = desk.market();
    const venue = await desk.connect();
    const told: Fill[] = [];
    venue.onFill((fill) => told.push(fill));
    const order = await venue.prepare(
      desk.spec(live.id, { side: 'no', timeInForce: 'gtc', limitPrice: parsePrice('0.35') }),
    );
    expect(accepted(await order.send())).toMatchObject({ state: 'resting', filled: 0 });
    expect(await venue.openOrders()).toMatchObject([
      { venueOrderId: order.venueOrderId, clientOrderId: order.spec.clientOrderId, remaining: parseQuantity('10') },
    ]);
    desk.stranger(live, 'bid', 65, 4);
    await until(() => told.some(({ finality }) => finality === 'final'));
    expect(told[0]).toMatchObject({ side: 'no', action: 'buy', liquidity: 'maker', fee: 0, finality: 'provisional' });
    expect(await venue.cancel(refOf(order))).toMatchObject({ state: 'cancelled', filled: parseQuantity('4') });
    const listedFills = await venue.fillsSince(systemClock.now() - 60_000);
    expect(listedFills.map(({ fillId, finality }) => [fillId, finality])).toEqual([[told[0]?.fillId, 'final']]);
  });
});
