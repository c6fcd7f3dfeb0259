import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { formatQuantity, parsePrice, parseQuantity, parseUsd, quantity } from '@pm-arbitrage/core/money/money.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { type Desk, openDesk, T0 } from './executor-fixtures.js';
import { releaseCapital } from './release-capital.js';
import { settleTrades } from './settle-trades.js';

describe.each(testDatabases.filter(({ missing }) => missing === null))('capital, on $kind', (kind) => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await kind.open());
  });
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  type Life = Awaited<ReturnType<Desk['start']>>;
  const release = (desk: Desk, { journal, venues }: Life) =>
    releaseCapital({ database, journal, venues, mode: 'paper', isResolved: () => false, log: createLogger('silent') });
  const stateOf = async (desk: Desk) => (await desk.facts()).trades.map(({ id, state }) => `${id} ${state}`).toSorted();
  const heldBy = async () =>
    (await database.queries.query.positions.findMany())
      .filter((row) => row.quantity > 0)
      .map((row) => `${formatQuantity(quantity(row.quantity))} ${row.side} ${row.market}`)
      .toSorted();

  /** Two-sided bargains at both venues: YES and NO of each cost 45 cents. */
  async function open() {
    const desk = await openDesk(database);
    const one = await desk.start();
    for (const market of [desk.kalshi, desk.polymarket]) desk.show(market, [['0.55', '100']], [['0.45', '100']]);
    const trade = async (id: string, on: readonly [Market, Market]) =>
      one.execute(await desk.approve(id, '20', {}, false, on));
    return { desk, one, trade };
  }

  it('a trade that holds both sides of a market is paid at once, and its profit is realised', async () => {
    const { desk, one, trade } = await open();
    await trade('t1', [desk.kalshi, desk.kalshi]);
    expect(await stateOf(desk)).toEqual(['t1 complete']);
    await release(desk, one);
    expect(await stateOf(desk)).toEqual(['t1 settled']);
    expect(await heldBy()).toEqual([]);
    const facts = await desk.facts();
    // 20 pairs paid $20; they cost 2 × $9 and twice the fee 0.07 × 20 × 0.45 × 0.55.
    expect(facts.trades[0]?.pnl).toBe(parseUsd('1.307'));
    expect(await desk.differences(one.brokers)).toEqual([]);
    await release(desk, one);
    expect((await desk.facts()).balances).toEqual(facts.balances);
  });

  it('sides that different trades hold are netted, and both trades are paid in full when the markets resolve', async () => {
    const { desk, one, trade } = await open();
    await trade('t1', [desk.kalshi, desk.polymarket]);
    await trade('t2', [desk.polymarket, desk.kalshi]);
    expect(await heldBy()).toHaveLength(4);
    const before = (await desk.facts()).balances;
    await release(desk, one);
    expect(await heldBy()).toEqual([]);
    expect(await stateOf(desk)).toEqual(['t1 complete', 't2 complete']);
    expect(await desk.differences(one.brokers)).toEqual([]);
    const after = (await desk.facts()).balances;
    expect((after['cash:kalshi'] ?? 0) - (before['cash:kalshi'] ?? 0)).toBe(parseUsd('20'));
    expect(after['payouts']).toBe(-parseUsd('40'));

    for (const market of [desk.kalshi, desk.polymarket])
      desk.markets.put({ ...market, status: 'resolved', yesPayout: parsePrice('1'), updatedAt: T0 + 1 });
    await settleTrades({ database, journal: one.journal, venues: one.venues, mode: 'paper' });
    const facts = await desk.facts();
    expect(await stateOf(desk)).toEqual(['t1 settled', 't2 settled']);
    expect(facts.balances['payouts']).toBe(0);
    expect(facts.trades.map(({ pnl }) => pnl)).toEqual([parseUsd('1.406'), parseUsd('1.406')]);
    expect(await desk.differences(one.brokers)).toEqual([]);
  });

  it('what a life released and did not book is booked by the next', async () => {
    const { desk, one, trade } = await open();
    await trade('t1', [desk.polymarket, desk.polymarket]);
    await one.venues.get('polymarket')?.mergePairs(desk.polymarket.id, parseQuantity('20'));
    expect(await desk.differences(one.brokers)).toHaveLength(3);
    const two = await desk.start();
    await release(desk, two);
    expect(await stateOf(desk)).toEqual(['t1 settled']);
    expect(await desk.differences(two.brokers)).toEqual([]);
  });

  it('never takes a loss on one side alone for a release', async () => {
    const { desk, one, trade } = await open();
    await trade('t1', [desk.kalshi, desk.polymarket]);
    const positions = await one.venues.get('kalshi')!.positions();
    expect(positions).toHaveLength(1);
    await database.queries.execute(`update paper_positions set quantity = 0 where platform = 'kalshi'`);
    await release(desk, one);
    expect(await stateOf(desk)).toEqual(['t1 complete']);
    expect(await desk.differences(one.brokers)).toEqual(['yes kalshi:K: ours 20, theirs 0']);
  });

  /** Two trades that hold both sides of both markets between them, whose pairs the venues have released, and which resolved. */
  async function releasedAndResolved() {
    const { desk, one, trade } = await open();
    await trade('t1', [desk.kalshi, desk.polymarket]);
    await trade('t2', [desk.polymarket, desk.kalshi]);
    const markets = [desk.kalshi, desk.polymarket];
    for (const market of markets) {
      await one.venues.get(market.platform)?.mergePairs(market.id, parseQuantity('20'));
      desk.markets.put({ ...market, status: 'resolved', yesPayout: parsePrice('1'), updatedAt: T0 + 1 });
    }
    return {
      release: () => Promise.all(markets.map(({ id }) => one.journal.release('paper', id, parseQuantity('20')))),
      settle: () => settleTrades({ database, journal: one.journal, venues: one.venues, mode: 'paper' }),
      wrong: async () => [...(await desk.differences(one.brokers)), ...(await heldBy())],
      owed: async () => (await desk.facts()).balances['payouts'],
    };
  }

  it('nets nothing that was paid since the venue was asked', async () => {
    const { owed, release, settle, wrong } = await releasedAndResolved();
    await settle();
    expect(await release()).toEqual([false, false]);
    expect(await wrong()).toEqual([]);
    expect(await owed()).toBe(0);
  });

  it('comes to the same when payment and release are booked at once', async () => {
    for (let round = 0; round < 8; round++) {
      await emptyDatabase(database);
      const { owed, release, settle, wrong } = await releasedAndResolved();
      await Promise.all([settle(), release()]);
      await settle();
      expect(await wrong()).toEqual([]);
      expect(await owed()).toBe(0);
    }
  });
});
