import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvalProblem } from '@pm-arbitrage/core/approval/sign-approval.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { haltInForce } from '@pm-arbitrage/core/db/halts.js';
import { FencedError } from '@pm-arbitrage/core/db/lease.js';
import { approvals, riskEvents, riskMarks, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { SignedApproval, TradeRejection, TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { post } from '@pm-arbitrage/core/ledger/post.js';
import { negUsd, parseUsd, quantity, usd } from '@pm-arbitrage/core/money/money.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { pauseVenue, resumeVenue } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import { SecondGuardianError } from './guardian.js';
import {
  anOpportunity,
  aRequest,
  type Desk,
  fund,
  legOf,
  publicKey,
  riskConfig,
  startGuardian,
  STRATEGY,
  T0,
} from './guardian-fixtures.js';
import { loadRiskState } from './load-risk-state.js';

describe.each(testDatabases)('the guardian on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(async () => {
    await emptyDatabase(database);
    await fund(database);
  });

  const envelope = (request: TradeRequest) => ({
    id: `message of ${request.tradeId}`,
    version: 1,
    eventTime: T0,
    publishTime: T0,
    source: 'strategy',
    trace: 'trace',
    cause: null,
    payload: request,
  });
  const ask = (desk: Desk, request: TradeRequest) => desk.guardian.request(request, envelope(request));
  /** A small cover on markets of its own. */
  const small = (name: string, sets = 20) => {
    const leg = { quantity: quantity(sets * 1_000_000), cost: usd(sets * 450_000) };
    return anOpportunity({ legs: [legOf('kalshi', name, leg), legOf('polymarket', name, leg)] });
  };
  /** Everything both answers' channels carried, read by a late consumer. */
  async function answers(desk: Pick<Desk, 'hub' | 'clock'>) {
    const bus = new MemoryBus(desk.hub, { source: 'reader', clock: desk.clock, ids: seededIds(seededRandom(99)) });
    const approved: SignedApproval[] = [];
    const rejected: TradeRejection[] = [];
    const who = { group: 'reader', consumer: 'reader' };
    await bus.consume(channels.tradeApproved, who, async (message) => void approved.push(message));
    await bus.consume(channels.tradeRejected, who, async (message) => void rejected.push(message));
    await desk.hub.idle();
    return { approved, rejected };
  }

  it('commits an approval with its legs, signs it and publishes it', async () => {
    const desk = await startGuardian(database);
    await ask(desk, aRequest('t1', small('A')));
    const { approved, rejected } = await answers(desk);
    expect(rejected).toEqual([]);
    expect(approved).toHaveLength(1);
    expect(approvalProblem(approved[0]!, publicKey)).toBeNull();
    expect(approved[0]!.approval).toMatchObject({ tradeId: 't1', strategy: STRATEGY, expiresAt: T0 + 2_000 });
    const [stored] = await database.queries.select().from(approvals);
    expect(stored?.signed).toEqual(approved[0]);
    expect(await database.queries.select().from(tradeLegs)).toHaveLength(2);
    const told = await desk.metrics.metrics();
    expect(told).toContain(`pma_trade_approvals_total{strategy="${STRATEGY}"} 1`);
    expect(told).toContain('pma_hop_seconds_count{hop="request-to-approval"} 1');
  });

  it('stores a rejection once, with rule, limit and value, and publishes it', async () => {
    const desk = await startGuardian(database, riskConfig({ risk: { dailyTrades: 0 } }));
    await ask(desk, aRequest('t1', small('A')));
    await ask(desk, aRequest('t1', small('A')));
    const expected = { tradeId: 't1', rule: 'daily-trades', limit: '0', value: '0' };
    expect(await database.queries.select().from(riskEvents)).toMatchObject([{ kind: 'rejection', ...expected }]);
    expect((await answers(desk)).rejected).toMatchObject([expected]);
    expect(await desk.metrics.metrics()).toContain('pma_trade_rejections_total{rule="daily-trades"} 1');
    expect(await database.queries.select().from(trades)).toEqual([]);
  });

  it('opens nothing at a venue that a person paused, also after a restart, and trades there when it is resumed', async () => {
    const desk = await startGuardian(database);
    const order = { platform: 'kalshi' as const, reason: 'odd fills', by: 'ann', at: T0 };
    await pauseVenue(database, { id: 'p', ...order });
    await desk.guardian.lookAtPauses();
    expect(await ask(desk, aRequest('t1', small('A')))).toBe(false);
    expect(await database.queries.select().from(riskEvents).where(eq(riskEvents.tradeId, 't1'))).toMatchObject([
      {
        kind: 'rejection',
        rule: 'venue-paused',
        value: 'paused',
        message: expect.stringContaining('odd fills') as string,
      },
    ]);
    await desk.guardian.release();
    const next = await startGuardian(database, riskConfig(), desk);
    expect(await ask(next, aRequest('t2', small('A')))).toBe(false);
    await resumeVenue(database, order);
    await next.guardian.lookAtPauses();
    expect(await ask(next, aRequest('t3', small('A')))).toBe(true);
  });

  it('answers the same request once, approved or rejected, whatever has changed since', async () => {
    const desk = await startGuardian(database);
    desk.halt.halt({ id: 'h', reason: 'test', by: 'me', at: T0 });
    await ask(desk, aRequest('no', small('A')));
    desk.halt.resume('h');
    await Promise.all([
      ask(desk, aRequest('yes', small('B'))),
      ask(desk, aRequest('yes', small('B'))),
      ask(desk, aRequest('no', small('A'))),
    ]);
    const { approved, rejected } = await answers(desk);
    expect(approved.map(({ approval }) => approval.tradeId)).toEqual(['yes']);
    expect(rejected.map(({ tradeId }) => tradeId)).toEqual(['no']);
  });

  it('does not trust the clock of the one who asks', async () => {
    const desk = await startGuardian(database);
    await ask(desk, aRequest('t1', small('A'), { requestedAt: 0 }));
    const [trade] = await database.queries.select().from(trades);
    expect(trade?.requestedAt).toBe(T0);
    expect((await loadRiskState(database, { mode: 'paper', now: T0, cooldownMs: 30_000 })).tradesToday).toBe(1);
  });

  it('rebuilds after a restart exactly the state it had, and goes on from there', async () => {
    const desk = await startGuardian(database, riskConfig({ risk: { openPositions: 3 } }));
    for (const name of ['A', 'B', 'C', 'D']) await ask(desk, aRequest(`t${name}`, small(name)));
    const { state } = desk.guardian;
    expect(state.commitments).toHaveLength(6);
    await desk.guardian.refresh();
    expect(desk.guardian.state).toEqual(state);
    await desk.guardian.release();
    const again = await startGuardian(database, riskConfig({ risk: { openPositions: 3 } }), desk);
    expect(again.guardian.state).toEqual(state);
    await ask(again, aRequest('tE', small('E')));
    expect((await answers(again)).rejected.map(({ rule }) => rule)).toEqual(['open-positions', 'open-positions']);
  });

  it('delivers after a restart what it committed and could not publish', async () => {
    const clock = new SimulatedClock(T0);
    const dead = new MemoryBus(new MemoryHub(), { source: 'risk-guardian', clock, ids: seededIds(seededRandom(7)) });
    await dead.close();
    const killed = await startGuardian(database, riskConfig(), { clock, bus: dead });
    await ask(killed, aRequest('t1', small('A')));
    await killed.guardian.release();
    const again = await startGuardian(database, riskConfig(), { clock });
    const { approved } = await answers(again);
    expect(approved.map(({ approval }) => approval.tradeId)).toEqual(['t1']);
    expect(again.guardian.state.commitments).toHaveLength(2);
  });

  it('refuses a second guardian, and fences the first once its lease went to another', async () => {
    const first = await startGuardian(database);
    await expect(startGuardian(database, riskConfig(), first)).rejects.toThrow(SecondGuardianError);
    first.clock.advanceBy(3_001);
    const second = await startGuardian(database, riskConfig(), { clock: first.clock });
    const late = { receivedAt: first.clock.now() };
    const fresh = anOpportunity({
      legs: [legOf('kalshi', 'A', late), legOf('polymarket', 'A', late)],
      detectedAt: late.receivedAt,
    });
    const request = aRequest('t1', fresh, { expiresAt: T0 + 60_000 });
    await expect(ask(first, request)).rejects.toThrow(FencedError);
    await expect(ask(first, { ...request, strategy: 'unknown' })).rejects.toThrow(FencedError);
    await expect(first.guardian.refresh()).rejects.toThrow(FencedError);
    await expect(first.guardian.renew()).rejects.toThrow(SecondGuardianError);
    expect(await database.queries.select().from(trades)).toEqual([]);
    await ask(second, request);
    expect(await database.queries.select().from(trades)).toHaveLength(1);
  });

  it('halts at the stop from the high-water mark, and records it once', async () => {
    const desk = await startGuardian(database);
    await desk.guardian.refresh();
    await lose('kalshi', '399');
    await desk.guardian.refresh();
    expect(desk.halt.isHalted).toBe(false);
    await lose('kalshi', '1');
    await desk.guardian.refresh();
    await desk.guardian.refresh();
    expect(desk.halt.current?.by).toBe('risk-guardian');
    expect((await haltInForce(database.queries))?.reason).toMatch(/1600.00 fell to the stop at \$1600.00/);
    expect(desk.haltFile.read()?.id).toBe(desk.halt.current?.id);
    expect(await database.queries.select().from(riskEvents).where(eq(riskEvents.rule, 'drawdown-stop'))).toHaveLength(
      1,
    );
    expect((await database.queries.select().from(riskMarks))[0]?.highWaterMark).toBe(parseUsd('2000'));
  });

  it('pauses for the daily loss until the next UTC day, also across a restart and when it came too late for the start', async () => {
    await lose('kalshi', '200');
    const desk = await startGuardian(database);
    await desk.guardian.refresh();
    expect(desk.guardian.state).toMatchObject({ dayStartEquity: parseUsd('2000'), pausedDay: '2026-11-21' });
    await desk.guardian.refresh();
    expect(desk.alerts).toEqual(['risk.daily-loss']);
    await ask(desk, aRequest('t1', small('A')));
    await desk.guardian.release();
    desk.clock.advanceTo(Date.UTC(2026, 10, 22));
    const again = await startGuardian(database, riskConfig(), desk);
    const now = again.clock.now();
    const legs = small('A').legs.map((leg) => ({ ...leg, receivedAt: now }));
    await ask(again, aRequest('t2', { ...small('A'), legs, detectedAt: now }, { expiresAt: now }));
    const { approved, rejected } = await answers(desk);
    expect(rejected).toMatchObject([{ tradeId: 't1', rule: 'daily-loss' }]);
    expect(approved.map(({ approval }) => approval.tradeId)).toEqual(['t2']);
  });

  it('takes a deposit of the day for no gain', async () => {
    await emptyDatabase(database);
    const desk = await startGuardian(database);
    await desk.guardian.refresh();
    await fund(database);
    await lose('kalshi', '201');
    await desk.guardian.refresh();
    expect(desk.guardian.state.pausedDay).toBe('2026-11-21');
  });

  it('lets no set of requests that arrive together pass a limit together', { timeout: 240_000 }, async () => {
    const request = fc.record({
      market: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
      sets: fc.integer({ min: 5, max: 300 }),
      sameVenue: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 14 }), async (wanted) => {
        await emptyDatabase(database);
        await fund(database);
        const config = riskConfig({
          risk: { maxTrade: 0.25, openPositions: 6, dailyTrades: 5, perVenue: 0.3, deployed: 0.4, cooldownMs: 0 },
        });
        const desk = await startGuardian(database, config);
        await desk.bus.consume(channels.tradeRequests, { group: 'g', consumer: 'g' }, async (each, from) => {
          await desk.guardian.request(each, from);
        });
        await Promise.all(
          wanted.map(({ market, sets, sameVenue }, index) => {
            const leg = { quantity: quantity(sets * 1_000_000), cost: usd(sets * 450_000) };
            const legs = [
              legOf('kalshi', market, leg),
              sameVenue ? legOf('kalshi', market, { ...leg, side: 'no' }) : legOf('polymarket', market, leg),
            ];
            // The cover is not the point here: each request has its own.
            const opportunity = { ...anOpportunity({ legs }), coverId: `cover ${index}` };
            // Ids grow with time, as real ones do: what is read again comes in their order.
            const tradeId = `t${String(index).padStart(2, '0')}`;
            return desk.bus.publishDurable(channels.tradeRequests, aRequest(tradeId, opportunity));
          }),
        );
        await desk.hub.idle();
        const legs = await database.queries.select().from(tradeLegs);
        const total = (belongs: (leg: (typeof legs)[number]) => boolean) =>
          legs.filter(belongs).reduce((sum, leg) => sum + leg.maxCost, 0);
        const bankroll = 2_000_000_000;
        for (const market of new Set(legs.map((leg) => leg.market)))
          expect(total((leg) => leg.market === market)).toBeLessThanOrEqual(bankroll * 0.1);
        for (const platform of platforms) {
          expect(total((leg) => leg.platform === platform)).toBeLessThanOrEqual(bankroll * 0.3);
          expect(1_000_000_000 - total((leg) => leg.platform === platform)).toBeGreaterThanOrEqual(1_000_000);
        }
        expect(total(() => true)).toBeLessThanOrEqual(bankroll * 0.4);
        expect(new Set(legs.map((leg) => leg.tradeId)).size).toBeLessThanOrEqual(5);
        const answered = await database.queries.select().from(riskEvents);
        expect(answered.length + new Set(legs.map((leg) => leg.tradeId)).size).toBe(wanted.length);
        const { state } = desk.guardian;
        await desk.guardian.refresh();
        expect(desk.guardian.state).toEqual(state);
        await desk.bus.close();
      }),
      // A failure is told as it is: shrinking it on a database would outlast the test.
      { numRuns: kind === 'PGlite' ? 12 : 25, endOnFailure: true },
    );
  });

  async function lose(platform: Platform, amount: string): Promise<void> {
    const lost = parseUsd(amount);
    const postings = [
      { account: `cash:${platform}`, amount: negUsd(lost) },
      { account: `pnl:${STRATEGY}`, amount: lost },
    ];
    await post(database.queries, { mode: 'paper', entry: `loss ${amount}`, tradeId: null, at: T0, postings });
  }
});
