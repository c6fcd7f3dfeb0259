import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { formatQuantity, quantity } from '@pm-arbitrage/core/money/money.js';
import { type Desk, openDesk } from './executor-fixtures.js';
import { AWAITS_HEDGE } from './waits.js';

const WINDOW_MS = 30_000;

describe.each(testDatabases)('a trade whose first leg goes first, on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  const approve = (desk: Desk) =>
    desk.approve('t1', '20', { execution: { style: 'first-leg', hedgeBy: desk.clock.now() + WINDOW_MS } });
  const trade = async () => {
    const row = await database.queries.query.trades.findFirst();
    return { state: row?.state, reason: row?.reason };
  };
  const filled = async (desk: Desk) => (await desk.facts()).legs.map((leg) => formatQuantity(quantity(leg.filled)));
  /** The book of the second leg goes away when the first one is sent. */
  const hedgeGoes = (desk: Desk) => {
    desk.hooks.onSend = ({ platform }) => {
      if (platform === 'kalshi') desk.show(desk.polymarket, [['0.20', '100']], [['0.21', '100']]);
    };
  };

  it('orders the second leg when the first is there, and is whole', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    await one.execute(await approve(desk));
    expect(desk.sent.map((id) => id.length > 0)).toEqual([true, true]);
    expect(await trade()).toMatchObject({ state: 'hedged' });
    expect(await filled(desk)).toEqual(['20', '20']);
    expect(await desk.differences(one.venues)).toEqual([]);
  });

  it('orders nothing further when the first leg is not to be had', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    desk.hooks.onSend = () => Promise.resolve({ kind: 'rejected', code: 'no', message: 'not to be had' });
    await one.execute(await approve(desk));
    expect(desk.sent).toHaveLength(1);
    expect(await trade()).toMatchObject({ state: 'aborted' });
  });

  it('waits for a hedge that earns, and takes it when it comes', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    hedgeGoes(desk);
    await one.execute(await approve(desk));
    expect(await trade()).toEqual({ state: 'exiting', reason: AWAITS_HEDGE });
    await one.recover();
    expect(await filled(desk)).toEqual(['20', '0']);
    desk.show(desk.polymarket, [['0.54', '100']], [['0.55', '100']]);
    await one.recover();
    expect(await trade()).toMatchObject({ state: 'hedged' });
    expect(await filled(desk)).toEqual(['20', '20']);
    expect(await desk.differences(one.venues)).toEqual([]);
  });

  it.each(['its executor', 'another one after a crash'])(
    'goes the cheaper way out when its time is over, by %s',
    async (who) => {
      const desk = await openDesk(database);
      let one = await desk.start();
      desk.bargain();
      hedgeGoes(desk);
      await one.execute(await approve(desk));
      if (who !== 'its executor') {
        one.life.killed = true;
        one = await desk.start();
        await one.recover();
        expect(await filled(desk)).toEqual(['20', '0']);
      }
      desk.clock.advanceBy(WINDOW_MS);
      await one.recover();
      expect(await trade()).toMatchObject({ state: 'unwound' });
      expect(await filled(desk)).toEqual(['0', '0']);
      expect(await desk.differences(one.venues)).toEqual([]);
    },
  );
});
