import { ackHandle } from '@pm-arbitrage/core/alerts/ack-handle.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { haltInForce } from '@pm-arbitrage/core/db/halts.js';
import { alerts } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { venuePausesInForce } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import { startTelegram } from '@pm-arbitrage/simulator/chat/telegram/telegram-stand-in.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatPlace, T0, until } from '../chat/testing/chat-place.js';
import { chatTelegram } from './agent.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';

const [ME, COLLEAGUE, STRANGER] = ['4711', '4712', '6666'];
const [GROUP, ELSEWHERE] = ['-100700', '-100701'];
let database: Database;
let telegram: Awaited<ReturnType<typeof startTelegram>>;
let place: Awaited<ReturnType<typeof chatPlace>>;

beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyDatabase(database);
  telegram = await startTelegram({ clock: new SimulatedClock(T0), token: 't', chats: [GROUP, ELSEWHERE] });
  const section = { url: telegram.url, botToken: 't', chatId: GROUP, users: [ME, COLLEAGUE] };
  place = await chatPlace(chatTelegram, database, { telegram: section });
  await until(() => place.connected());
});
afterEach(async () => {
  await telegram.close();
  await place.stop();
});

/** Says something and waits for the answer. */
async function ask(text: string, from = ME, chat = GROUP) {
  const before = telegram.posts.length;
  telegram.say(from, chat, text);
  await until(() => telegram.posts.length > before);
  return telegram.posts.at(-1) as (typeof telegram.posts)[number];
}

/** Presses the button with this label and waits for what is said. */
async function press(
  post: { messageId: number; buttons: readonly { text: string; callback_data?: string }[] },
  label: string,
  from = ME,
) {
  const data = post.buttons.find(({ text }) => text === label)?.callback_data ?? '';
  return pressData(post.messageId, data, from);
}

async function pressData(messageId: number, data: string, from = ME, chat = GROUP) {
  const [answers, posts] = [telegram.answers.length, telegram.posts.length];
  telegram.press(from, chat, messageId, data);
  await until(() => telegram.answers.length > answers);
  const text = telegram.answers.at(-1)?.text ?? '';
  // What is said is said in the chat too.
  await until(() => text === '' || telegram.posts.length > posts);
  return text;
}

describe('questions', () => {
  it.each([
    ['/status', /^Trading \(paper\)\nBalances: polymarket \$0\.00, kalshi \$0\.00; equity \$0\.00 \(paper\)\n/],
    ['/trades', /^No trades yet/],
    ['/pnl', /^24 hours \$0\.00, 7 days \$0\.00, all time \$0\.00/],
    ['/positions', /^No positions/],
    ['/leaderboard', /^No strategy has capital/],
    ['/ack', /^No alert waits/],
    ['/start', /^Trading is on/],
    ['/help@arbitrage_bot', /\/status: balances[^]*\/halt \[reason\]: stop all trading now/],
    ['/dance', /^There is no \/dance/],
  ])('%s is answered', async (command, expected) => {
    const { text, buttons } = await ask(command);
    expect(text).toMatch(expected);
    expect(buttons).toEqual([]);
  });
});

describe('orders', () => {
  it('halts after a confirmation, with who ordered it on record, and goes on after another', async () => {
    const question = await ask('/halt prices look wrong');
    expect(question.text).toMatch(/^Stop ALL trading now\?/);
    expect(place.halt.isHalted).toBe(false);
    expect(await press(question, 'Yes, do it')).toMatch(/^Halted: prices look wrong/);
    expect(await haltInForce(database.queries)).toMatchObject({ reason: 'prices look wrong', by: `telegram ${ME}` });
    expect(place.halt.isHalted).toBe(true);
    expect((await ask('/status')).text).toMatch(/^HALTED: prices look wrong/);
    expect(await press(await ask('/start all is well'), 'Yes, do it')).toMatch(/^Trading goes on/);
    expect(await haltInForce(database.queries)).toBeNull();
  });

  it('stops new trades at both venues and lets them go on', async () => {
    expect(await press(await ask('/stop'), 'Yes, do it')).toMatch(
      /^Stopped: nothing new is opened at polymarket and kalshi/,
    );
    expect((await venuePausesInForce(database.queries)).map(({ by }) => by)).toEqual([
      `telegram ${ME}`,
      `telegram ${ME}`,
    ]);
    expect((await ask('/stop')).text).toMatch(/^Stopped already/);
    await press(await ask('/start'), 'Yes, do it');
    expect(await venuePausesInForce(database.queries)).toEqual([]);
  });

  it('leaves it where a person says no', async () => {
    expect(await press(await ask('/halt'), 'No')).toMatch(/^Left as it was/);
    expect(await haltInForce(database.queries)).toBeNull();
  });
});

describe('what is refused and counted', () => {
  it('strangers, and persons in a chat that is not configured: not even an answer', async () => {
    telegram.say(STRANGER, GROUP, '/halt');
    telegram.say(ME, ELSEWHERE, '/status');
    await ask('/help');
    expect(telegram.posts).toHaveLength(1);
    expect(await place.refused()).toEqual({ stranger: 2 });
  });

  it('a button that somebody else presses, that is pressed twice, kept too long, or made up', async () => {
    const question = await ask('/halt');
    expect(await press(question, 'Yes, do it', STRANGER)).toBe('');
    expect(await press(question, 'Yes, do it', COLLEAGUE)).toBe('Somebody else was asked.');
    const data = question.buttons[0]?.callback_data ?? '';
    const other = await ask('/help');
    expect(await pressData(other.messageId, data)).toMatch(/belongs to another message/);
    expect(await pressData(question.messageId, 'do:0:00000000-0000-0000-0000-000000000000')).toMatch(/was never asked/);
    expect(await pressData(question.messageId, data.replace('do:0', 'do:9'))).toMatch(/was never asked/);
    place.clock.advanceBy(121_000);
    expect(await press(question, 'Yes, do it')).toMatch(/too old/);
    expect(await press(question, 'Yes, do it')).toMatch(/answered already/);
    expect(await haltInForce(database.queries)).toBeNull();
    expect(await place.refused()).toEqual({
      stranger: 1,
      'somebody-else': 1,
      'other-message': 1,
      unknown: 3,
      expired: 1,
    });
  });

  it('an update that comes twice, and words that were said while nobody listened', async () => {
    const { messageId } = await ask('/help');
    telegram.repeatLast();
    await ask('/status');
    expect(telegram.posts).toHaveLength(2);
    place.clock.advanceBy(61_000);
    telegram.say(ME, GROUP, '/halt');
    telegram.press(ME, GROUP, messageId, 'do:0:none');
    await until(() => telegram.posts.length === 3);
    expect(telegram.posts[2]?.text).toMatch(/never asked/);
  });
});

describe('alerts', () => {
  const raise = (id: string) =>
    database.queries.insert(alerts).values({
      id,
      tier: 'emergency',
      kind: 'trade.naked',
      dedupeKey: id,
      title: `<b>${id}</b>`,
      body: '',
      source: 'executor',
      at: T0,
      count: 1,
    });
  const seen = async () => (await database.queries.select().from(alerts)).map(({ acknowledgedBy }) => acknowledgedBy);

  it('are acknowledged by the button under them, once, and by no button that was made up', async () => {
    await raise('fire');
    const post = await ask('/help');
    expect(await pressData(post.messageId, `ack:${ackHandle('wrong token', 'fire')}`)).toBe(
      'That button is none of mine.',
    );
    expect(await pressData(post.messageId, `ack:${ackHandle('t', 'fire')}`, COLLEAGUE)).toMatch(
      /^Acknowledged by telegram 4712: <b>fire/,
    );
    expect(await pressData(post.messageId, `ack:${ackHandle('t', 'fire')}`)).toMatch(
      /was acknowledged before, by telegram 4712/,
    );
    expect(await seen()).toEqual([`telegram ${COLLEAGUE}`]);
    expect(await place.refused()).toEqual({ forged: 1 });
  });

  it('are listed by /ack, each with its button', async () => {
    await raise('fire');
    const question = await ask('/ack');
    expect(question.text).toContain('emergency: <b>fire</b> (fire)');
    expect(await press(question, '<b>fire</b>')).toMatch(/^Acknowledged: fire/);
    expect(await seen()).toEqual([`telegram ${ME}`]);
  });
});

describe('a service in trouble', () => {
  it('is asked again after the time that it asks for', async () => {
    telegram.faults.next({ kind: 'limit', retryAfterS: 3 });
    telegram.say(ME, GROUP, '/help');
    await until(() => telegram.requests.some(({ path }) => path.endsWith('/sendMessage')));
    while (telegram.posts.length === 0) {
      place.clock.advanceBy(1_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(telegram.requests.filter(({ path }) => path.endsWith('/sendMessage'))).toHaveLength(2);
  });

  it('cuts what is too long', async () => {
    const { text } = await ask(`/halt ${'<&'.repeat(3_000)}`);
    expect(text.length).toBe(4_096);
    expect(text.endsWith('…')).toBe(true);
  });
});
