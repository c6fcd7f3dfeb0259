import { pendingOrders } from '@pm-arbitrage/core/allocations/pending-orders.js';
import { storeAllocation } from '@pm-arbitrage/core/allocations/store-allocation.js';
import { anAllocation, anEntry } from '@pm-arbitrage/core/allocations/testing/an-allocation.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { haltInForce } from '@pm-arbitrage/core/db/halts.js';
import { alerts, markets, matchReviews, riskEvents } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Command } from '@pm-arbitrage/core/domain/command.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { price, quantity } from '@pm-arbitrage/core/money/money.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AlertRow } from '../protocol/alert-row.js';
import { closeCodes } from '../protocol/frames.js';
import type { HaltView } from '../protocol/halt-view.js';
import type { OpportunityDetail, OpportunityRow } from '../protocol/opportunity-row.js';
import type { VenueRow } from '../protocol/venue-row.js';
import { anOpportunity } from './testing/an-opportunity.js';
import { seedAccount } from './testing/seed-trades.js';
import { followLive } from './testing/follow-live.js';
import { startDashboard, type TestDashboard, type Visitor } from './testing/start-dashboard.js';
import { until } from '@pm-arbitrage/core/testing/until.js';

let database: Database;
let dashboard: TestDashboard;
let operator: Visitor;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyDatabase(database);
  dashboard = await startDashboard(database);
  operator = await dashboard.enter('operator');
});
afterEach(() => dashboard.stop());

const json = async <T>(path: string): Promise<T> => (await (await dashboard.ask(path, operator)).json()) as T;
const order = async (path: string, body: object) => (await dashboard.ask(`/api/v1/${path}`, operator, body)).status;

it('halts every process on the record, shows who obeys, and resumes with a reason', async () => {
  const commands: Command[] = [];
  await dashboard.bus.consume(channels.commands, { group: 't', consumer: 't' }, async (one) => void commands.push(one));
  const page = await followLive(dashboard.url, operator.cookie, [{ topic: 'halt' }]);
  const shown = () => page.documents.get('halt') as HaltView | undefined;
  await until('the state is shown', () => shown()?.halt === null);
  expect(await order('halt', { reason: 'prices look wrong' })).toBe(200);
  await until('the halt is shown as obeyed', () =>
    shown()?.agents.some((one) => one.agent === 'dashboard' && one.acknowledged && one.afterMs !== null),
  );
  expect(shown()?.halt).toMatchObject({ reason: 'prices look wrong', by: 'dashboard operator (127.0.0.1)' });
  expect(dashboard.haltFile.read()).toMatchObject({ reason: 'prices look wrong' });
  expect(await haltInForce(database.queries)).toMatchObject({ reason: 'prices look wrong' });
  await until('everybody is told', () => commands.some(({ kind }) => kind === 'halt'));

  expect(await order('resume', { reason: '  ' })).toBe(400);
  expect(await haltInForce(database.queries)).not.toBeNull();
  expect(await order('resume', { reason: 'all is well' })).toBe(200);
  await until('the resume is shown', () => shown()?.halt === null);
  expect(dashboard.haltFile.read()).toBeNull();
  const events = await database.queries.select().from(riskEvents);
  expect(events.map(({ kind, message }) => [kind, message])).toEqual([
    ['halt', 'prices look wrong'],
    ['resume', 'all is well'],
  ]);
  page.socket.close();
});

it('halts although the database is away, and says what it did not reach', async () => {
  await dashboard.stop();
  const gone = await createEmbeddedDatabase();
  dashboard = await startDashboard(gone);
  operator = await dashboard.enter('operator');
  await gone.close();
  const answer = await dashboard.ask('/api/v1/halt', operator, { reason: 'no database' });
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { problems: [expect.stringContaining('the halt file is written')] },
  ]);
  expect(dashboard.halt.isHalted).toBe(true);
  expect(dashboard.haltFile.read()).toMatchObject({ reason: 'no database' });
});

it('pauses a venue and shows by whom, and refuses what makes no sense with a reason', async () => {
  const page = await followLive(dashboard.url, operator.cookie, [{ topic: 'venues' }]);
  const kalshi = () => page.rows.get('venues')?.get('kalshi') as VenueRow | undefined;
  expect(await order('venues/pause', { platform: 'kalshi', reason: 'odd fills' })).toBe(200);
  await until('the pause is shown', () => kalshi()?.paused?.reason === 'odd fills');
  expect(await order('venues/pause', { platform: 'kalshi', reason: 'again' })).toBe(409);
  expect(await order('venues/resume', { platform: 'kalshi', reason: 'well again' })).toBe(200);
  await until('the resume is shown', () => kalshi()?.paused === null);
  expect(await order('strategies/pause', { strategy: 'none', reason: 'x' })).toBe(409);
  expect(await order('match/review', { id: 'A|B', action: 'reject', reason: 'x' })).toBe(404);
  page.socket.close();
});

it('gives the orders about strategies and pairs to those who obey them, with reason and name', async () => {
  const { queries } = database;
  await seedAccount(queries);
  await storeAllocation(queries, anAllocation([anEntry('atomic-arb', '100')], { at: 1 }));
  expect(await order('strategies/pause', { strategy: 'atomic-arb', reason: 'too eager' })).toBe(200);
  expect(await order('strategies/resume', { strategy: 'atomic-arb', reason: 'it is not paused yet' })).toBe(409);
  const by = 'dashboard operator (127.0.0.1)';
  expect(await pendingOrders(queries, 'paper')).toMatchObject([
    { order: { kind: 'pause', strategy: 'atomic-arb', reason: 'too eager', by } },
  ]);
  const approval = { id: 'K|0xP', action: 'approve', reason: 'read both', polarity: 'inverse', acceptsWorlds: true };
  expect(await order('match/review', approval)).toBe(200);
  expect(await queries.select().from(matchReviews)).toMatchObject([
    {
      match: 'K|0xP',
      review: {
        action: 'approve',
        note: 'read both',
        polarity: 'inverse',
        acceptsWorlds: true,
        by,
        texts: { kalshi: 'hash of K', polymarket: 'hash of 0xP' },
      },
    },
  ]);
});

it('acknowledges an alert once, by name, and shows it', async () => {
  const alert = { id: 'a', tier: 'critical' as const, kind: 'test', dedupeKey: 'a', title: '<b>x</b>', body: '' };
  await database.queries.insert(alerts).values({ ...alert, source: 'test', at: 1, count: 1 });
  const page = await followLive(dashboard.url, operator.cookie, [{ topic: 'alerts' }]);
  const shown = () => page.rows.get('alerts')?.get('a') as AlertRow | undefined;
  await until('the alert is shown', () => shown()?.acknowledgedAt === null);
  expect(await order('alerts/acknowledge', { id: 'a' })).toBe(200);
  await until('who saw it is shown', () => shown()?.acknowledgedBy === 'dashboard operator (127.0.0.1)');
  expect(await order('alerts/acknowledge', { id: 'none' })).toBe(404);
  page.socket.close();
});

it('tells of an opportunity with its depth walk, and why it was not taken', async () => {
  const now = systemClock.now();
  const page = await followLive(dashboard.url, operator.cookie, [{ topic: 'opportunities' }]);
  const shown = (id: string) => page.rows.get('opportunities')?.get(id) as OpportunityRow | undefined;
  const book = {
    market: marketId('kalshi', 'K'),
    epoch: 1,
    sequence: 7,
    status: 'live' as const,
    bids: [],
    asks: [
      [price(3_900), quantity(4_000_000)],
      [price(4_000), quantity(20_000_000)],
    ] as const,
    venueTime: null,
    receivedAt: now,
  };
  dashboard.bus.publish(channels.prices('kalshi'), book);
  await until('the price came', async () => ((await json<VenueRow[]>('/api/v1/venues'))[1]?.updatesPerSecond ?? 0) > 0);
  dashboard.bus.publish(channels.opportunities, anOpportunity('one', now));
  await until('it is in the feed', () => shown('one')?.outcome.kind === 'open');
  // The book moves on; the walk stays the one it was found with.
  dashboard.bus.publish(channels.prices('kalshi'), { ...book, sequence: 8, asks: [] });
  const { walks } = await json<OpportunityDetail>('/api/v1/opportunities/one');
  expect(walks).toMatchObject([
    {
      market: 'kalshi:K',
      book: 'detected',
      levels: [
        { price: 3_900, resting: 4_000_000, taken: 4_000_000, cost: 1_560_000 },
        { price: 4_000, resting: 20_000_000, taken: 6_000_000, cost: 2_400_000 },
      ],
    },
  ]);
  const found = anOpportunity('two', now);
  const rejection = {
    tradeId: 't',
    strategy: 'atomic-arb',
    coverId: found.coverId,
    rule: 'stale-price',
    limit: '2000 ms',
    value: '2400 ms',
    message: 'too old',
    at: now,
  };
  dashboard.bus.publish(channels.opportunities, found, { because: { id: 'tick', trace: 'the trace' } });
  await until('the second is in the feed', () => shown('two'));
  await dashboard.bus.publishDurable(channels.tradeRejected, rejection, { because: { id: 'x', trace: 'the trace' } });
  await until('the reason is shown', () => shown('two')?.outcome.kind === 'refused');
  expect(shown('two')?.outcome).toMatchObject({ rule: 'stale-price', value: '2400 ms', strategy: 'atomic-arb' });
  dashboard.bus.publish(channels.opportunities, anOpportunity('three', now, { expiresAt: now - 5_000 }));
  await until('the third is over', () => shown('three')?.outcome.kind === 'passed');
  page.socket.close();
});

it('goes on after a restart: the session holds, and the page starts from a new snapshot', async () => {
  const before = await followLive(dashboard.url, operator.cookie, [{ topic: 'alerts' }]);
  await until('the table is there', () => before.rows.has('alerts'));
  const place = before.place('alerts');
  await dashboard.stop();
  expect(await before.closed).toBe(closeCodes.ending);
  const { dataDir } = dashboard;
  dashboard = await startDashboard(database, {}, { dataDir });
  const after = await followLive(dashboard.url, operator.cookie, [{ topic: 'alerts', after: place }]);
  await until('a snapshot of the new life came', () => after.frames.some(({ type }) => type === 'snapshot'));
  expect(after.place('alerts').life).not.toBe(place.life);
  after.socket.close();
});

it('opens no socket for a stranger, none for another page, and ends those of a session that logs out', async () => {
  const stranger = await followLive(dashboard.url, null, []);
  expect(await stranger.closed).toBe(closeCodes.unauthenticated);
  await expect(followLive(dashboard.url, operator.cookie, [], 'https://elsewhere.example')).rejects.toThrow('403');
  const page = await followLive(dashboard.url, operator.cookie, [{ topic: 'halt' }]);
  expect(await order('logout', {})).toBe(200);
  expect(await page.closed).toBe(closeCodes.unauthenticated);
  expect((await dashboard.ask('/api/v1/portfolio', operator)).status).toBe(401);
});

it('gives markup in a title as text, and a page whose policy allows no script of it', async () => {
  const id = marketId('kalshi', 'K');
  const title = '<script>alert(1)</script>';
  const market = { id, title, subtitle: '', event: { title: '<img src=x onerror=alert(1)>' } };
  await database.queries.insert(markets).values({
    id,
    platform: 'kalshi',
    event: 'K',
    title,
    status: 'open',
    closeTime: 1,
    yesPayout: null,
    market: market as never,
    updatedAt: 1,
  });
  dashboard.bus.publish(channels.opportunities, anOpportunity('marked', systemClock.now()));
  const titles = async () => (await json<OpportunityRow[]>('/api/v1/opportunities')).flatMap(({ legs }) => legs);
  await until('the market is named', async () => (await titles()).some((leg) => leg.title === title));
  const answer = await dashboard.ask('/api/v1/opportunities', operator);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
});
