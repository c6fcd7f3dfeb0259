import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import type { Approval } from '@pm-arbitrage/core/domain/trade.js';
import { formatQuantity, parsePrice, parseQuantity, parseUsd, quantity } from '@pm-arbitrage/core/money/money.js';
import { type Desk, openDesk, T0 } from './executor-fixtures.js';
import { RESTS } from './waits.js';

const MINUTE = 60_000;
type Running = Awaited<ReturnType<Desk['start']>>;

describe.each(testDatabases)('an order that rests, on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  /** 20 contracts of YES at Kalshi for at most 45 cents, worth 60. */
  const quote = (desk: Desk, change: Partial<Approval> = {}, tradeId = 't1') => {
    const { id, platform, event } = desk.kalshi;
    const leg = {
      market: id,
      platform,
      event: event.id,
      side: 'yes' as const,
      limitPrice: parsePrice('0.45'),
      quantity: parseQuantity('20'),
      maxCost: parseUsd('10'),
      epoch: 1,
    };
    return desk.approve(tradeId, '20', {
      kind: 'fair-quote',
      execution: { style: 'rest', until: desk.clock.now() + MINUTE },
      floor: parsePrice('0.6'),
      maxCost: parseUsd('10'),
      legs: [leg],
      ...change,
    });
  };
  /** An executor that hears of fills. */
  const startOn = async (desk: Desk) => {
    const one = await desk.start();
    for (const venue of one.venues.values())
      venue.onFill((fill) => void desk.run(one.executor.takeFill(fill), one.life).catch(() => undefined));
    return one;
  };
  const book = (desk: Desk) => desk.show(desk.kalshi, [['0.44', '10']], [['0.55', '100']]);
  const trade = async (tradeId = 't1') => {
    const row = (await database.queries.query.trades.findMany()).find(({ id }) => id === tradeId);
    return { state: row?.state, reason: row?.reason };
  };
  const filled = async (desk: Desk) => (await desk.facts()).legs.map((leg) => formatQuantity(quantity(leg.filled)));
  const orders = async (desk: Desk) => (await desk.facts()).orders.map(({ state }) => state);
  /** Somebody sells so many contracts at 45 cents. */
  const sold = (one: Running, desk: Desk, count: string) =>
    one.brokers.get('kalshi')?.print({
      market: desk.kalshi.id,
      tradeId: `print ${count}`,
      price: parsePrice('0.45'),
      quantity: parseQuantity(count),
      taker: 'sell',
      venueTime: null,
      receivedAt: desk.clock.now(),
    });

  it('stays until its time is over, then is cancelled, and nothing was bought', async () => {
    const desk = await openDesk(database);
    const one = await startOn(desk);
    book(desk);
    await one.execute(await quote(desk));
    expect(await trade()).toMatchObject({ state: 'executing', reason: RESTS });
    expect(await orders(desk)).toEqual(['resting']);
    desk.clock.advanceBy(MINUTE / 2);
    await one.recover();
    expect(await orders(desk)).toEqual(['resting']);
    desk.clock.advanceBy(MINUTE);
    await one.recover();
    expect(await trade()).toMatchObject({ state: 'aborted' });
    expect(await orders(desk)).toEqual(['cancelled']);
    expect((await desk.facts()).legs).toMatchObject([{ filled: 0, cost: 0 }]);
  });

  it('books what it fills as it fills, keeps it when its time is over, and holds it to the end', async () => {
    const desk = await openDesk(database);
    const one = await startOn(desk);
    book(desk);
    await one.execute(await quote(desk));
    sold(one, desk, '8');
    await expect.poll(() => filled(desk)).toEqual(['8']);
    expect(await trade()).toMatchObject({ state: 'executing', reason: RESTS });
    desk.clock.advanceBy(2 * MINUTE);
    await one.recover();
    expect(await trade()).toMatchObject({ state: 'complete' });
    expect(await filled(desk)).toEqual(['8']);
    expect((await desk.facts()).legs).toMatchObject([{ cost: parseUsd('3.6') }]);
    expect(await desk.differences(one.venues)).toEqual([]);
  });

  it('is taken back when its strategy says so, and when everything halts', async () => {
    const desk = await openDesk(database);
    const one = await startOn(desk);
    book(desk);
    await one.execute(await quote(desk));
    const withdrawal = { tradeId: 't1', strategy: 'another', reason: 'moved', at: T0 };
    await desk.run(one.executor.withdraw(withdrawal), one.life);
    expect(await orders(desk)).toEqual(['resting']);
    await desk.run(one.executor.withdraw({ ...withdrawal, strategy: 'atomic-arb' }), one.life);
    expect(await orders(desk)).toEqual(['cancelled']);
    expect(await trade()).toMatchObject({ state: 'aborted' });

    await emptyDatabase(database);
    const later = await openDesk(database);
    const two = await startOn(later);
    book(later);
    await two.execute(await quote(later));
    later.halt.halt({ id: 'h', reason: 'test', by: 'me', at: T0 });
    await two.recover();
    expect(await orders(later)).toEqual(['cancelled']);
  });

  it('is never sent when it would take what is offered, or when it would not earn', async () => {
    const desk = await openDesk(database);
    const one = await startOn(desk);
    desk.show(desk.kalshi, [['0.40', '10']], [['0.45', '100']]);
    await one.execute(await quote(desk));
    expect(await trade()).toMatchObject({ state: 'aborted', reason: expect.stringContaining('offered at the limit') });
    book(desk);
    await one.execute(await quote(desk, { floor: parsePrice('0.45') }, 't2'));
    expect(await trade('t2')).toMatchObject({ state: 'aborted', reason: expect.stringContaining('profit') });
    expect(desk.sent).toEqual([]);
  });

  it('goes on resting when its executor dies, and is cancelled in time by the next one', async () => {
    const desk = await openDesk(database);
    const one = await startOn(desk);
    book(desk);
    await one.execute(await quote(desk));
    one.life.killed = true;
    const two = await startOn(desk);
    await two.recover();
    expect(await orders(desk)).toEqual(['resting']);
    desk.clock.advanceBy(2 * MINUTE);
    await two.recover();
    expect(await orders(desk)).toEqual(['cancelled']);
    expect(desk.sent).toHaveLength(1);
  });
});
