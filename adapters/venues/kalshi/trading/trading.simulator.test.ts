import type { Fill, OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { addUsd, parsePrice, parseQuantity, subUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { refOf } from './testing/kalshi-desk.js';
import {
  accepted,
  maker,
  market,
  offer,
  place,
  simulator,
  spec,
  taker,
  truth,
  useSimulatedKalshi,
} from './testing/simulated-desk.js';

useSimulatedKalshi();

const spent = (fills: readonly Fill[]): Usd =>
  fills.reduce(
    (total, fill) =>
      addUsd(total, fill.action === 'buy' ? addUsd(fill.notional, fill.fee) : subUsd(fill.fee, fill.notional)),
    0 as Usd,
  );

describe('orders at the simulated exchange', () => {
  it('buys and sells YES and NO, and every micro-dollar is accounted for', async () => {
    const cycle: Partial<OrderSpec>[] = [
      { side: 'yes', action: 'buy', limitPrice: parsePrice('0.56') },
      { side: 'yes', action: 'sell', limitPrice: parsePrice('0.52') },
      { side: 'no', action: 'buy', limitPrice: parsePrice('0.48') },
      { side: 'no', action: 'sell', limitPrice: parsePrice('0.44') },
    ];
    const before = (await taker.balance(market.id)).available;
    const fills: Fill[] = [];
    const positions: unknown[] = [];
    for (const change of cycle) {
      const { side, action, limitPrice } = change as OrderSpec;
      // The other half of the trade: who sells YES to us, buys NO.
      await offer({
        side: side === 'yes' ? 'no' : 'yes',
        action,
        limitPrice: (10_000 - limitPrice) as typeof limitPrice,
      });
      const done = await accepted(taker, spec(change));
      expect(done).toMatchObject({ state: 'filled', filled: parseQuantity('10') });
      expect(done.fills).toMatchObject([{ side, action, price: limitPrice, liquidity: 'taker' }]);
      fills.push(...done.fills);
      positions.push(await taker.positions());
    }
    const held = (side: string) => [{ market: market.id, side, quantity: parseQuantity('10') }];
    expect(positions).toEqual([held('yes'), [], held('no'), []]);
    expect(subUsd(before, (await taker.balance(market.id)).available)).toBe(spent(fills));
    expect(truth().fills.map((fill) => fill.fee)).toEqual(fills.map((fill) => fill.fee));
  });

  it('tells a fill over several levels in full', async () => {
    await offer({ side: 'no', limitPrice: parsePrice('0.50'), quantity: parseQuantity('3') });
    await offer({ side: 'no', limitPrice: parsePrice('0.48'), quantity: parseQuantity('9') });
    const { fills } = await accepted(taker, spec());
    expect(fills.map(({ price, quantity }) => [price, quantity])).toEqual([
      [parsePrice('0.50'), parseQuantity('3')],
      [parsePrice('0.52'), parseQuantity('7')],
    ]);
  });

  it('kills, cuts short and rests as asked', async () => {
    await offer({ side: 'no', limitPrice: parsePrice('0.50'), quantity: parseQuantity('4') });
    expect(await place(taker, spec())).toMatchObject({
      kind: 'rejected',
      code: 'fill_or_kill_insufficient_resting_volume',
    });
    expect(await accepted(taker, spec({ timeInForce: 'ioc' }))).toMatchObject({
      state: 'cancelled',
      filled: parseQuantity('4'),
    });
    const resting = spec({ timeInForce: 'gtc', limitPrice: parsePrice('0.10') });
    expect(await accepted(taker, resting)).toMatchObject({ state: 'resting', filled: 0 });
    expect(await taker.openOrders()).toMatchObject([
      { clientOrderId: resting.clientOrderId, market: market.id, remaining: parseQuantity('10') },
    ]);
    expect(await taker.cancel(refOf(resting))).toMatchObject({ state: 'cancelled', filled: 0 });
    expect(await taker.openOrders()).toEqual([]);
  });

  it('tells fills of resting orders as they happen', async () => {
    const told: Fill[] = [];
    taker.onFill((fill) => told.push(fill));
    const resting = spec({ timeInForce: 'gtc', postOnly: true, limitPrice: parsePrice('0.40') });
    await accepted(taker, resting);
    await accepted(maker, spec({ side: 'no', limitPrice: parsePrice('0.60') }));
    await until(() => told.length === 1);
    expect(told[0]).toMatchObject({
      clientOrderId: resting.clientOrderId,
      liquidity: 'maker',
      fee: truth().fills[0]?.fee,
    });
    expect(await taker.fillsSince(0)).toEqual([{ ...told[0], venueOrderId: truth().orders[0]?.id }]);
  });

  it('reads fills over REST when the private stream is silent, however the reads lag', async () => {
    simulator.faults.inject({ venue: 'kalshi', kind: 'lose-user-events' });
    simulator.kalshi.switches.readLagMs = 400;
    await offer({ side: 'no', limitPrice: parsePrice('0.44') });
    const done = await accepted(taker, spec());
    expect(done.fills.map(({ fee }) => fee)).toEqual(truth().fills.map(({ fee }) => fee));
  });

  it('tells exact fills once, although the stream repeats and reorders itself', async () => {
    const told: Fill[] = [];
    taker.onFill((fill) => told.push(fill));
    simulator.faults.inject({ venue: 'kalshi', kind: 'duplicate-user-events' });
    simulator.faults.inject({ venue: 'kalshi', kind: 'reorder-user-events' });
    await offer({ side: 'no', limitPrice: parsePrice('0.50'), quantity: parseQuantity('3') });
    await offer({ side: 'no', limitPrice: parsePrice('0.48'), quantity: parseQuantity('7') });
    const { fills } = await accepted(taker, spec());
    expect(fills.map(({ quantity }) => quantity)).toEqual([parseQuantity('3'), parseQuantity('7')]);
    await until(() => told.length === 2);
    expect(new Set(told.map(({ fillId }) => fillId))).toEqual(new Set(fills.map(({ fillId }) => fillId)));
  });

  it.each([
    [
      'partial',
      { effect: 'partial', share: 0.4 },
      { kind: 'accepted', order: { state: 'cancelled', filled: 4_000_000 } },
    ],
    ['reject', { effect: 'reject' }, { kind: 'rejected', code: 'insufficient_balance' }],
    ['pause-market', { effect: 'pause-market' }, { kind: 'rejected', code: 'market_inactive' }],
  ] as const)('takes %s for what it is', async (_what, effect, expected) => {
    await offer({ side: 'no', limitPrice: parsePrice('0.44') });
    simulator.faults.inject({ venue: 'kalshi', kind: 'order', count: 1, ...effect });
    expect(await place(taker, spec({ timeInForce: 'ioc' }))).toMatchObject(expected);
    simulator.kalshi.resumeMarket(nativeIdOf(market.id));
  });
});
