import { acknowledgeAlert } from '@pm-arbitrage/core/alerts/acknowledge-alert.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { alertDeliveries, alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { startDiscord } from '@pm-arbitrage/simulator/chat/discord/discord-stand-in.js';
import { startPushover } from '@pm-arbitrage/simulator/chat/pushover/pushover-stand-in.js';
import { startTelegram } from '@pm-arbitrage/simulator/chat/telegram/telegram-stand-in.js';
import { systemClock as clock } from '@pm-arbitrage/core/clock/system-clock.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { routerPlace, T0 } from './testing/router-place.js';

const CHAT = '700';
let database: Database;
let telegram: Awaited<ReturnType<typeof startTelegram>>;
let discord: Awaited<ReturnType<typeof startDiscord>>;
let pushover: Awaited<ReturnType<typeof startPushover>>;

beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyDatabase(database);
  telegram = await startTelegram({ clock, token: 't', chats: [CHAT] });
  discord = await startDiscord({ clock, token: 'd' });
  pushover = await startPushover({ clock, token: 'p', user: 'u' });
});
afterEach(async () => {
  for (const service of [telegram, discord, pushover]) await service.close();
});

const REPEAT_MS = 60_000;
const both = () => ({
  repeatMs: REPEAT_MS,
  telegram: { url: telegram.url, botToken: 't', chatId: CHAT },
  discord: { webhookUrl: discord.webhookUrl },
});
const deliveries = () => database.queries.select().from(alertDeliveries).orderBy(alertDeliveries.id);

it.each(['silence', 'cut', 'limit', 'status'] as const)(
  'reaches the next channel within 10 s when the first one is down (%s)',
  async (kind) => {
    const fault = { limit: { kind, retryAfterS: 600 }, status: { kind, status: 502 } }[kind as 'limit'] ?? { kind };
    telegram.faults.stand(fault as { kind: 'silence' });
    const place = await routerPlace(database, { alerts: { ...both(), routes: { critical: ['telegram'] } } });
    for (const tier of ['emergency', 'critical'] as const) {
      const raisedAt = place.clock.now();
      const before = discord.posts.length;
      await place.raise(tier, { tier, dedupeKey: tier });
      await place.pass(30_000, () => discord.posts.length > before);
      expect(place.clock.now() - raisedAt).toBeLessThanOrEqual(10_000);
      expect(discord.posts.at(-1)?.message.embeds?.[0]?.title).toBe(tier);
    }
    expect(telegram.posts).toEqual([]);
    await place.stop();
  },
);

it('tells an emergency again and again until somebody acknowledges it, and stores each telling', async () => {
  const place = await routerPlace(database, { alerts: both() });
  await place.raise('fire', { tier: 'emergency' });
  await place.pass(2 * REPEAT_MS + 5_000);
  expect(telegram.posts.map(({ text }) => /told (\d) times/.exec(text)?.[1])).toEqual([undefined, '2', '3']);
  expect(discord.posts).toHaveLength(3);
  await acknowledgeAlert(database.queries, 'fire', 'me', place.clock.now());
  await place.pass(4 * REPEAT_MS);
  expect(telegram.posts).toHaveLength(3);
  expect(place.counts()).toMatchObject({ open: 0, waiting: 0 });
  expect((await deliveries()).map(({ id, state }) => `${id} ${state}`)).toEqual(
    ['discord', 'telegram'].flatMap((channel) => [0, 1, 2].map((round) => `fire|${channel}|${round} delivered`)),
  );
  await place.stop();
});

it('takes an acknowledgement on the device for one, and takes the alarm back when it was acknowledged elsewhere', async () => {
  const place = await routerPlace(database, {
    alerts: { repeatMs: REPEAT_MS, pushover: { url: pushover.url, token: 'p', user: 'u' } },
  });
  await place.raise('fire', { tier: 'emergency', dedupeKey: 'fire' });
  await place.until(() => pushover.notes.length === 1);
  pushover.acknowledge(pushover.notes[0]?.receipt ?? '');
  await place.pass(50_000, () => place.counts()['open'] === 0);
  const [row] = await database.queries.select().from(alerts);
  expect(row).toMatchObject({ acknowledgedBy: 'pushover phone' });
  await place.raise('flood', { tier: 'emergency', dedupeKey: 'flood' });
  await place.until(() => pushover.notes.length === 2);
  const receipt = pushover.notes[1]?.receipt ?? '';
  await place.pass(2_000);
  await acknowledgeAlert(database.queries, 'flood', 'me', place.clock.now());
  await place.pass(20_000, () => pushover.isCancelled(receipt));
  expect(pushover.isCancelled(receipt)).toBe(true);
  await place.stop();
});

it('goes on in another life where it ended: what was not told is told, what was is not', async () => {
  discord.faults.stand({ kind: 'status', status: 503 });
  const first = await routerPlace(database, { alerts: both() });
  await first.raise('a', { tier: 'critical', dedupeKey: 'a' });
  await first.pass(3_000, () => telegram.posts.length === 1);
  await first.stop();
  discord.faults.stand(null);
  const second = await routerPlace(database, { alerts: both(), at: T0 + 30_000, seed: 2 });
  await second.pass(30_000, () => discord.posts.length === 1);
  await second.pass(5_000);
  expect([telegram.posts.length, discord.posts.length]).toEqual([1, 1]);
  await second.stop();
  expect((await deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
});

it('tells without the database, and writes everything down when it is back', async () => {
  let away = false;
  const guarded: Database = {
    ...database,
    queries: database.queries,
    kind: database.kind,
    underWay: database.underWay,
    statement: database.statement.bind(database),
    snapshot: database.snapshot.bind(database),
    close: database.close.bind(database),
    transaction: (work) => (away ? Promise.reject(new Error('connection refused')) : database.transaction(work)),
  };
  const place = await routerPlace(guarded, { alerts: both() });
  away = true;
  await place.raiseOnly('fire', { tier: 'critical' });
  await place.pass(10_000, () => telegram.posts.length === 1);
  expect(telegram.posts).toHaveLength(1);
  away = false;
  await place.pass(20_000, async () => (await deliveries()).length === 2);
  expect((await database.queries.select().from(alerts)).map(({ id, count }) => ({ id, count }))).toEqual([
    { id: 'fire', count: 1 },
  ]);
  await place.stop();
});

it('tells a chat of executed trades where it wants them, and nobody else', async () => {
  const place = await routerPlace(database, { alerts: both() });
  await place.report({ state: 'complete' });
  await place.until(() => telegram.posts.length === 1);
  expect(telegram.posts[0]?.text).toMatch(/^Trade executed: complement, cost \$9\.00\n[^]*Balances: polymarket/);
  expect(telegram.posts[0]?.silent).toBe(true);
  await place.pass(5_000);
  expect(discord.posts).toEqual([]);
  await place.stop();
});
