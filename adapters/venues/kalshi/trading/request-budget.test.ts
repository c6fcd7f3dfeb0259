import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { describe, expect, it } from 'vitest';
import { RequestBudget } from './request-budget.js';

const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  const pending = Symbol('pending');
  await Promise.resolve();
  await Promise.resolve();
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
};

describe('RequestBudget', () => {
  it('lets orders through until what is kept for cancels', async () => {
    const budget = new RequestBudget(new SimulatedClock(0));
    for (let sent = 0; sent < 8; sent++) expect(await budget.order(0)).toBe(true);
    const ninth = budget.order(0);
    expect(await settled(ninth)).toBe(false);
    for (let cancelled = 0; cancelled < 10; cancelled++)
      expect(await settled(budget.cancel('/portfolio/events/orders/{order_id}', 0))).toBe(true);
  });

  it('keeps a budget for every shard', async () => {
    const budget = new RequestBudget(new SimulatedClock(0));
    for (let sent = 0; sent < 8; sent++) await budget.order(0);
    expect(await budget.order(2)).toBe(true);
  });

  it('refuses an order that would wait for more than a second', async () => {
    const clock = new SimulatedClock(0);
    const budget = new RequestBudget(clock);
    budget.size({ perSecond: 10, capacity: 10 }, { perSecond: 5, capacity: 10 });
    expect(await budget.order(0)).toBe(true);
    expect(await budget.order(0)).toBe(false);
  });

  it('takes the numbers that the venue tells', async () => {
    const budget = new RequestBudget(new SimulatedClock(0));
    budget.price(10, [{ method: 'DELETE', path: '/trade-api/v2/portfolio/events/orders/{id}', cost: 60 }]);
    const cancels = [1, 2].map(() => budget.cancel('/portfolio/events/orders/{order_id}', 0));
    expect(await settled(cancels[0] as Promise<void>)).toBe(true);
    expect(await settled(cancels[1] as Promise<void>)).toBe(false);
  });
});
