import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { seededGames } from '@pm-arbitrage/simulator/oracles/sports/seeded-games.js';
import {
  type PolymarketSportsStandIn,
  startPolymarketSports,
} from '@pm-arbitrage/simulator/oracles/sports/start-polymarket-sports.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OracleRecorder } from '../../testing/oracle-recorder.js';
import { pumpFor, pumpUntil } from '../../testing/pump.js';
import type { SocketOracle } from '../../transport/socket-oracle.js';
import { bills, KICK_OFF, twoGames, warriors } from '../testing/two-games.js';
import { openPolymarketSports } from './open-polymarket-sports.js';

const gameOf = seededGames(4);

let clock: SimulatedClock;
let service: PolymarketSportsStandIn;
let source: SocketOracle;
let said: OracleRecorder;

const begin = async (symbols = [bills.symbol, warriors.symbol]) => {
  source = openPolymarketSports({ url: service.url, clock, random: seededRandom(1) });
  source.watch(symbols);
  await source.start(said);
  await pumpFor(clock, 1_000);
};
const games = (symbol = bills.symbol) => said.of(symbol, 'game');

beforeEach(async () => {
  clock = new SimulatedClock(KICK_OFF - 20_000);
  service = await startPolymarketSports({ clock, games: twoGames, gameOf });
  said = new OracleRecorder();
});

afterEach(async () => {
  await source.stop();
  await service.close();
});

describe('scores of Polymarket', () => {
  it.each(['slug', 'state'] as const)('are read in the form with %s', async (form) => {
    service.form = form;
    await begin();
    await pumpFor(clock, 3 * 3_600_000 + 60_000, 500);
    expect(games().length).toBeGreaterThan(5);
    for (const { fact, eventTime, receivedAt } of games()) {
      const truth = gameOf(bills, receivedAt);
      expect(fact).toMatchObject({
        home: 'mia',
        away: 'buf',
        state: truth.state,
        homeScore: truth.homeScore,
        awayScore: truth.awayScore,
        period: truth.period,
      });
      expect(receivedAt - eventTime).toBeLessThan(2_000);
    }
    expect(games().at(-1)).toMatchObject({ quality: 'provisional', fact: { state: 'over' } });
    // Abbreviations that are others than ours.
    expect(games(warriors.symbol)[0]?.fact).toMatchObject({ home: 'ny', away: 'gs' });
    expect(said.refusals).toEqual([]);
    expect(source.health()).toMatchObject({ connected: true, reconnects: 0 });
  });

  it.each([false, true])('stay connected by answering pings, in capitals: %s', async (shouts) => {
    service.shouts = shouts;
    await begin();
    await pumpFor(clock, 60_000, 200);
    expect(service.connections).toBe(1);
    expect(source.health()).toMatchObject({ connected: true, reconnects: 0 });
  });

  it('are of nobody in the compact form, until the full one said who plays at home', async () => {
    service.form = 'compact';
    await begin();
    await pumpUntil(clock, () => said.refusedAs('no-sides').length > 0, 500);
    expect(games()).toEqual([]);
    service.form = 'slug';
    await pumpUntil(clock, () => games().length > 0, 500);
    service.form = 'compact';
    const before = games().length;
    await pumpUntil(clock, () => games().length > before, 500);
    expect(games().at(-1)?.fact).toMatchObject({ home: 'mia', away: 'buf' });
  });

  it('pass by what nobody watches, and refuse what cannot be read of what somebody does', async () => {
    await begin();
    await pumpUntil(clock, () => games().length > 0, 500);
    const { refused, ticks } = source.health();
    const frame = (fields: object) =>
      service.broadcast(
        JSON.stringify({
          gameId: 7,
          leagueAbbreviation: 'nfl',
          homeTeam: 'MIA',
          awayTeam: 'BUF',
          slug: bills.symbol,
          live: true,
          ended: false,
          score: '7-3',
          period: 'Q2',
          ...fields,
        }),
      );
    frame({
      gameId: 1,
      leagueAbbreviation: 'cs2',
      slug: 'cs2-a-b-2026-11-22',
      homeTeam: 'A',
      awayTeam: 'B',
      score: '000-000|2-0|Bo3',
    });
    frame({ gameId: 2, homeTeam: 'KC', awayTeam: 'DEN', slug: 'nfl-den-kc-2026-11-22' });
    await pumpFor(clock, 200);
    expect(source.health()).toMatchObject({ refused, ticks });
    frame({ score: '6-7(3-7), 6-3' });
    frame({ period: 'third of the day' });
    service.broadcast('{"live":true}');
    service.broadcast('[1');
    await pumpUntil(clock, () => source.health().refused === refused + 4);
    expect(source.health().ticks).toBe(ticks);
  });

  it('after midnight are of the game that began the evening before', async () => {
    await service.close();
    const late = { ...bills, startsAt: Date.parse('2026-11-23T03:00:00Z') };
    const next = 'nfl-buf-mia-2026-11-23';
    clock = new SimulatedClock(late.startsAt + 2.5 * 3_600_000);
    service = await startPolymarketSports({ clock, games: [late], gameOf });
    service.form = 'state';
    await begin([bills.symbol, next]);
    await pumpUntil(clock, () => said.ticks.length > 0, 500);
    expect(said.ticks[0]?.symbol).toBe(bills.symbol);
  });

  it('come back after the connection was cut, or went silent', async () => {
    await begin();
    service.drop();
    await pumpUntil(clock, () => source.health().reconnects === 1, 200);
    service.faults.frozen = true;
    await pumpUntil(clock, () => !source.health().connected, 200);
    expect(source.health().trouble).toContain('silent');
    service.faults.frozen = false;
    await pumpUntil(clock, () => source.health().trouble === null, 200);
  });
});
