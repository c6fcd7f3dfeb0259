import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { seededGames } from '@pm-arbitrage/simulator/oracles/sports/seeded-games.js';
import { type OddsApiStandIn, startOddsApi } from '@pm-arbitrage/simulator/oracles/sports/start-odds-api.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolledOracle } from '../../polling/polled-oracle.js';
import { driveFor, drivePolls } from '../../polling/testing/drive-polls.js';
import { OracleRecorder } from '../../testing/oracle-recorder.js';
import { bills, KICK_OFF, twoGames, warriors } from '../testing/two-games.js';
import { type OddsApiOptions, openOddsApi } from './open-odds-api.js';

const KEY = 'key-of-the-odds';
const HOUR_MS = 3_600_000;
const gameOf = seededGames(4);

let clock: SimulatedClock;
let service: OddsApiStandIn;
let source: PolledOracle;
let said: OracleRecorder;

const begin = async (options: Partial<OddsApiOptions> = {}, symbols = [bills.symbol]) => {
  source = openOddsApi({ url: service.url, apiKey: KEY, clock, random: seededRandom(1), ...options });
  source.watch(symbols);
  await source.start(said);
  await driveFor(source, clock, 1_000);
};
const odds = (symbol = bills.symbol) => said.of(symbol, 'odds');

beforeEach(async () => {
  clock = new SimulatedClock(KICK_OFF - 2 * HOUR_MS);
  service = await startOddsApi({ clock, games: twoGames, gameOf, apiKey: KEY });
  said = new OracleRecorder();
});

afterEach(async () => {
  await source.stop();
  await service.close();
  for (const { message } of said.refusals) expect(message).not.toContain(KEY);
});

describe('odds of bookmakers', () => {
  it('are probabilities without their margins', async () => {
    await begin();
    const [tick] = odds();
    expect(tick).toMatchObject({
      source: 'odds-api',
      unit: 'probability',
      quality: 'delayed',
      fact: { home: 'mia', away: 'buf', draw: 0, startsAt: KICK_OFF },
    });
    const { homeWins = 0, awayWins = 0 } = tick?.fact ?? {};
    expect(homeWins + awayWins).toBeCloseTo(1, 12);
    expect(Math.abs(homeWins - gameOf(bills, clock.now()).homeWins)).toBeLessThan(0.01);
    expect(tick?.uncertainty).toBeGreaterThan(0);
    expect(said.refusals).toEqual([]);
  });

  it('are of one bookmaker without an error where there is only one', async () => {
    service.bookmakers = [{ key: 'one', margin: 0.05, lean: 0 }];
    await begin();
    expect(odds()[0]?.uncertainty).toBeNull();
  });

  it('leave out bookmakers whose margin is none', async () => {
    service.bookmakers = [
      { key: 'one', margin: 0.04, lean: 0 },
      { key: 'mad', margin: 0.4, lean: 0 },
      { key: 'giver', margin: -0.1, lean: 0.1 },
    ];
    await begin();
    expect(odds()[0]?.uncertainty).toBeNull();
    service.bookmakers = [{ key: 'mad', margin: 0.4, lean: 0 }];
    await drivePolls(source, clock, () => said.refusedAs('malformed').length > 0);
    expect(said.refusedAs('malformed')[0]).toContain('no odds that can be read');
  });

  it('are asked for as often as the credits of a month allow', async () => {
    await begin();
    await driveFor(source, clock, 24 * HOUR_MS);
    // 500 credits for 30 days are 16 a day; half of the day there is nothing to sell, which costs nothing.
    expect(service.requests.length).toBeGreaterThan(10);
    expect(service.requests.length).toBeLessThanOrEqual(20);
  });

  it('are asked for more often where more was paid for', async () => {
    service.credits = 100_000;
    await begin({ monthly: 100_000 });
    await driveFor(source, clock, HOUR_MS);
    expect(service.requests.length).toBeGreaterThan(50);
  });

  it('wait hours when the credits are used up', async () => {
    service.credits = 1;
    await begin({}, [bills.symbol, warriors.symbol]);
    expect(source.health().trouble).toContain('its credits are used up');
    const asked = service.requests.length;
    await driveFor(source, clock, 5 * HOUR_MS);
    expect(service.requests).toHaveLength(asked);
  });

  it('stay off when the key is refused, and without one', async () => {
    await begin({ apiKey: 'nobodys-key' });
    expect(source.health().trouble).toBe('The Odds API answered 401: check the key');
    expect(said.refusedAs('status')[0]).not.toContain('nobodys-key');
    await source.stop();
    await begin({ apiKey: null });
    expect(source.health().trouble).toContain('set ODDS_API_KEY');
  });

  it.each(['garble', 'halve', 'cut'] as const)('come back after an answer that is spoiled (%s)', async (how) => {
    service.faults.break(how);
    await begin();
    await drivePolls(source, clock, () => odds().length > 0);
    expect(source.health().trouble).toBeNull();
  });

  it('wait when asked too often', async () => {
    service.faults.answer({ status: 429, body: '{"error_code":"EXCEEDED_FREQ_LIMIT","message":"slow"}' });
    await begin();
    expect(source.health().trouble).toContain('asked too often');
    await drivePolls(source, clock, () => odds().length > 0);
    expect(clock.now() - KICK_OFF + 2 * HOUR_MS).toBeGreaterThanOrEqual(60_000);
  });
});
