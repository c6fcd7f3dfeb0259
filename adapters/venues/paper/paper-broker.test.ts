import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { paperOrders } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import { kalshiFill } from '@pm-arbitrage/core/fees/kalshi-fee.js';
import { formatQuantity, formatUsd, parsePrice, parseQuantity, parseUsd, usd } from '@pm-arbitrage/core/money/money.js';
import {
  accepted,
  brokenBook,
  kalshiBook,
  kalshiMarket,
  LATENCY_MS,
  order,
  paperDesk,
  print,
  T0,
} from './paper-fixtures.js';

describe.each(testDatabases)('the paper broker on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  const cash = async (desk: Awaited<ReturnType<typeof paperDesk>>) => {
    const { available, reserved } = await desk.broker.balance();
    return { available: formatUsd(available), reserved: formatUsd(reserved) };
  };

  it('fills against the book as it is when the order arrives, not when it was sent', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([], [['0.40', '10']]));
    const outcome = await desk.place(order('a', '10', '0.45'), () =>
      desk.broker.price(kalshiBook([], [['0.44', '10']])),
    );
    expect(accepted(outcome).fills.map(({ price }) => price)).toEqual([parsePrice('0.44')]);
    const late = await desk.place(order('b', '1', '0.45'), () => desk.broker.price(kalshiBook([], [['0.46', '10']])));
    expect(late).toMatchObject({ kind: 'rejected', code: 'fok-unfilled' });
    expect(desk.clock.now()).toBe(T0 + 2 * LATENCY_MS);
  });

  it('walks the depth once: what it took stays gone until the level leaves the book', async () => {
    const desk = await paperDesk(database);
    const shown = () =>
      kalshiBook(
        [],
        [
          ['0.40', '10'],
          ['0.41', '10'],
        ],
      );
    desk.broker.price(shown());
    expect(
      accepted(await desk.place(order('a', '12', '0.41'))).fills.map((fill) => formatQuantity(fill.quantity)),
    ).toEqual(['10', '2']);
    desk.broker.price(shown());
    expect(await desk.place(order('b', '9', '0.41'))).toMatchObject({ kind: 'rejected', code: 'fok-unfilled' });
    expect(accepted(await desk.place(order('c', '8', '0.41'))).filled).toBe(parseQuantity('8'));
    desk.broker.price(kalshiBook([], [['0.41', '10']]));
    desk.broker.price(shown());
    expect(accepted(await desk.place(order('d', '10', '0.41'))).fills.map(({ price }) => price)).toEqual([
      parsePrice('0.40'),
    ]);
  });

  it('fills the NO side from YES bids', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([['0.60', '5']], []));
    const { fills } = accepted(await desk.place(order('a', '5', '0.40', { side: 'no' })));
    expect(fills).toMatchObject([{ side: 'no', price: parsePrice('0.40'), quantity: parseQuantity('5') }]);
  });

  it('takes what it can and cancels the rest of an IOC, all or nothing of a FOK', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([], [['0.40', '3']]));
    expect(await desk.place(order('fok', '4', '0.40'))).toMatchObject({ kind: 'rejected', code: 'fok-unfilled' });
    const ioc = accepted(await desk.place(order('ioc', '4', '0.40', { timeInForce: 'ioc' })));
    expect(ioc).toMatchObject({ state: 'cancelled', filled: parseQuantity('3') });
    expect(await desk.broker.lookup({ clientOrderId: 'fok' })).toBeNull();
  });

  it('refuses a post-only order that would take, and rests one that would not', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([['0.38', '3']], [['0.40', '3']]));
    const gtc = { timeInForce: 'gtc', postOnly: true } as const;
    expect(await desk.place(order('a', '1', '0.40', gtc))).toMatchObject({ kind: 'rejected', code: 'post-only-cross' });
    expect(accepted(await desk.place(order('b', '1', '0.39', gtc))).state).toBe('resting');
  });

  it('fills a resting order from prints only, and only behind the queue that was there', async () => {
    const desk = await paperDesk(database);
    const book = kalshiBook([['0.38', '10']], [['0.42', '5']]);
    desk.broker.price(book);
    accepted(await desk.place(order('a', '4', '0.38', { timeInForce: 'gtc' })));
    const filled = async () => formatQuantity((await desk.broker.lookup({ clientOrderId: 'a' }))!.filled);
    desk.broker.print(print('0.38', '6', 'sell'));
    expect(await settled(desk, filled)).toBe('0');
    desk.broker.print(print('0.38', '5', 'buy'));
    expect(await settled(desk, filled)).toBe('0');
    desk.broker.print(print('0.38', '5', 'sell'));
    expect(await settled(desk, filled)).toBe('1');
    desk.broker.print(print('0.37', '2', 'sell'));
    expect(await settled(desk, filled)).toBe('3');
    desk.broker.print(print('0.38', '50', 'sell'));
    expect(await settled(desk, filled)).toBe('4');
    expect((await desk.broker.lookup({ clientOrderId: 'a' }))?.state).toBe('filled');
    expect((await desk.broker.balance()).reserved).toBe(0);
  });

  it('pays nobody for a quote that flickers through its price without a trade', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([['0.38', '10']], [['0.42', '5']]));
    accepted(await desk.place(order('a', '4', '0.38', { timeInForce: 'gtc' })));
    desk.broker.price(kalshiBook([['0.30', '10']], [['0.35', '5']]));
    desk.broker.price(kalshiBook([['0.38', '10']], [['0.42', '5']]));
    expect(await settled(desk, async () => (await desk.broker.lookup({ clientOrderId: 'a' }))?.filled)).toBe(0);
  });

  it('moves up the queue when it shrinks in sight, not when the stream breaks or the level is out of view', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([['0.38', '10']], [['0.42', '5']]));
    accepted(await desk.place(order('a', '4', '0.38', { timeInForce: 'gtc' })));
    const filled = async () => formatQuantity((await desk.broker.lookup({ clientOrderId: 'a' }))!.filled);
    desk.broker.price(brokenBook());
    desk.broker.price(kalshiBook([['0.40', '10']], [['0.42', '5']]));
    desk.broker.print(print('0.38', '3', 'sell'));
    expect(await settled(desk, filled)).toBe('0');
    desk.broker.price(kalshiBook([['0.38', '2']], [['0.42', '5']]));
    desk.broker.print(print('0.38', '3', 'sell'));
    expect(await settled(desk, filled)).toBe('1');
  });

  it('shares one print among its orders, best price and oldest first', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([['0.30', '1']], [['0.42', '5']]));
    for (const [id, limit] of [
      ['old', '0.38'],
      ['young', '0.38'],
      ['best', '0.39'],
    ] as const) {
      accepted(await desk.place(order(id, '2', limit, { timeInForce: 'gtc' })));
      desk.clock.advanceBy(1);
    }
    desk.broker.print(print('0.38', '5', 'sell'));
    const filled = async () =>
      Promise.all(
        ['best', 'old', 'young'].map(async (id) =>
          formatQuantity((await desk.broker.lookup({ clientOrderId: id }))!.filled),
        ),
      );
    expect(await settled(desk, filled)).toEqual(['2', '2', '1']);
  });

  it('ends a GTD order on its date and a resting order of a resolved market, and frees their cash', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([['0.30', '1']], [['0.42', '5']]));
    accepted(await desk.place(order('gtd', '2', '0.38', { timeInForce: 'gtd', expiresAt: T0 + 1_000 })));
    accepted(await desk.place(order('gtc', '2', '0.38', { timeInForce: 'gtc' })));
    desk.broker.print(print('0.38', '1', 'sell', T0 + 1_001));
    desk.clock.advanceTo(T0 + 1_001);
    await desk.broker.cancel({ clientOrderId: 'nothing' });
    expect(await desk.broker.lookup({ clientOrderId: 'gtd' })).toMatchObject({ state: 'cancelled', filled: 0 });
    desk.list(kalshiMarket({ status: 'resolved', yesPayout: parsePrice('1') }));
    await desk.broker.settlements([kalshiMarket().id]);
    expect((await desk.broker.lookup({ clientOrderId: 'gtc' }))?.state).toBe('cancelled');
    expect((await desk.broker.balance()).reserved).toBe(0);
  });

  it('refuses what cash or contracts do not cover, and gives the liquidity back', async () => {
    const desk = await paperDesk(database, '4');
    desk.broker.price(kalshiBook([['0.38', '10']], [['0.40', '20']]));
    const poor = { kind: 'rejected', code: 'insufficient-balance' };
    expect(await desk.place(order('a', '10', '0.40'))).toMatchObject(poor);
    expect(accepted(await desk.place(order('b', '5', '0.40'))).filled).toBe(parseQuantity('5'));
    expect(await desk.place(order('c', '6', '0.38', { action: 'sell' }))).toMatchObject(poor);
    const offer = { action: 'sell', timeInForce: 'gtc' } as const;
    expect(accepted(await desk.place(order('d', '3', '0.45', offer))).state).toBe('resting');
    expect(await desk.place(order('e', '3', '0.45', offer))).toMatchObject(poor);
    expect(accepted(await desk.place(order('f', '2', '0.38', { action: 'sell' }))).state).toBe('filled');
    expect(await desk.place(order('g', '9', '0.39', { timeInForce: 'gtc' }))).toMatchObject(poor);
  });

  it('answers the same client order id with the same order, also when both are on their way', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([], [['0.40', '10']]));
    const heard: Fill[] = [];
    desk.broker.onFill((fill) => heard.push(fill));
    const twice = Promise.all([
      desk.broker.prepare(order('a', '4', '0.40')),
      desk.broker.prepare(order('a', '4', '0.40')),
    ]);
    const sent = (await twice).map((prepared) => prepared.send());
    desk.clock.advanceBy(LATENCY_MS);
    const [first, second] = (await Promise.all(sent)).map(accepted);
    expect(second?.fills.map(({ fillId }) => fillId)).toEqual(first?.fills.map(({ fillId }) => fillId));
    accepted(await desk.place(order('a', '4', '0.40')));
    expect(heard).toHaveLength(1);
    expect(await database.queries.select().from(paperOrders)).toHaveLength(1);
    expect(await desk.broker.positions()).toMatchObject([{ quantity: parseQuantity('4') }]);
    expect(accepted(await desk.place(order('b', '6', '0.40'))).filled).toBe(parseQuantity('6'));
  });

  it('keeps balances, orders and queues across a restart', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([['0.38', '10']], [['0.42', '5']]));
    accepted(await desk.place(order('a', '4', '0.38', { timeInForce: 'gtc' })));
    const before = await cash(desk);
    await desk.broker.close();
    const again = await desk.restart();
    expect(again.deposited).toBe(parseUsd('1000'));
    const { available, reserved } = await again.balance();
    expect({ available: formatUsd(available), reserved: formatUsd(reserved) }).toEqual(before);
    again.print(print('0.38', '10', 'sell'));
    again.print(print('0.38', '1', 'sell'));
    await again.cancel({ clientOrderId: 'nothing' });
    expect((await again.lookup({ clientOrderId: 'a' }))?.filled).toBe(parseQuantity('1'));
    expect(await again.cancelAll()).toBe(1);
    expect((await again.balance()).reserved).toBe(0);
  });

  it("charges Kalshi's fee with one accumulator over all fills of an order, taker and maker", async () => {
    const desk = await paperDesk(database);
    desk.broker.price(
      kalshiBook(
        [],
        [
          ['0.37', '0.33'],
          ['0.39', '0.71'],
        ],
      ),
    );
    accepted(await desk.place(order('a', '3', '0.41', { timeInForce: 'gtc' })));
    desk.broker.print(print('0.41', '0.57', 'sell'));
    await desk.broker.cancel({ clientOrderId: 'nothing' });
    const { fills } = (await desk.broker.lookup({ clientOrderId: 'a' }))!;
    const model = { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'standard' } as const;
    let accumulator = usd(0);
    const expected = (
      [
        ['0.33', '0.37', 'taker'],
        ['0.71', '0.39', 'taker'],
        ['0.57', '0.41', 'maker'],
      ] as const
    ).map(([quantity, price, role]) => {
      const charged = kalshiFill({
        model,
        role,
        quantity: parseQuantity(quantity),
        price: parsePrice(price),
        action: 'buy',
        grid: 'direct',
        accumulator,
      });
      accumulator = charged.accumulator;
      return charged.fee;
    });
    expect(fills.map(({ fee }) => fee)).toEqual(expected);
  });

  it('refuses in a market that is closed, past its close, unknown or without a live book, and an order too late', async () => {
    const desk = await paperDesk(database);
    const refused = { kind: 'rejected' };
    expect(await desk.place(order('a', '1', '0.40'))).toMatchObject({ ...refused, code: 'book-unknown' });
    desk.broker.price(kalshiBook([], [['0.40', '10']]));
    expect(
      await desk.place(order('b', '1', '0.40'), () => desk.list(kalshiMarket({ status: 'paused' }))),
    ).toMatchObject({ ...refused, code: 'market-closed' });
    desk.list(kalshiMarket({ closeTime: desk.clock.now() + LATENCY_MS }));
    expect(await desk.place(order('c', '1', '0.40'))).toMatchObject({ ...refused, code: 'market-closed' });
    desk.list(kalshiMarket());
    expect(await desk.place(order('d', '1', '0.40', { expiresAt: desk.clock.now() + LATENCY_MS - 1 }))).toMatchObject(
      refused,
    );
    desk.broker.price(brokenBook());
    expect(await desk.place(order('e', '1', '0.40'))).toMatchObject({ ...refused, code: 'book-unknown' });
    desk.list(undefined);
    await expect(desk.broker.prepare(order('f', '1', '0.40'))).rejects.toThrow(/not listed/);
  });

  it('pays a resolved market once, YES and NO, also half and half', async () => {
    const desk = await paperDesk(database);
    desk.broker.price(kalshiBook([['0.60', '5']], [['0.62', '5']]));
    accepted(await desk.place(order('a', '2', '0.62')));
    accepted(await desk.place(order('b', '3', '0.40', { side: 'no' })));
    const before = (await desk.broker.balance()).available;
    expect(await desk.broker.settlements([kalshiMarket().id])).toEqual([]);
    desk.list(kalshiMarket({ status: 'resolved', yesPayout: parsePrice('0.5') }));
    expect(await desk.broker.settlements([kalshiMarket().id])).toMatchObject([{ yesPayout: parsePrice('0.5') }]);
    await desk.broker.settlements([kalshiMarket().id]);
    expect((await desk.broker.balance()).available - before).toBe(parseUsd('2.5'));
    expect(await desk.broker.positions()).toEqual([]);
  });
});

/** Reads after everything that prints set off is booked. */
async function settled<T>(desk: Awaited<ReturnType<typeof paperDesk>>, read: () => Promise<T>): Promise<T> {
  await desk.broker.cancel({ clientOrderId: 'nothing' });
  return read();
}
