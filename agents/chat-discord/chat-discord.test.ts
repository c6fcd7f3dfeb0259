import { ackHandle } from '@pm-arbitrage/core/alerts/ack-handle.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { haltInForce } from '@pm-arbitrage/core/db/halts.js';
import { alerts, marketMatches, markets, matchReviews } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { type MarketId, marketId } from '@pm-arbitrage/core/domain/platform.js';
import { discordIds } from '@pm-arbitrage/simulator/chat/discord/discord-ids.js';
import { type DiscordTalk, startDiscord } from '@pm-arbitrage/simulator/chat/discord/discord-stand-in.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatPlace, T0, until } from '../chat/testing/chat-place.js';
import { chatDiscord } from './agent.js';

const { channel, guests, guild, traders }: Record<keyof typeof discordIds, string> = discordIds;
const [ME, COLLEAGUE] = ['800000000000000001', '800000000000000002'];
let database: Database;
let discord: Awaited<ReturnType<typeof startDiscord>>;
let place: Awaited<ReturnType<typeof chatPlace>>;

beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyDatabase(database);
  discord = await startDiscord({ clock: systemClock, token: 'd' });
  const section = { url: discord.url, botToken: 'd', guildId: guild, channelId: channel, roles: [traders] };
  place = await chatPlace(chatDiscord, database, { discord: section });
  await until(() => place.connected() && discord.commands().length > 0);
});
afterEach(async () => {
  await place.stop();
  await discord.close();
});

const said = async (talk: DiscordTalk): Promise<string> => {
  await until(() => talk.answer !== null);
  return (talk.answer?.content ?? '').replaceAll('\\', '');
};
const ask = (name: string, words?: Readonly<Record<string, string>>, from = ME, roles = [traders]) =>
  discord.command(from, roles, name, words);
const dataOf = ({ answer }: DiscordTalk, label: string) =>
  (answer?.components ?? []).flatMap(({ components = [] }) => components).find((one) => one.label === label)
    ?.custom_id ?? '';
/** The message in which a talk was answered: the service numbers answers after their talks. */
const press = (data: string, message: string, from = ME, roles = [traders]) =>
  discord.press(from, roles, data, message);

const KALSHI = marketId('kalshi', 'KXHIGHNY-26NOV21-B53.5');
const POLYMARKET = marketId('polymarket', '0xabc');
const ID = 'KXHIGHNY-26NOV21-B53.5|0xabc';
const matchOf = (status: Match['status']): Match => ({
  id: ID,
  kalshi: KALSHI,
  polymarket: POLYMARKET,
  polarity: 'same',
  confidence: 0.72,
  status,
  suspension: null,
  worlds: [],
  reason: 'the *stations* are not named',
  kalshiRulesHash: 'k',
  polymarketRulesHash: 'p',
  decidedBy: 'rules',
  updatedAt: T0,
});
const store = (match: Match) =>
  database.queries.insert(marketMatches).values({
    id: match.id,
    kalshi: match.kalshi,
    polymarket: match.polymarket,
    status: match.status,
    confidence: match.confidence,
    match,
    updatedAt: T0,
  });

/** Both markets of the pair, with rule texts to approve. */
const list = (...ids: readonly MarketId[]) =>
  database.queries.insert(markets).values(
    ids.map((id) => ({
      id,
      platform: id.startsWith('kalshi') ? ('kalshi' as const) : ('polymarket' as const),
      event: 'e',
      title: id,
      status: 'open' as const,
      closeTime: T0,
      yesPayout: null,
      market: { rulesHash: `hash of ${id}` } as never,
      updatedAt: T0,
    })),
  );

describe('questions', () => {
  it('are answered within the deadline, to the asker alone', async () => {
    for (const [name, expected] of [
      ['status', /^Trading \(paper\)\nBalances: polymarket/],
      ['positions', /^No positions/],
      ['list_pairs', /^No pair is active/],
      ['find_matches', /^No pair with a confidence of 0\.6/],
      ['help', /\/approve_pair pair: say that a pair is the same question/],
    ] as const) {
      const talk = ask(name);
      expect(await said(talk)).toMatch(expected);
      expect(talk.ephemeral).toBe(true);
    }
    expect(discord.commands().map(({ name }) => name)).toEqual([
      'find_matches',
      'approve_pair',
      'list_pairs',
      'pause_pair',
      'positions',
      'status',
      'halt',
      'help',
    ]);
  });

  it('show pairs with markup taken apart', async () => {
    await store(matchOf('review'));
    const talk = ask('find_matches', { similarity: '0.7' });
    expect(await said(talk)).toContain(`1. review, 72 % sure: ${ID}`);
    expect(talk.answer?.content).toContain(String.raw`the \*stations\* are not named`);
    expect(await said(ask('find_matches', { similarity: '0.8' }))).toMatch(/^No pair/);
    expect(await said(ask('find_matches', { similarity: 'much' }))).toMatch(/no similarity: a number from 0 to 1/);
  });
});

it('refuses and counts members without the role, orders of theirs too', async () => {
  expect(await said(ask('halt', {}, COLLEAGUE, [guests]))).toMatch(/^You may not use this here/);
  expect(await said(ask('status', {}, COLLEAGUE, []))).toMatch(/^You may not use this here/);
  expect(await place.refused()).toEqual({ stranger: 2 });
  expect(await haltInForce(database.queries)).toBeNull();
});

describe('orders', () => {
  it('halt after a confirmation by the same person under the same message, and by no other', async () => {
    const talk = ask('halt', { reason: 'prices look wrong' });
    await said(talk);
    const data = dataOf(talk, 'Yes, do it');
    const message = discord.messageOf(talk);
    expect(await said(press(data, message, COLLEAGUE))).toBe('Somebody else was asked.');
    expect(await said(press(data, message, COLLEAGUE, [guests]))).toMatch(/^You may not/);
    expect(await said(press(data, '910000000000099999'))).toMatch(/belongs to another message/);
    expect(await said(press(data, message))).toBe(`Halted: prices look wrong\n(discord ${ME})`);
    expect(await said(press(data, message))).toMatch(/answered already/);
    expect(await haltInForce(database.queries)).toMatchObject({ by: `discord ${ME}`, reason: 'prices look wrong' });
    expect(await place.refused()).toMatchObject({ stranger: 1, 'somebody-else': 1, 'other-message': 1, unknown: 1 });
  });
});

describe('proposals', () => {
  it('are made once in the channel and say why they cannot be answered, before anything is approved', async () => {
    await store(matchOf('review'));
    for (let i = 0; i < 2; i++) await place.bus.publishDurable(channels.matchedMarkets, matchOf('review'));
    await until(() => discord.posts.length === 1);
    const [post] = discord.posts;
    expect(post?.message.content).toMatch(/^Are these the same question\?/);
    expect(post?.message.allowed_mentions).toEqual({ parse: [] });
    const [approve] = post?.message.components?.[0]?.components ?? [];
    expect(await said(press(approve?.custom_id ?? '', post?.id ?? '', COLLEAGUE, [guests]))).toMatch(/^You may not/);
    // The markets are not listed here, so there is no text to approve: the function of the house says so.
    expect(await said(press(approve?.custom_id ?? '', post?.id ?? '', COLLEAGUE))).toMatch(
      /is not listed here, so there is no rule text/,
    );
    expect(await database.queries.$count(matchReviews)).toBe(0);
    await place.hub.idle();
    expect(discord.posts).toHaveLength(1);
  });
});

describe('reactions to a proposal', () => {
  const propose = async () => {
    await store(matchOf('review'));
    await list(KALSHI, POLYMARKET);
    await place.bus.publishDurable(channels.matchedMarkets, matchOf('review'));
    await until(() => discord.ownReactions.length === 2);
    return discord.posts[0]?.id ?? '';
  };
  const reviews = () => database.queries.select().from(matchReviews);
  const trader = (id: string, emoji: string) => discord.react(ME, [traders], emoji, id);

  it.each([
    ['✅', 'approve', /approved/i],
    ['❌', 'reject', /reject/i],
  ])('%s counts as the button to %s does, once', async (emoji, action, expected) => {
    const id = await propose();
    expect(discord.ownReactions).toEqual([`${id} ✅`, `${id} ❌`]);
    trader(id, emoji);
    await until(() => discord.posts.length === 2);
    expect(discord.posts[1]?.message.content).toMatch(expected);
    expect(discord.posts[1]?.message.content).toContain(`discord ${ME}`);
    // Sent again, as a resumed line does, or put there anew: it is used up, and so is the other one.
    trader(id, emoji);
    trader(id, emoji === '✅' ? '❌' : '✅');
    await until(async () => (await place.refused())['unknown'] === 2);
    expect((await reviews()).map(({ match, review }) => [match, review.action, review.by])).toEqual([
      [ID, action, `discord ${ME}`],
    ]);
    expect(discord.posts).toHaveLength(2);
  });

  it('are refused and counted without the role, and ignored from bots, from elsewhere, under other messages, with other emojis', async () => {
    const id = await propose();
    discord.react(COLLEAGUE, [guests], '✅', id);
    discord.react(COLLEAGUE, [], '✅', id);
    await until(async () => (await place.refused())['stranger'] === 2);
    discord.react(ME, [traders], '✅', id, { bot: true });
    discord.react(ME, [traders], '✅', id, { guild: '900000000000000099', channel: '900000000000000097' });
    discord.react(ME, [traders], '✅', id, { channel: '900000000000000098' });
    trader('910000000000099999', '✅');
    trader(id, '👍');
    // Taken in their order: when this one is answered, those before it have come to nothing.
    expect(await said(ask('help'))).toMatch(/\/status/);
    expect(await reviews()).toEqual([]);
    expect(discord.posts).toHaveLength(1);
    expect(await place.refused()).toEqual({ stranger: 2 });
    trader(id, '✅');
    await until(() => discord.posts.length === 2);
    expect(await reviews()).toHaveLength(1);
  });

  it('of somebody who has lost the role count no more', async () => {
    const id = await propose();
    trader(id, '👍');
    discord.react(ME, [guests], '✅', id);
    await until(async () => (await place.refused())['stranger'] === 1);
    expect(await reviews()).toEqual([]);
  });
});

it('acknowledges an alert by its button, for all to see', async () => {
  await database.queries.insert(alerts).values({
    id: 'fire',
    tier: 'emergency',
    kind: 'trade.naked',
    dedupeKey: 'fire',
    title: 'Fire',
    body: '',
    source: 's',
    at: T0,
    count: 1,
  });
  const talk = press(`ack:${ackHandle('d', 'fire')}`, '910000000000000001');
  expect(await said(talk)).toBe(`Acknowledged by discord ${ME}: Fire`);
  expect(talk.ephemeral).toBe(false);
  expect(await said(press('ack:made-up', '910000000000000001'))).toBe('That button is none of mine.');
});

it('goes on where it was after the line broke, with what was said meanwhile', async () => {
  discord.gateway.cut();
  const talk = ask('help');
  expect(await said(talk)).toMatch(/\/status/);
  expect(discord.gateway.resumes).toBe(1);
  discord.gateway.askToReconnect();
  expect(await said(ask('status'))).toMatch(/^Trading/);
  expect(discord.gateway.identifies).toBe(1);
});
