import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { seededGames } from '@pm-arbitrage/simulator/oracles/sports/seeded-games.js';
import { type EspnStandIn, startEspn } from '@pm-arbitrage/simulator/oracles/sports/start-espn.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolledOracle } from '../../polling/polled-oracle.js';
import { driveFor, drivePolls } from '../../polling/testing/drive-polls.js';
import { OracleRecorder } from '../../testing/oracle-recorder.js';
import { bills, KICK_OFF, twoGames } from '../testing/two-games.js';
import { openEspn } from './open-espn.js';

const MINUTE_MS = 60_000;
const gameOf = seededGames(4);

let clock: SimulatedClock;
let service: EspnStandIn;
let source: PolledOracle;
let said: OracleRecorder;

const begin = async (symbols: readonly string[] = [bills.symbol]) => {
  source = openEspn({ url: service.url, clock, random: seededRandom(1) });
  source.watch(symbols);
  await source.start(said);
  await driveFor(source, clock, 1_000);
};
const games = (symbol = bills.symbol) => said.of(symbol, 'game');

beforeEach(async () => {
  clock = new SimulatedClock(KICK_OFF - 30 * MINUTE_MS);
  service = await startEspn({ clock, games: twoGames, gameOf });
  said = new OracleRecorder();
});

afterEach(async () => {
  await source.stop();
  await service.close();
});

describe('scores of ESPN', () => {
  it('are told from before the start to the end', async () => {
    await begin();
    expect(games()[0]?.fact).toEqual({
      kind: 'game',
      home: 'mia',
      away: 'buf',
      homeScore: 0,
      awayScore: 0,
      startsAt: KICK_OFF,
      state: 'before',
      period: 0,
      secondsLeft: null,
    });
    await driveFor(source, clock, 260 * MINUTE_MS);
    for (const { fact, eventTime, quality } of games()) {
      const truth = gameOf(bills, eventTime);
      expect(fact).toMatchObject({
        homeScore: truth.homeScore,
        awayScore: truth.awayScore,
        state: truth.state,
        period: truth.period,
      });
      expect(fact.secondsLeft).toBe(truth.state === 'playing' ? truth.secondsLeft : null);
      expect(quality).toBe(truth.state === 'over' ? 'provisional' : 'delayed');
    }
    expect(games().at(-1)?.fact).toMatchObject({ state: 'over', period: 4 });
    expect(source.health()).toMatchObject({ connected: true, refused: 0, trouble: null });
  });

  it('are asked for often while somebody plays, seldom else', async () => {
    await begin();
    await driveFor(source, clock, 15 * MINUTE_MS);
    const before = service.requests.length;
    expect(before).toBeLessThan(6);
    await driveFor(source, clock, 60 * MINUTE_MS);
    expect(service.requests.length - before).toBeGreaterThan(170);
  });

  it('have the symbol that was asked for, whichever side it names first', async () => {
    const reversed = 'nfl-mia-buf-2026-11-22';
    await begin([reversed, 'nba-gs-ny-2026-11-22']);
    expect(games(reversed)[0]?.fact).toMatchObject({ home: 'mia', away: 'buf' });
    expect(games('nba-gs-ny-2026-11-22')[0]?.fact).toMatchObject({ home: 'ny', away: 'gs' });
  });

  it.each([
    ['STATUS_POSTPONED', 'postponed'],
    ['STATUS_CANCELED', 'cancelled'],
    ['STATUS_SUSPENDED', 'suspended'],
  ])('know %s', async (status, state) => {
    service.statuses.set(bills.symbol, status);
    await begin();
    expect(games()[0]?.fact.state).toBe(state);
  });

  it('take no end without a result for one', async () => {
    service.statuses.set(bills.symbol, 'STATUS_FORFEIT');
    await begin();
    expect(games()).toEqual([]);
    expect(said.refusedAs('malformed')[0]).toContain('STATUS_FORFEIT');
  });

  it('are corrected after the end', async () => {
    clock.advanceTo(KICK_OFF + 240 * MINUTE_MS);
    await begin();
    const ended = games().at(-1)?.fact.homeScore ?? 0;
    service.corrections.set(bills.symbol, -1);
    await drivePolls(source, clock, () => games().at(-1)?.fact.homeScore === ended - 1);
    expect(games().at(-1)?.quality).toBe('provisional');
  });

  it('are refused where a day has two games of the same teams', async () => {
    service.others.push({
      id: 'second',
      date: '2026-11-22T23:00Z',
      status: { period: 0, clock: 0, type: { name: 'STATUS_SCHEDULED', state: 'pre', completed: false } },
      competitions: [
        {
          competitors: [
            { homeAway: 'home', team: { displayName: 'Miami Dolphins' } },
            { homeAway: 'away', team: { displayName: 'Buffalo Bills' } },
          ],
        },
      ],
    });
    await begin();
    expect(games()).toEqual([]);
    expect(said.refusedAs('double-header')[0]).toBe(`espn: ${bills.symbol} is 2 games`);
  });

  it('name a team that is in no table, once, and are refused for leagues that are in none', async () => {
    service.others.push({
      id: 'x',
      date: '2026-11-22T23:00Z',
      status: { period: 0, clock: 0, type: { name: 'STATUS_SCHEDULED', state: 'pre', completed: false } },
      competitions: [
        {
          competitors: [
            { homeAway: 'home', team: { displayName: 'London Monarchs' } },
            { homeAway: 'away', team: { displayName: 'Buffalo Bills' } },
          ],
        },
      ],
    });
    await begin([bills.symbol, 'xfl-aaa-bbb-2026-11-22', 'btc-usd']);
    await driveFor(source, clock, 20 * MINUTE_MS);
    expect(said.refusedAs('unknown-team')).toEqual(['espn: London Monarchs is in no table of the nfl']);
    expect(said.refusedAs('unknown-symbol')).toHaveLength(2);
  });

  it.each(['garble', 'halve', 'cut', 'oversize'] as const)(
    'come back after an answer that is spoiled (%s)',
    async (how) => {
      service.faults.break(how);
      await begin();
      await drivePolls(source, clock, () => games().length > 0);
      expect(source.health().connected).toBe(true);
      expect(said.refusals).toHaveLength(1);
    },
  );
});
