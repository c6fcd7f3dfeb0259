import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { modelCalibrations } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import { parsePrice } from '@pm-arbitrage/core/money/money.js';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EventShard } from '../event-shard.js';
import { aMarket, aMatch } from '../scanner-fixtures.js';
import { gameTick, KICK_OFF, oddsTick, symbolOf } from './testing/game-terms.js';
import { scannerPlace } from './testing/scanner-place.js';

const MINUTE = 60_000;
let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const rules =
  'If Miami wins the Buffalo vs Miami professional football game originally scheduled for Nov 22, 2026 at 1:00 PM EST, ' +
  'then the market resolves to Yes.\n\nIf the game ends in a tie, the market will resolve 50/50.';
const market = aMarket('kalshi', 'KXNFLGAME-26NOV22BUFMIA-MIA', {
  title: 'Buffalo at Miami Winner?',
  subtitle: 'Miami',
  event: { id: 'KXNFLGAME-26NOV22BUFMIA', title: 'Buffalo at Miami' },
  rules,
  rulesHash: rules,
  category: 'Sports',
  strike: null,
  sources: ['ESPN'],
  // Nominal: a game may be played days later.
  closeTime: KICK_OFF + 14 * 86_400_000,
  resolutionTime: KICK_OFF + 14 * 86_400_000,
});

it('a game is followed from its odds to its end, says that it runs and how surely, and each model is judged', async () => {
  const at = await scannerPlace(database, KICK_OFF - 30 * MINUTE, { inPlay: true });
  const { agent, book, clock, fact, found, world } = at;
  const say = (tick: Parameters<typeof world.publish>[1]) =>
    world.publish(channels.oracle('sports', symbolOf('nfl')), tick as never);
  const offers = () => found.filter(({ kind }) => kind === 'fair-value');
  await world.publishDurable(channels.markets('kalshi'), market);
  await expect.poll(() => fact('understood')).toBe(1);
  await expect.poll(() => fact('unpriced:unknown')).toBe(1);

  say(oddsTick('nfl', 0.62, 0, clock.now()));
  book(market, '0.50', '0.52');
  await expect.poll(() => offers().length).toBeGreaterThan(0);
  expect(offers()[0]).toMatchObject({ legs: [{ side: 'yes' }], fair: { model: 'game-winner/odds', live: false } });
  expect(offers()[0]).not.toHaveProperty('inPlay');

  // One source alone: it runs, and how it stands is not certain.
  clock.advanceBy(KICK_OFF + 60 * MINUTE - clock.now());
  await expect.poll(() => fact('valued')).toBe(0);
  found.length = 0;
  const ahead = { homeScore: 10, awayScore: 7, period: 2, secondsLeft: 300 };
  say(gameTick('nfl', clock.now(), ahead));
  book(market, '0.50', '0.52');
  await expect.poll(() => offers().length).toBeGreaterThan(0);
  expect(offers()[0]).toMatchObject({
    fair: { model: 'game-winner/score', live: true },
    inPlay: { confident: false, executable: true },
  });

  // Two that agree, and then one that does not.
  found.length = 0;
  clock.advanceBy(10_000);
  say(gameTick('nfl', clock.now(), { ...ahead, source: 'polymarket-sports', secondsLeft: null }));
  book(market, '0.49', '0.51');
  await expect.poll(() => offers().at(-1)?.inPlay).toEqual({ confident: true, executable: true });
  clock.advanceBy(1_000);
  say(gameTick('nfl', clock.now(), { ...ahead, source: 'polymarket-sports', awayScore: 14, secondsLeft: null }));
  await expect.poll(() => fact('unpriced:disputed')).toBe(1);

  // Both tell the end, the venue pays, and every model that spoke is judged.
  clock.advanceBy(120 * MINUTE);
  const over = { state: 'over', period: 4, secondsLeft: null, homeScore: 24, awayScore: 17 } as const;
  say(gameTick('nfl', clock.now(), over));
  say(gameTick('nfl', clock.now(), { ...over, source: 'polymarket-sports' }));
  await expect.poll(() => fact('valued')).toBe(1);
  clock.advanceBy(10 * MINUTE);
  const resolved = { ...market, status: 'resolved' as const, yesPayout: parsePrice('1') };
  await world.publishDurable(channels.markets('kalshi'), resolved);
  const models = async () => (await database.queries.select().from(modelCalibrations)).map(({ model }) => model).sort();
  await expect.poll(models).toEqual(['game-winner/odds', 'game-winner/over', 'game-winner/score']);
  await agent.stop();
});

it('a game that runs is valued to judge its model, and offered to nobody unless that is wanted', async () => {
  const { agent, book, clock, fact, found, world } = await scannerPlace(database, KICK_OFF - 30 * MINUTE);
  const channel = channels.oracle('sports', symbolOf('nfl'));
  await world.publishDurable(channels.markets('kalshi'), market);
  await expect.poll(() => fact('understood')).toBe(1);
  world.publish(channel, oddsTick('nfl', 0.62, 0, clock.now()));
  await expect.poll(() => fact('valued')).toBe(1);
  clock.advanceBy(KICK_OFF + 60 * MINUTE - clock.now());
  await expect.poll(() => fact('valued')).toBe(0);
  found.length = 0;
  book(market, '0.30', '0.32');
  const ahead = { homeScore: 10, awayScore: 7, period: 2, secondsLeft: 300 };
  world.publish(channel, gameTick('nfl', clock.now(), ahead));
  world.publish(channel, gameTick('nfl', clock.now(), { ...ahead, source: 'polymarket-sports' }));
  await expect.poll(() => fact('valued')).toBe(1);
  expect(found.filter(({ fair }) => fair !== null)).toEqual([]);
  await agent.stop();
});

it('a scanner that shares the events knows also of a leg which another one values that its game runs', async () => {
  const kalshi = aMarket('kalshi', 'unread');
  const polymarket = aMarket('polymarket', 'game', {
    title: 'Celtics vs. Knicks',
    subtitle: 'Celtics',
    rules:
      'In the upcoming NBA game, scheduled for November 22 at 1:00PM ET:\nIf the Celtics win, the market will resolve to ' +
      '"Celtics".\nIf the Knicks win, the market will resolve to "Knicks".\nIf the game is canceled entirely, with no ' +
      'make-up game, this market will resolve 50-50.\nThe result will be determined based on the final score including ' +
      'any overtime periods.',
    closeTime: KICK_OFF,
  });
  const part = [0, 1, 2, 3].map((index) => new EventShard(index, 4)).find((one) => one.owns(kalshi)) as EventShard;
  expect(part.owns(polymarket)).toBe(false);
  const at = await scannerPlace(database, KICK_OFF + 60 * MINUTE, { inPlay: true }, part);
  const { agent, book, clock, fact, found, world } = at;
  for (const one of [kalshi, polymarket]) await world.publishDurable(channels.markets(one.platform), one);
  await expect.poll(() => fact('covers')).toBe(1);
  const ahead = { homeScore: 10, awayScore: 7, period: 2, secondsLeft: 300 };
  world.publish(channels.oracle('sports', symbolOf('nba')), gameTick('nba', clock.now(), ahead));
  await world.publishDurable(channels.matchedMarkets, aMatch({ kalshi: kalshi.id, polymarket: polymarket.id }));
  await expect.poll(() => fact('covers')).toBe(3);
  book(kalshi, '0.39', '0.40');
  book(polymarket, '0.60', '0.61');
  await expect.poll(() => found).toMatchObject([{ kind: 'cross-venue', inPlay: { confident: false } }]);
  // It is another's to value.
  expect(fact('understood')).toBe(0);
  expect(found.filter(({ fair }) => fair !== null)).toEqual([]);
  await agent.stop();
});
