import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { haltInForce, recordHalt } from '@pm-arbitrage/core/db/halts.js';
import { FencedError } from '@pm-arbitrage/core/db/lease.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { formatQuantity, parsePrice, parseQuantity, parseUsd, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import { aMarket, type Desk, openDesk, T0, testConfig } from './executor-fixtures.js';
import { expireApprovals } from './recover-trades.js';
import { settleTrades } from './settle-trades.js';

describe.each(testDatabases)('the executor on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  const stateOf = async (desk: Desk) => (await desk.facts()).trades.map(({ state }) => state);
  const reasonOf = async () => (await database.queries.query.trades.findFirst())?.reason;
  const filledOf = async (desk: Desk) =>
    (await desk.facts()).legs.map(({ filled }) => formatQuantity(quantity(filled)));

  it('books a trade to the micro-dollar: legs equal, ledger zero, cash and contracts those of the venues', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    await one.execute(await desk.approve('t1'));
    const facts = await desk.facts();
    expect(facts.trades).toMatchObject([{ state: 'complete', cost: parseUsd('18') }]);
    // Kalshi: 0.07 × 20 × 0.45 × 0.55; Polymarket: 0.05 × 20 × 0.45 × 0.55.
    expect(facts.legs).toMatchObject([
      { filled: parseQuantity('20'), cost: parseUsd('9'), fee: parseUsd('0.3465') },
      { filled: parseQuantity('20'), cost: parseUsd('9'), fee: parseUsd('0.2475') },
    ]);
    expect(Object.values(facts.balances).reduce((sum, amount) => sum + amount, 0)).toBe(0);
    expect(facts.balances).toMatchObject({
      'cash:kalshi': parseUsd('990.6535'),
      'cash:polymarket': parseUsd('990.7525'),
    });
    expect(facts.orders.map(({ state }) => state)).toEqual(['filled', 'filled']);
    expect(await desk.differences(one.venues)).toEqual([]);
  });

  it('calls a trade naked of which a venue sold more than was held, books it once, and stops everything', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    desk.hooks.onSend = (spec) => {
      if (spec.platform === 'polymarket') {
        desk.show(desk.polymarket, [], []);
        return Promise.resolve({ kind: 'rejected', code: 'no', message: 'not to be had' });
      }
      if (spec.action === 'buy') return undefined;
      const { clientOrderId, market, platform, side, action } = spec;
      const fill = {
        fillId: 'too much',
        clientOrderId,
        platform,
        market,
        side,
        action,
        quantity: parseQuantity('25'),
        price: parsePrice('0.44'),
        notional: parseUsd('11'),
        fee: usd(0),
        liquidity: 'taker' as const,
        finality: 'final' as const,
        at: T0,
      };
      const order = {
        clientOrderId,
        venueOrderId: 'v',
        state: 'filled' as const,
        filled: fill.quantity,
        fills: [fill],
      };
      return Promise.resolve({ kind: 'accepted', order });
    };
    await one.execute(await desk.approve('t1'));
    expect(await stateOf(desk)).toEqual(['naked']);
    expect(await reasonOf()).toMatch(/more of kalshi:K was sold than was held/);
    expect(await filledOf(desk)).toEqual(['-5', '0']);
    expect(desk.alerts).toContain('trade.naked');
    const { balances } = await desk.facts();
    expect(Object.values(balances).reduce((sum, amount) => sum + amount, 0)).toBe(0);
    await one.recover();
    expect(await filledOf(desk)).toEqual(['-5', '0']);
  });

  it('orders as many contracts of every leg, whatever they cost', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.show(desk.kalshi, [['0.19', '100']], [['0.20', '100']]);
    desk.show(desk.polymarket, [['0.30', '100']], [['0.31', '100']]);
    await one.execute(await desk.approve('t1', '20', { maxCost: parseUsd('20') }));
    const asked = await database.queries.query.intents.findMany({ orderBy: (row, { asc }) => asc(row.legIndex) });
    expect(asked.map(({ spec }) => [spec.side, spec.limitPrice, spec.quantity])).toEqual([
      ['yes', parsePrice('0.20'), parseQuantity('20')],
      ['no', parsePrice('0.70'), parseQuantity('20')],
    ]);
    expect((await desk.facts()).legs).toMatchObject([{ cost: parseUsd('4') }, { cost: parseUsd('14') }]);
    expect(await filledOf(desk)).toEqual(['20', '20']);
  });

  it('sends nothing for an approval that was forged, expired, used before or never committed', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    await one.execute(await desk.approve('forged', '20', {}, true));
    expect(desk.alerts).toEqual(['approval.forged']);
    await one.execute(await desk.approve('expired', '20', { expiresAt: T0 - 1 }));
    const good = await desk.approve('good');
    const richer = { ...good, approval: { ...good.approval, maxCost: parseUsd('900') } };
    await one.execute(richer);
    expect(desk.sent).toEqual([]);
    await one.execute(good);
    expect(desk.sent).toHaveLength(2);
    await one.execute(good);
    expect(desk.sent).toHaveLength(2);
    const unknown = await desk.approve('unknown');
    await emptyTrade('unknown');
    await expect(one.execute(unknown)).rejects.toThrow(/never committed/);
    expect((await desk.facts()).trades.map(({ id, state }) => `${id} ${state}`).sort()).toEqual([
      'expired aborted',
      'forged approved',
      'good complete',
    ]);
    expect(desk.sent).toHaveLength(2);
  });

  it('sends nothing while halted: before the lock, in the lock, at the last look', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    const halt = { id: 'h', reason: 'test', by: 'me', at: T0 };
    desk.halt.halt(halt);
    await one.execute(await desk.approve('before'));
    expect(await reasonOf()).toMatch(/halted: test/);
    desk.halt.resume('h');
    await recordHalt(database.queries, halt);
    await one.execute(await desk.approve('in the lock'));
    await emptyHalts();
    const { lock } = one.journal;
    one.journal.lock = async (...given) => {
      await lock.apply(one.journal, given);
      desk.halt.halt(halt);
    };
    await one.execute(await desk.approve('last look'));
    const facts = await desk.facts();
    expect(facts.trades.map(({ state }) => state)).toEqual(['aborted', 'aborted', 'aborted']);
    expect(facts.orders.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(desk.sent).toEqual([]);
    expect(facts.paperOrders).toEqual([]);
  });

  it('sends nothing when it slept past its lease between the commit and the orders', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    const { lock } = one.journal;
    one.journal.lock = async (...given) => {
      await lock.apply(one.journal, given);
      desk.leaseUntil = desk.clock.monotonic();
    };
    await expect(one.execute(await desk.approve('t1'))).rejects.toThrow(/may have run out; nothing was sent/);
    expect(desk.sent).toEqual([]);
    expect(await stateOf(desk)).toEqual(['locked']);
    desk.leaseUntil = Infinity;
    const two = await desk.start();
    await two.recover();
    expect(await stateOf(desk)).toEqual(['aborted']);
    expect(desk.sent).toEqual([]);
  });

  it('sends nothing without a fresh heartbeat of the guardian', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    desk.guardianSeenAt = desk.clock.now() - 5_001;
    await one.execute(await desk.approve('t1'));
    expect(await stateOf(desk)).toEqual(['aborted']);
    expect(await reasonOf()).toMatch(/no heartbeat of the risk guardian for \d+ ms/);
    expect(desk.sent).toEqual([]);
    desk.guardianSeenAt = null;
    await one.execute(await desk.approve('t2'));
    expect(desk.sent).toHaveLength(2);
  });

  const gates: readonly [gate: string, spoil: (desk: Desk) => void][] = [
    [
      'platform: kalshi:K is paused',
      (desk) => desk.markets.put(aMarket('kalshi', 'K', { status: 'paused', updatedAt: T0 + 1 })),
    ],
    [
      'platform: kalshi:K is past its close',
      (desk) => desk.markets.put(aMarket('kalshi', 'K', { closeTime: T0, updatedAt: T0 + 1 })),
    ],
    ['latency: no live book', (desk) => desk.show(desk.kalshi, [], [], { status: 'broken' })],
    [
      'latency: the stream of kalshi:K was interrupted',
      (desk) => desk.show(desk.kalshi, [['0.44', '100']], [['0.45', '100']], { epoch: 2 }),
    ],
    ['latency: the book of kalshi:K is', (desk) => desk.clock.advanceBy(600_001)],
    ['liquidity: kalshi:K offers', (desk) => desk.show(desk.kalshi, [], [['0.45', '19.99']])],
    ['profit: net profit is down', (desk) => desk.show(desk.kalshi, [], [['0.53', '100']])],
    ['balance: polymarket has', () => undefined],
  ];
  it.each(gates)('calls off at the gate %s', async (gate, spoil) => {
    const config = gate.startsWith('balance')
      ? { ...testConfig(), capital: { ...testConfig().capital, polymarket: parseUsd('9.24') } }
      : testConfig();
    const desk = await openDesk(database, config);
    const one = await desk.start();
    desk.bargain();
    const signed = await desk.approve('t1', '20', { expiresAt: T0 + 3_600_000 });
    spoil(desk);
    await one.execute(signed);
    expect(await stateOf(desk)).toEqual(['aborted']);
    expect(await reasonOf()).toContain(gate);
    expect(desk.sent).toEqual([]);
  });

  it('calls off when the cost passes what was approved', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    await one.execute(await desk.approve('t1', '20', { maxCost: usd(18_593_999) }));
    expect(await reasonOf()).toContain('profit: the cost rose to');
    await one.execute(await desk.approve('t2', '20', { maxCost: usd(18_594_000) }));
    expect((await desk.facts()).trades.find(({ id }) => id === 't2')?.state).toBe('complete');
  });

  describe('when one leg fails', () => {
    /** The second leg's book changes while the orders are on their way. */
    async function lame(kalshiBids: [string, string][], polymarketBids: [string, string][], first: 0 | 1 = 1) {
      const desk = await openDesk(database);
      const one = await desk.start();
      desk.bargain();
      desk.hooks.onSend = ({ action, legIndex, market }) => {
        if (action !== 'buy' || legIndex !== first) return;
        delete desk.hooks.onSend;
        if (market === desk.polymarket.id) desk.show(desk.polymarket, polymarketBids, [['0.99', '1']]);
        desk.show(desk.kalshi, kalshiBids, [['0.45', '100']]);
      };
      await one.execute(await desk.approve('t1'));
      return { desk, one };
    }

    it('buys the missing leg where that is cheaper', async () => {
      const { desk, one } = await lame([['0.30', '100']], [['0.50', '100']]);
      expect(await stateOf(desk)).toEqual(['hedged']);
      expect(await filledOf(desk)).toEqual(['20', '20']);
      expect(await desk.differences(one.venues)).toEqual([]);
    });

    it('sells the leg that was filled where that is cheaper', async () => {
      const { desk, one } = await lame([['0.44', '100']], [['0.40', '100']]);
      expect(await stateOf(desk)).toEqual(['unwound']);
      expect(await filledOf(desk)).toEqual(['0', '0']);
      const sold = await database.queries.query.fills.findMany({ where: (fill, { eq }) => eq(fill.action, 'sell') });
      expect(sold).toMatchObject([{ market: desk.kalshi.id, side: 'yes', quantity: parseQuantity('20') }]);
      const facts = await desk.facts();
      // Bought at 45, sold at 44, a fee on either: 0.3465 and 0.34496, which Kalshi rounds up to its grid.
      expect(facts.trades[0]?.pnl).toBe(-(200_000 + 346_500 + 345_000));
      expect(await desk.differences(one.venues)).toEqual([]);
    });

    it('takes what is left of a level that an order before took from, and the rest from the next one', async () => {
      const desk = await openDesk(database);
      const one = await desk.start();
      const bids: [string, string][] = [['0.44', '30'], ['0.43', '100']]; // prettier-ignore
      for (const id of ['t1', 't2']) {
        desk.bargain();
        desk.show(desk.kalshi, bids, [['0.45', '100']]);
        desk.hooks.onSend = ({ legIndex }) => {
          if (legIndex !== 1) return;
          delete desk.hooks.onSend;
          desk.show(desk.polymarket, [['0.40', '100']], [['0.99', '1']]);
        };
        await one.execute(await desk.approve(id));
      }
      expect((await desk.facts()).trades.map(({ state }) => state)).toEqual(['unwound', 'unwound']);
      const sold = await database.queries.query.fills.findMany({ where: (fill, { eq }) => eq(fill.action, 'sell') });
      const given = sold.map(({ price: at, quantity: count }) => [at as number, count as number]).sort();
      expect(given).toEqual([
        [4_300, parseQuantity('10')],
        [4_400, parseQuantity('10')],
        [4_400, parseQuantity('20')],
      ]);
      expect(await desk.differences(one.venues)).toEqual([]);
    });

    it('is naked and halts everything where no way out is within the bound', async () => {
      const { desk, one } = await lame([['0.20', '100']], [['0.30', '100']]);
      expect(await stateOf(desk)).toEqual(['naked']);
      expect(await filledOf(desk)).toEqual(['20', '0']);
      expect((await haltInForce(database.queries))?.reason).toMatch(/t1 is naked/);
      expect(desk.halt.isHalted).toBe(true);
      expect(desk.alerts).toEqual(['trade.naked']);
      expect((await desk.facts()).orders.every(({ state }) => state === 'filled' || state === 'rejected')).toBe(true);
      expect(await desk.differences(one.venues)).toEqual([]);
    });

    it('sends no exit after a halt, and goes on when it is lifted', async () => {
      const desk = await openDesk(database);
      const one = await desk.start();
      desk.bargain();
      desk.hooks.onSend = ({ legIndex }) => {
        if (legIndex !== 1) return;
        desk.show(desk.polymarket, [['0.50', '100']], [['0.99', '1']]);
        desk.halt.halt({ id: 'h', reason: 'test', by: 'me', at: T0 });
      };
      await one.execute(await desk.approve('t1'));
      expect(await stateOf(desk)).toEqual(['exiting']);
      expect(await one.recover()).toBe(0);
      expect(desk.sent).toHaveLength(2);
      expect((await desk.facts()).intents).toBe(2);
      desk.halt.resume('h');
      delete desk.hooks.onSend;
      expect(await one.recover()).toBe(1);
      expect(await stateOf(desk)).toEqual(['hedged']);
      expect(await one.recover()).toBe(0);
      expect(await desk.differences(one.venues)).toEqual([]);
    });

    it('sends no exit that was committed when the halt came, and takes new ids when it is lifted', async () => {
      const desk = await openDesk(database);
      const one = await desk.start();
      desk.bargain();
      desk.hooks.onSend = ({ legIndex }) => {
        if (legIndex === 1) desk.show(desk.polymarket, [['0.50', '100']], [['0.99', '1']]);
      };
      const { addExit } = one.journal;
      one.journal.addExit = async (...given) => {
        await addExit.apply(one.journal, given);
        desk.halt.halt({ id: 'h', reason: 'test', by: 'me', at: T0 });
      };
      await one.execute(await desk.approve('t1'));
      expect(await stateOf(desk)).toEqual(['exiting']);
      expect(desk.sent).toHaveLength(2);
      expect((await desk.facts()).intents).toBe(3);
      one.journal.addExit = addExit;
      desk.halt.resume('h');
      expect(await one.recover()).toBe(1);
      expect(await stateOf(desk)).toEqual(['hedged']);
      expect(desk.sent).toHaveLength(3);
      expect((await desk.facts()).intents).toBe(4);
      expect(await desk.differences(one.venues)).toEqual([]);
    });
  });

  it('takes silence for doubt, never for failure, and asks by the same id', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    desk.hooks.onSend = ({ legIndex }) => (legIndex === 0 ? 'lose answer' : undefined);
    await one.execute(await desk.approve('t1'));
    expect(await stateOf(desk)).toEqual(['complete']);
    expect(desk.sent).toHaveLength(2);
    expect((await desk.facts()).paperOrders).toHaveLength(2);
    expect(await desk.differences(one.venues)).toEqual([]);
  });

  it('takes an order for dead only once it can no longer arrive', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    desk.hooks.onSend = ({ legIndex }) => {
      if (legIndex !== 1) return undefined;
      delete desk.hooks.onSend;
      return Promise.resolve({ kind: 'in-doubt', reason: 'reset' });
    };
    await one.execute(await desk.approve('t1'));
    const lost = await database.queries.query.orders.findFirst({
      where: (order, { eq }) => eq(order.state, 'rejected'),
    });
    expect(lost?.reason).toBe('the venue never accepted it');
    expect((lost?.updatedAt ?? 0) - T0).toBeGreaterThan(6_000);
    expect(await stateOf(desk)).toEqual(['hedged']);
    expect(await desk.differences(one.venues)).toEqual([]);
  });

  it('answers a failed attempt by asking for its orders, not by calling off what was filled', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    const { record } = one.journal;
    one.journal.record = () => Promise.reject(new Error('the database went away'));
    const signed = await desk.approve('t1');
    await expect(one.execute(signed)).rejects.toThrow('went away');
    one.journal.record = record;
    await one.execute(signed);
    expect(await stateOf(desk)).toEqual(['complete']);
    expect(desk.sent).toHaveLength(2);
    expect(await desk.differences(one.venues)).toEqual([]);
  });

  it('is fenced at its next write once another took over, before its next send', async () => {
    const desk = await openDesk(database);
    const stale = await desk.start();
    desk.bargain();
    const fresh = await desk.start();
    await expect(stale.execute(await desk.approve('t1'))).rejects.toThrow(FencedError);
    expect(desk.sent).toEqual([]);
    expect(await stateOf(desk)).toEqual(['approved']);
    await fresh.execute(await desk.approve('t2'));
    expect((await desk.facts()).trades.find(({ id }) => id === 't2')?.state).toBe('complete');
  });

  it('lets approvals expire that nobody used, and no others', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    await desk.approve('unused', '20', { expiresAt: T0 + 1_000 });
    const used = await desk.approve('used', '20', { expiresAt: T0 + 1_000_000 });
    await one.execute(used);
    await expireApprovals(database, one.journal, 'paper', T0 + 1_000);
    expect((await desk.facts()).trades.find(({ id }) => id === 'unused')?.state).toBe('approved');
    await expireApprovals(database, one.journal, 'paper', T0 + 1_001);
    await expireApprovals(database, one.journal, 'paper', T0 + 2_000_000);
    expect((await desk.facts()).trades.map(({ id, state }) => `${id} ${state}`).sort()).toEqual([
      'unused expired',
      'used complete',
    ]);
  });

  it.each(['1', '0', '0.5'])('settles at a YES payout of %s, leg by leg, once', async (yes) => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    await one.execute(await desk.approve('t1'));
    const parts = { database, journal: one.journal, venues: one.venues, mode: 'paper' as const };
    const resolve = (market: Market) =>
      desk.markets.put({ ...market, status: 'resolved', yesPayout: parsePrice(yes), updatedAt: T0 + 1 });
    resolve(desk.kalshi);
    expect(await settleTrades(parts)).toEqual([]);
    expect(await desk.differences(one.venues)).toEqual([]);
    resolve(desk.polymarket);
    expect(await settleTrades(parts, desk.polymarket.id)).toMatchObject([
      { state: 'settled', payout: parseUsd('20'), pnl: parseUsd('1.406') },
    ]);
    expect(await settleTrades(parts)).toEqual([]);
    expect(await desk.differences(one.venues)).toEqual([]);
    const { balances } = await desk.facts();
    expect(balances).toMatchObject({ 'contracts:kalshi': 0, 'contracts:polymarket': 0 });
    expect((balances['cash:kalshi'] ?? 0) + (balances['cash:polymarket'] ?? 0)).toBe(parseUsd('2001.406'));
  });

  async function emptyTrade(id: string): Promise<void> {
    for (const [table, key] of [
      ['approvals', 'trade_id'],
      ['trade_legs', 'trade_id'],
      ['trades', 'id'],
    ] as const) {
      await database.queries.execute(sql`delete from ${sql.identifier(table)} where ${sql.identifier(key)} = ${id}`);
    }
  }
  async function emptyHalts(): Promise<void> {
    await database.queries.execute(sql`delete from halts`);
  }
});
