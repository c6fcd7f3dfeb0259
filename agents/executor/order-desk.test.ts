import { Registry } from 'prom-client';
import { expect, it, vi } from 'vitest';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import type { TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { aMarket, T0, testConfig } from './executor-fixtures.js';
import { OrderDesk } from './order-desk.js';

function setUp() {
  const metrics = new Registry();
  const clock = new SimulatedClock(T0);
  const send = vi.fn(() => Promise.resolve({ kind: 'rejected' as const, code: 'test', message: 'refused' }));
  const venue: Partial<TradingVenue> = {
    platform: 'kalshi',
    latencyMs: () => null,
    prepare: async (spec: OrderSpec) => ({ spec, venueOrderId: null, send }),
  };
  const desk = new OrderDesk({
    context: { clock, config: testConfig(), halt: new HaltState(), log: createLogger('silent'), metrics },
    venues: new Map([['kalshi', venue as TradingVenue]]),
    guardianSeenAt: () => clock.now(),
    leaseUntil: () => Infinity,
  });
  const wish = () =>
    desk.prepare({
      tradeId: 't',
      legIndex: 0,
      leg: { market: aMarket('kalshi', 'K').id, platform: 'kalshi', side: 'yes' },
      purpose: 'leg',
      attempt: 0,
      action: 'buy',
      quantity: parseQuantity('5'),
      limitPrice: parsePrice('0.45'),
    });
  return { clock, desk, metrics, send, wish };
}

it('sends an order until the moment at which it expires', async () => {
  const { clock, desk, metrics, send, wish } = setUp();
  const order = await wish();
  clock.advanceBy((order.spec.expiresAt as number) - clock.now());
  expect((await desk.place(order)).reason).toBe('test: refused');
  expect(send).toHaveBeenCalledOnce();
  expect(await metrics.metrics()).toContain('pma_orders_total{platform="kalshi",action="buy",outcome="rejected"} 1');
});

it('does not send an order that expired while it waited, and says that it never left', async () => {
  const { clock, desk, send, wish } = setUp();
  const order = await wish();
  clock.advanceBy((order.spec.expiresAt as number) - clock.now() + 1);
  expect(await desk.place(order)).toEqual({
    clientOrderId: order.spec.clientOrderId,
    state: 'cancelled',
    reason: 'expired unsent',
    fills: [],
  });
  expect(send).not.toHaveBeenCalled();
});
