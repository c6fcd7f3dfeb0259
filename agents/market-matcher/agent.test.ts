import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { MemoryBus } from '@pm-arbitrage/core/bus/memory-bus.js';
import { MemoryHub } from '@pm-arbitrage/core/bus/memory-hub.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { markets } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { Ladder } from '@pm-arbitrage/core/domain/ladder.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { MemoryHotState } from '@pm-arbitrage/core/hot-state/memory-hot-state.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { marketRow } from '@pm-arbitrage/core/markets/market-row.js';
import { type ReviewOrder, reviewMatch } from '@pm-arbitrage/core/matches/review-match.js';
import { findMatch } from '@pm-arbitrage/core/queries/match-queries.js';
import { seededIds } from '@pm-arbitrage/core/random/ids.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { HaltState } from '@pm-arbitrage/core/runtime/halt-state.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { aBook, aMarket, T0 } from '../opportunity-scanner/scanner-fixtures.js';
import { marketMatcher } from './agent.js';

const HOUR = 3_600_000;

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const rules = (who: string) =>
  `Resolves to Yes if ${who} is confirmed by the Senate before January 1, 2027. If the vote is cancelled it resolves to No.`;
const kalshi = (who = 'Dana Whitfield', change: Partial<Market> = {}) =>
  aMarket('kalshi', 'KXCONFIRM-26', {
    title: `Will ${who} be confirmed as Secretary of Energy before January 1, 2027?`,
    rules: rules(who),
    rulesHash: rules(who),
    ...change,
  });
const polymarket = (who = 'Dana Whitfield', change: Partial<Market> = {}) =>
  aMarket('polymarket', '0xp', {
    title: `${who} confirmed as Secretary of Energy before January 1, 2027?`,
    rules: rules(who),
    rulesHash: rules(who),
    ...change,
  });
const ID = 'KXCONFIRM-26|0xp';

async function place() {
  const clock = new SimulatedClock(T0);
  const hub = new MemoryHub();
  const ids = seededIds(seededRandom(1));
  const world = new MemoryBus(hub, { source: 'world', clock, ids });
  const alerts: Alert[] = [];
  const told: Match[] = [];
  const ladders: Ladder[] = [];
  const consume = { group: 'w', consumer: 'w' };
  await world.consume(channels.alerts, consume, async (alert) => void alerts.push(alert));
  await world.consume(channels.matchedMarkets, consume, async (match) => void told.push(match));
  await world.consume(channels.ladders, consume, async (ladder) => void ladders.push(ladder));
  /** Lists a market as its watcher does: in the database and on the bus. */
  const list = async (market: Market) => {
    const row = marketRow(market);
    await database.queries.insert(markets).values(row).onConflictDoUpdate({ target: markets.id, set: row });
    await world.publishDurable(channels.markets(market.platform), market);
  };
  const say = (order: Omit<ReviewOrder, 'id' | 'by'>) =>
    reviewMatch(database.queries, { id: ID, by: 'me', ...order }, clock.now());
  const start = () =>
    runAgent(marketMatcher, {
      config: configSchema.parse({}),
      clock,
      random: seededRandom(1),
      ids,
      log: createLogger('silent'),
      database,
      hot: new MemoryHotState(clock),
      metrics: new Registry(),
      halt: new HaltState(),
      haltFile: new HaltFile(mkdtempSync(join(tmpdir(), 'matcher-'))),
      busFor: (source: string) => new MemoryBus(hub, { source, clock, ids }),
      close: async () => undefined,
    });
  /** Lets the agent look around until a match stands as wanted. */
  const until = (wanted: string) =>
    expect
      .poll(
        () => {
          clock.advanceBy(500);
          const last = told.at(-1);
          return last && `${last.status} ${last.suspension ?? ''}`.trim();
        },
        { timeout: 240_000 },
      )
      .toBe(wanted);
  return { alerts, clock, hub, ladders, list, say, start, told, until, world };
}

it('finds the pair among what is listed, says so once, and stores why', async () => {
  const { list, start, told, until } = await place();
  const agent = await start();
  await list(kalshi());
  await list(polymarket());
  await until('active');
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ id: ID, polarity: 'same', decidedBy: 'rules', worlds: [{ cause: 'dispute' }] });
  expect((await findMatch(database.queries, ID))?.match).toEqual(told[0]);
  await agent.stop();
});

it('refuses what only looks alike, and names the field', async () => {
  const { list, start, told, until } = await place();
  const agent = await start();
  await list(kalshi());
  await list(polymarket('Marcus Oyelaran'));
  await list(
    polymarket('Dana Whitfield', {
      title: 'Dana Whitfield confirmed as Surgeon General before January 1, 2027?',
    }),
  );
  await until('refused');
  expect(told.every(({ status }) => status === 'refused')).toBe(true);
  await agent.stop();
});

it('suspends a pair whose rules change, alerts, and takes a new approval of a person, over a restart', async () => {
  const { alerts, list, say, start, told, until } = await place();
  const first = await start();
  await list(kalshi());
  await list(polymarket());
  await until('active');
  await list(kalshi('Dana Whitfield', { rules: 'other', rulesHash: 'other' }));
  await until('suspended rules-changed');
  expect(alerts).toMatchObject([{ kind: 'match.suspended', tier: 'important' }]);
  await first.stop();
  const count = told.length;
  const second = await start();
  await say({ action: 'approve', note: 'read the new text', acceptsWorlds: true });
  await until('active');
  expect(told.slice(count)).toMatchObject([{ decidedBy: 'me', kalshiRulesHash: 'other' }]);
  await second.stop();
});

it('suspends a pair whose title changes into another question under the same rules, also while nobody looks', async () => {
  const { alerts, list, start, told, until } = await place();
  const other = kalshi('Dana Whitfield', { title: 'Will Marcus Oyelaran be confirmed as Surgeon General in 2031?' });
  const first = await start();
  await list(kalshi());
  await list(polymarket());
  await until('active');
  await first.stop();
  const before = await start();
  await list(kalshi('Dana Whitfield', { status: 'paused' }));
  await before.stop();
  expect(told).toHaveLength(1);
  const row = marketRow(other);
  await database.queries.insert(markets).values(row).onConflictDoUpdate({ target: markets.id, set: row });
  const second = await start();
  await until('suspended rejudged');
  expect(told.at(-1)?.reason).toContain('judged anew, it would not be accepted');
  await expect.poll(() => alerts.map(({ kind }) => kind)).toEqual(['match.suspended']);
  const evidence = (await findMatch(database.queries, ID))?.evidence ?? [];
  expect(evidence.map(({ evidence: { verdict } }) => verdict.decision)).toEqual(['accept', 'refuse']);
  expect(new Set(evidence.map(({ evidence: { prints } }) => prints.kalshi)).size).toBe(2);
  await second.stop();
  const third = await start();
  await list(kalshi());
  await list(polymarket());
  await third.stop();
  expect(told.at(-1)?.suspension).toBe('rejudged');
});

it('obeys a person who pauses, resumes and rejects', async () => {
  const { list, say, start, until } = await place();
  const agent = await start();
  await list(kalshi());
  await list(polymarket());
  await until('active');
  await say({ action: 'pause', note: 'odd' });
  await until('suspended paused');
  await say({ action: 'resume', note: 'fine' });
  await until('active');
  await say({ action: 'reject', note: 'not the same' });
  await until('refused');
  await agent.stop();
});

it('suspends a pair whose prices stay apart', async () => {
  const { clock, hub, list, start, until, world } = await place();
  const agent = await start();
  await list(kalshi());
  await list(polymarket());
  await until('active');
  world.publish(channels.prices('kalshi'), aBook(kalshi(), [['0.30', '10']], [['0.32', '10']]));
  world.publish(channels.prices('polymarket'), aBook(polymarket(), [['0.60', '10']], [['0.62', '10']]));
  await hub.idle();
  clock.advanceBy(2 * HOUR);
  await until('suspended prices-apart');
  await agent.stop();
});

it('tells of ladders, and that a market left one because its text changed, over a restart', async () => {
  const { alerts, clock, ladders, list, start } = await place();
  const strike = (dollars: string, change: Partial<Market> = {}) =>
    aMarket('kalshi', `KXBTCD-${dollars}`, {
      title: 'Bitcoin price on November 21, 2026 at 5 PM EST?',
      subtitle: `$${dollars} or above`,
      event: { id: 'KXBTCD' },
      rules: `Above ${dollars}: the average of CF Benchmarks BRTI decides.`,
      ...change,
    });
  const untilTold = (rungs: number, dropped: readonly string[]) =>
    expect
      .poll(
        () => {
          clock.advanceBy(500);
          const last = ladders.at(-1);
          return last && { rungs: last.rungs.length, dropped: last.dropped };
        },
        { timeout: 240_000 },
      )
      .toEqual({ rungs, dropped });
  const first = await start();
  for (const dollars of ['90000', '92000', '94000']) await list(strike(dollars));
  await untilTold(3, []);
  await first.stop();
  await list(strike('92000', { rules: 'another', rulesHash: 'another' }));
  const second = await start();
  await untilTold(2, ['kalshi:KXBTCD-92000']);
  expect(alerts).toMatchObject([{ kind: 'ladder.dropped', dedupeKey: 'kalshi:KXBTCD-92000' }]);
  await second.stop();
  const count = ladders.length;
  const third = await start();
  await list(strike('96000'));
  await untilTold(3, ['kalshi:KXBTCD-92000']);
  expect(ladders.length).toBe(count + 1);
  expect(alerts).toHaveLength(1);
  await third.stop();
});
