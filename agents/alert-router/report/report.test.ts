import type { Database } from '@pm-arbitrage/core/db/database.js';
import { agentMinutes, alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routerPlace } from '../testing/router-place.js';
import { dailyFigures } from './daily-figures.js';
import { reportDue } from './report-due.js';
import { sayReport } from './say-report.js';
import { isUnusual } from './unusual-volume.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const at = (text: string) => Date.parse(text);

it('is due from its time on for two hours, by the clocks of the zone', () => {
  const due = (time: string) => reportDue('08:00', 'Europe/Paris', at(time));
  expect(
    ['2026-11-21T06:59:59Z', '2026-11-21T07:00:00Z', '2026-11-21T08:59:59Z', '2026-11-21T09:00:00Z'].map(due),
  ).toEqual([null, '2026-11-21', '2026-11-21', null]);
});

it('says what a person wants to know of a day', () => {
  const now = at('2026-11-21T08:00:00Z');
  const profit = (strategy: string, pnl: string) => ({
    strategy,
    trades: 2,
    pnl: parseUsd(pnl),
    fees: parseUsd('0.1'),
  });
  const { title, body } = sayReport(
    {
      mode: 'paper',
      trades: { settled: 3, hedged: 1, aborted: 2 },
      rejected: 7,
      strategies: [profit('atomic-arb', '4'), profit('oracle-sniper', '1'), profit('mean-reversion', '-2')],
      money: {
        equity: '2003.00',
        highWaterMark: '2005.00',
        realised: { day: '3.00', week: '9.00', all: '20.00' },
        byStrategy: {},
        feesOfClosedTrades: '1.00',
      },
      alerts: 4,
      outages: 1,
      uptime: [
        { agent: 'executor', share: 0.972, minutes: 1_440 },
        { agent: 'dashboard', share: 1, minutes: 1_440 },
      ],
    },
    new Map([
      ['executor', now - 3_600_000],
      ['dashboard', now - 90_000_000],
    ]),
    now,
  );
  expect(title).toBe('Daily report (paper): profit $3.00, 4 trades');
  expect(body.split('\n')).toEqual([
    'Profit $3.00 in 24 hours, $9.00 in 7 days, $20.00 in all; fees $0.30 in 24 hours.',
    'Equity $2003.00, highest $2005.00.',
    'Trades: 4 executed, of them 1 filled in part; 2 called off, 7 refused.',
    'Errors: 4 alerts, 1 outages.',
    'Uptime in 24 hours: 97.20 % (executor, away most), 98.60 % on average. 2 agents run, executor since 1.0 h only.',
    'Best: atomic-arb $4.00 (2 trades). Worst: mean-reversion −$2.00 (2 trades).',
    'Ranking: atomic-arb $4.00 (2 trades), oracle-sniper $1.00 (2 trades), mean-reversion −$2.00 (2 trades).',
  ]);
});

it('counts the minutes of the last 24 hours that each agent noted, the one that was away most first', async () => {
  const now = at('2026-11-21T08:00:00Z');
  const minute = now / 60_000;
  const lived = (agent: string, from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ agent, minute: from + index }));
  await database.queries
    .insert(agentMinutes)
    .values([...lived('dashboard', minute - 1_500, 1_500), ...lived('executor', minute - 720, 720)]);
  const { uptime } = await dailyFigures(database.queries, 'paper', now);
  expect(uptime).toEqual([
    { agent: 'executor', share: 0.5, minutes: 1_440 },
    { agent: 'dashboard', share: 1, minutes: 1_440 },
  ]);
});

it('is made once a day, also by a second life', async () => {
  const reports = () => database.queries.$count(alerts);
  const alertsAt = { dailyReportAt: '08:00' };
  const place = await routerPlace(database, { alerts: alertsAt, at: at('2026-11-21T07:58:30Z'), watches: true });
  await place.pass(60_000);
  expect(await reports()).toBe(0);
  await place.pass(180_000, async () => (await reports()) === 1);
  await place.stop();
  const next = await routerPlace(database, {
    alerts: alertsAt,
    at: at('2026-11-21T08:03:00Z'),
    watches: true,
    seed: 2,
  });
  await next.pass(130_000);
  await next.stop();
  const rows = await database.queries.select().from(alerts);
  expect(rows).toMatchObject([{ id: 'report.daily:2026-11-21', kind: 'report.daily', tier: 'important' }]);
});

describe('the number of trades', () => {
  it.each([
    [9, 0, 168, false],
    [10, 0, 168, true],
    [49, 1_680, 168, false],
    [50, 1_680, 168, true],
    [50, 0, 23, false],
  ])('%i within an hour, %i in the %i hours before: %s', (lastHour, week, hours, expected) => {
    expect(isUnusual(lastHour, { week, hours }, 5)).toBe(expected);
  });
});
