import { storeAllocation } from '@pm-arbitrage/core/allocations/store-allocation.js';
import { anAllocation, anEntry } from '@pm-arbitrage/core/allocations/testing/an-allocation.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { modelCalibrations, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { price, quantity } from '@pm-arbitrage/core/money/money.js';
import { Calibration } from '@pm-arbitrage/core/fair-value/calibration/calibration.js';
import { eq, sql } from 'drizzle-orm';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EquityPoint, PortfolioView } from '../../protocol/portfolio-view.js';
import type { PositionRow } from '../../protocol/position-row.js';
import type { RiskView } from '../../protocol/risk-view.js';
import type { StrategyRow } from '../../protocol/strategy-row.js';
import { type RouteName, routes } from '../../protocol/routes.js';
import type { TradePage } from '../../protocol/trade-row.js';
import type { TradeTimeline } from '../../protocol/trade-timeline.js';
import { seedAccount, seedTrade, T0 } from '../testing/seed-trades.js';
import { startDashboard, type TestDashboard, type Visitor } from '../testing/start-dashboard.js';

const NOW = T0 + 60_000;

describe.each(testDatabases)('what the dashboard reads from $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  let dashboard: TestDashboard;
  let viewer: Visitor;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(async () => {
    await emptyDatabase(database);
    await seedAccount(database.queries);
    for (let index = 0; index < 5; index++) await seedTrade(database.queries, index);
    await seedTrade(database.queries, 5, 'complete');
    dashboard = await startDashboard(database, {}, { clock: new SimulatedClock(NOW) });
    viewer = await dashboard.enter('viewer');
  });
  afterEach(() => dashboard.stop());
  const get = async <T>(path: string): Promise<T> =>
    (await (await dashboard.ask(`/api/v1/${path}`, viewer)).json()) as T;

  it('the portfolio: equity at cost, profit by period, what is at work and when it comes back', async () => {
    const view = await get<PortfolioView>('portfolio');
    expect(view).toMatchObject({
      mode: 'paper',
      equity: 2_005_000_000,
      highWaterMark: 2_005_000_000,
      floor: 1_604_000_000,
      dayStart: 2_000_000_000,
      profit: { today: { pnl: 5_000_000, trades: 5 }, all: { pnl: 5_000_000, trades: 5 } },
      deployed: 9_000_000,
      reserved: 0,
      free: 1_996_000_000,
      unrealised: null,
      locked: [{ day: Date.UTC(2026, 10, 22), amount: 9_000_000, trades: 1 }],
    });
  });

  it('positions: both legs as one trade, marked to what the books would pay for them', async () => {
    const book = (
      platform: 'kalshi' | 'polymarket',
      name: string,
      bids: [number, number][],
      asks: [number, number][],
    ) =>
      dashboard.bus.publish(channels.prices(platform), {
        market: marketId(platform, name),
        epoch: 1,
        sequence: 1,
        status: 'live',
        bids: bids.map(([at, count]) => [price(at), quantity(count)] as const),
        asks: asks.map(([at, count]) => [price(at), quantity(count)] as const),
        venueTime: null,
        receivedAt: NOW - 300,
      });
    book(
      'kalshi',
      'K',
      [
        [4_500, 4_000_000],
        [4_400, 20_000_000],
      ],
      [],
    );
    book('polymarket', '0xP', [], [[4_400, 50_000_000]]);
    await dashboard.hub.idle();
    const { positions } = await get<{ positions: PositionRow[] }>('positions');
    // 4 x 0.45 + 6 x 0.44, and 10 x (1 - 0.44).
    expect(positions).toMatchObject([
      {
        id: 'trade-0005',
        cost: 9_000_000,
        floorPayout: 10_000_000,
        exitValue: 4_440_000 + 5_600_000,
        unrealised: 1_040_000,
        markedAt: NOW - 300,
        legs: [
          { title: 'Rain in Paris, "heavy" rain? 100%', bid: 4_500, exitValue: 4_440_000 },
          { side: 'no', bid: 5_600, exitValue: 5_600_000 },
        ],
      },
    ]);
    expect((await get<PortfolioView>('portfolio')).unrealised).toBe(1_040_000);
    // What nobody would take all of has no value that could be had now.
    book('kalshi', 'K', [[4_500, 4_000_000]], []);
    await dashboard.hub.idle();
    expect((await get<PortfolioView>('portfolio')).unrealised).toBeNull();
  });

  it('the leaderboard: what each strategy was given, has at work, and made', async () => {
    const entries = [anEntry('atomic-arb', '100'), anEntry('leg-and-hedge', '50', 'paused')];
    await storeAllocation(database.queries, anAllocation(entries, { at: T0 }));
    const rows = await get<StrategyRow[]>('strategies');
    expect(rows).toMatchObject([
      {
        id: 'atomic-arb',
        state: 'active',
        allocation: { capital: 100_000_000 },
        inUse: 0,
        trades: 3,
        wins: 3,
        pnl: 3_000_000,
        winRate: { rate: 1 },
        sparkline: [{ at: Date.UTC(2026, 10, 22), pnl: 3_000_000 }],
        calibration: null,
        lastTradeAt: T0 + 4_000,
      },
      { id: 'leg-and-hedge', state: 'paused', inUse: 9_000_000, trades: 2, pnl: 2_000_000 },
    ]);
  });

  it('the leaderboard: how honest the models are on which a strategy trades', async () => {
    const record = new Calibration();
    for (let n = 0; n < 20; n++) record.add(0.8, n % 5 !== 0);
    const stored = { record: record.toJSON(), updatedAt: T0 };
    await database.queries.insert(modelCalibrations).values([
      { model: 'above-at-expiry', ...stored },
      { model: 'daily-maximum', ...stored },
    ]);
    await database.queries.execute(sql`
      with changed as (update trades set kind = 'fair-value' where id = 'trade-0002' returning opportunity_id)
      update opportunities set opportunity =
        jsonb_set(opportunity, '{fair}', '{"model": "above-at-expiry", "probability": 0.9}')
      where id = (select opportunity_id from changed)`);
    const rows = await get<StrategyRow[]>('strategies');
    expect(rows.map(({ id, models }) => [id, models.map(({ model }) => model)])).toEqual([
      ['atomic-arb', ['above-at-expiry']],
      ['leg-and-hedge', []],
    ]);
    const [row] = rows;
    expect(row?.models[0]?.calibration).toMatchObject({ outcomes: 20, bins: [{ from: 0.8, observed: 0.8 }] });
    expect(row?.models[0]?.calibration.brier).toBeCloseTo(0.16, 9);
    // Of its own trade, whose two contracts both came to an end.
    expect(row?.calibration).toMatchObject({ outcomes: 2 });
  });

  it('the limits: each with what the guardian counts against it', async () => {
    const { limits } = await get<RiskView>('risk');
    const of = (rule: string, subject: string | null = null) =>
      limits.find((one) => one.rule === rule && one.subject === subject);
    expect(of('portfolio-deployed')).toMatchObject({ unit: 'usd', used: 9_000_000, limit: 1_804_500_000 });
    expect(of('drawdown-stop')).toMatchObject({ used: 0, limit: 401_000_000 });
    expect(of('open-positions')).toMatchObject({ unit: 'count', used: 1, limit: 20 });
    expect(of('daily-trades')).toMatchObject({ used: 6, limit: 50 });
    expect(of('venue-exposure', 'kalshi')).toMatchObject({ used: 4_000_000, limit: 1_002_500_000 });
    expect(of('market-exposure', 'polymarket:0xP')).toMatchObject({ used: 5_000_000, limit: 200_500_000 });
  });

  it('the equity curve, in few points or in many, ends where the equity is', async () => {
    const fine = await get<EquityPoint[]>('equity?points=2000');
    expect(fine.at(0)).toMatchObject({ at: T0 - 10_000, equity: 2_000_000_000 });
    expect(fine.at(-1)).toMatchObject({ equity: 2_005_000_000, highWaterMark: 2_005_000_000, floor: 1_604_000_000 });
    const coarse = await get<EquityPoint[]>('equity?points=2');
    expect(coarse.length).toBeLessThanOrEqual(3);
    expect(coarse.at(-1)?.equity).toBe(2_005_000_000);
    const later = await get<EquityPoint[]>(`equity?from=${T0 + 3_000}`);
    expect(later[0]).toMatchObject({ at: T0 + 3_000, equity: 2_003_000_000 });
  });

  it('the history in pages, each trade once, and by everything that can be searched', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: TradePage = await get<TradePage>(`trades?limit=2${next === '' ? '' : `&before=${next}`}`);
      expect(page.total).toBe(6);
      seen.push(...page.trades.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(['0005', '0004', '0003', '0002', '0001', '0000'].map((number) => `trade-${number}`));
    const found = async (query: string) => (await get<TradePage>(`trades?${query}`)).total;
    expect(await found('search=TRADE-0003')).toBe(1);
    expect(await found(`search=${encodeURIComponent('rain in paris')}`)).toBe(6);
    expect(await found(`search=${encodeURIComponent('100%')}`)).toBe(6);
    expect(await found(`search=${encodeURIComponent('%_%')}`)).toBe(0);
    expect(await found(`search=${encodeURIComponent("' or 1=1 --")}`)).toBe(0);
    expect(await found('strategy=atomic-arb&state=settled')).toBe(3);
    expect(await found(`from=${T0 + 1_000}&to=${T0 + 3_000}`)).toBe(2);
    expect((await dashboard.ask('/api/v1/trades?before=nonsense', viewer)).status).toBe(409);
    await database.queries.update(trades).set({ mode: 'live' }).where(eq(trades.id, 'trade-0003'));
    expect(await found('')).toBe(5);
    expect((await dashboard.ask('/api/v1/trades/trade-0003', viewer)).status).toBe(404);
  });

  it('one trade as a timeline from the tick to the settlement', async () => {
    const { attribution, entries } = await get<TradeTimeline>('trades/trade-0002');
    expect(attribution).toMatchObject({ profit: 1_000_000, isOver: true });
    expect(attribution?.steps.reduce((sum, { amount }) => sum + amount, 0)).toBe(1_000_000);
    expect(entries.map(({ at, kind, sinceMs }) => [at - T0 - 2_000, kind, sinceMs])).toEqual([
      [-150, 'tick', null],
      [-100, 'detected', 50],
      [0, 'requested', 100],
      [5, 'approved', 5],
      [10, 'intent', 5],
      [10, 'intent', 0],
      [30, 'fill', 20],
      [30, 'fill', 0],
      [40, 'order', 10],
      [40, 'order', 0],
      [40, 'executed', 0],
      [450, 'payout', 410],
      [500, 'settled', 50],
    ]);
    expect(entries.at(-1)?.title).toBe('settled: profit $1.00');
  });

  it('downloads: a line a leg, text that no spreadsheet takes for a formula, exact numbers in Parquet', async () => {
    const csv = await (await dashboard.ask('/api/v1/trades.csv?strategy=leg-and-hedge', viewer)).text();
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 3 * 2);
    expect(lines[0]).toMatch(/^trade_id,mode,strategy/);
    expect(csv).toContain('"Rain in Paris, ""heavy"" rain? 100%"');
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    const answer = await dashboard.ask('/api/v1/trades.parquet', viewer);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="paper-trades-2026-11-21.parquet"');
    const rows = await parquetReadObjects({ file: await answer.arrayBuffer() });
    expect(rows).toHaveLength(12);
    expect(rows[2]).toMatchObject({
      trade_id: 'trade-0004',
      leg: 0n,
      cost: 4_000_000n,
      trade_pnl: 1_000_000n,
      requested_at: new Date(T0 + 4_000),
      tick_to_trade_ms: 42.5,
      payout: 10_000_000n,
    });
    expect(rows[0]).toMatchObject({ trade_id: 'trade-0005', payout: null, settled_at: null });
    const none = await dashboard.ask('/api/v1/trades.parquet?search=nothing', viewer);
    expect(await parquetReadObjects({ file: await none.arrayBuffer() })).toEqual([]);
  });

  it('answers in the shape that the protocol promises, and describes all of it', async () => {
    for (const name of Object.keys(routes) as RouteName[]) {
      const { method, path, response } = routes[name];
      if (method !== 'GET' || typeof response === 'string' || name === 'match' || name === 'opportunity') continue;
      const answer = await get(path.replace('/api/v1/', '').replace(':id', 'trade-0000'));
      const problem = z.safeParse(response as z.ZodType, answer).error;
      expect(problem && `${name}: ${z.prettifyError(problem)}`).toBeUndefined();
    }
    const { paths } = await get<{ paths: Record<string, Record<string, unknown>> }>('openapi.json');
    const described = Object.entries(paths).flatMap(([path, of]) =>
      Object.keys(of).map((method) => `${method} ${path}`),
    );
    const expected = Object.values(routes).map(
      ({ method, path }) => `${method.toLowerCase()} ${path.replace(':id', '{id}')}`,
    );
    expect(described.toSorted()).toEqual(expected.toSorted());
  });
});
