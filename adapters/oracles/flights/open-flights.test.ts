import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import type { CourseOf, SimulatedFlight } from '@pm-arbitrage/simulator/oracles/flights/flight-of.js';
import { seededCourses } from '@pm-arbitrage/simulator/oracles/flights/seeded-courses.js';
import { type AeroApiStandIn, startAeroApi } from '@pm-arbitrage/simulator/oracles/flights/start-aeroapi.js';
import { type OpenSkyStandIn, startOpenSky } from '@pm-arbitrage/simulator/oracles/flights/start-opensky.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolledOracle } from '../polling/polled-oracle.js';
import { driveFor, drivePolls } from '../polling/testing/drive-polls.js';
import { OracleRecorder } from '../testing/oracle-recorder.js';
import { type AeroApiOptions, openAeroApi } from './aeroapi/open-aeroapi.js';
import { type OpenSkyOptions, openOpenSky } from './opensky/open-opensky.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Due at 22:30 in Denver on November 22; in London it is the next day. */
const DUE = Date.parse('2026-11-23T05:30:00Z');
const flight: SimulatedFlight = {
  ident: 'UA123',
  callsign: 'UAL123',
  zone: 'America/Denver',
  scheduledOut: DUE - 3 * HOUR_MS,
  scheduledIn: DUE,
};
/** The same number on the days around it. */
const flights = [-2, -1, 0, 1].map((days) => ({
  ...flight,
  scheduledOut: flight.scheduledOut + days * DAY_MS,
  scheduledIn: DUE + days * DAY_MS,
}));
const SYMBOL = 'ua123-2026-11-22';
const truth = seededCourses(3);
const course = truth(flight);

let clock: SimulatedClock;
let source: PolledOracle;
let said: OracleRecorder;
const told = () => said.of(SYMBOL, 'flight');

const start = async (symbols: readonly string[]) => {
  source.watch(symbols);
  await source.start(said);
  await driveFor(source, clock, 1_000);
};

beforeEach(() => {
  clock = new SimulatedClock(DUE - 12 * HOUR_MS);
  said = new OracleRecorder();
});

describe('AeroAPI', () => {
  const KEY = 'key-of-the-aeroapi';
  let service: AeroApiStandIn;
  const serve = async (courseOf: CourseOf = truth, pageSize = 15) => {
    service = await startAeroApi({ clock, flights, courseOf, apiKey: KEY, pageSize });
  };
  const begin = async (options: Partial<AeroApiOptions> = {}, symbols = [SYMBOL]) => {
    source = openAeroApi({ url: service.url, apiKey: KEY, clock, random: seededRandom(1), ...options });
    await start(symbols);
  };
  afterEach(async () => {
    await source.stop();
    await service.close();
    for (const { message } of said.refusals) expect(message).not.toContain(KEY);
  });

  it('follows a flight from its schedule to the gate, by the local day of its arrival', async () => {
    await serve();
    await begin();
    expect(told()[0]?.fact).toEqual({
      kind: 'flight',
      flight: 'UA123',
      scheduledIn: DUE,
      estimatedIn: DUE,
      actualIn: null,
      scheduledOn: DUE - (course.in - course.on),
      estimatedOn: DUE - (course.in - course.on),
      actualOn: null,
      state: 'scheduled',
    });
    await driveFor(source, clock, 14 * HOUR_MS);
    const states = told().map(({ fact }) => fact.state);
    expect([...new Set(states)]).toEqual(['scheduled', 'airborne', 'landed']);
    const inAir = told().find(({ fact }) => fact.state === 'airborne')?.fact;
    expect(Math.abs((inAir?.estimatedIn ?? 0) - course.in)).toBeLessThan(1_000);
    const last = told().at(-1);
    expect(last).toMatchObject({ quality: 'final', fact: { state: 'landed', scheduledIn: DUE } });
    expect(Math.abs((last?.fact.actualIn ?? 0) - course.in)).toBeLessThan(1_000);
    expect(Math.abs((last?.fact.actualOn ?? 0) - course.on)).toBeLessThan(1_000);
    const down = told().find(({ fact }) => fact.state === 'landed');
    expect(down).toMatchObject({ quality: 'live', fact: { actualIn: null } });
    expect(last?.receivedAt).toBeLessThan(course.in + 5 * MINUTE_MS);
    expect(source.health()).toMatchObject({ refused: 0, trouble: null });
  });

  it('goes through pages', async () => {
    await serve(truth, 1);
    await begin();
    expect(told()[0]?.fact.scheduledIn).toBe(DUE);
    expect(service.requests.some((request) => request.includes('cursor='))).toBe(true);
  });

  it('takes the record of a diverted flight that says where it was to land', async () => {
    await serve((one) => ({ ...truth(one), fate: 'diverted' }));
    await begin();
    await drivePolls(source, clock, () => told().at(-1)?.fact.state === 'diverted');
    expect(told().at(-1)?.fact).toMatchObject({ scheduledIn: DUE, actualIn: null });
    await driveFor(source, clock, HOUR_MS);
    expect(told().some(({ fact }) => fact.state === 'landed')).toBe(false);
  });

  it('knows a cancelled flight', async () => {
    await serve((one) => ({ ...truth(one), fate: 'cancelled' }));
    await begin();
    await drivePolls(source, clock, () => told().at(-1)?.fact.state === 'cancelled');
    expect(clock.now()).toBeLessThan(DUE);
  });

  it('says when one number flies twice on a day', async () => {
    service = await startAeroApi({
      clock,
      flights: [flight, { ...flight, scheduledOut: flight.scheduledOut - 4 * HOUR_MS, scheduledIn: DUE - 4 * HOUR_MS }],
      courseOf: truth,
      apiKey: KEY,
    });
    await begin();
    expect(told()).toEqual([]);
    expect(said.refusedAs('ambiguous')[0]).toContain(`${SYMBOL} is 2 flights`);
  });

  it('does not pay for flights that nobody knows yet', async () => {
    await serve();
    await begin({}, ['ua123-2026-12-24']);
    await driveFor(source, clock, DAY_MS);
    expect(service.requests).toEqual([]);
    expect(source.health().trouble === null || source.health().trouble === 'not asked yet').toBe(true);
  });

  it('keeps within the result sets of its plan', async () => {
    await serve(truth, 1);
    await begin({}, [SYMBOL, 'ua123-2026-11-21', 'ua123-2026-11-23', 'dl9-2026-11-22', 'aa7-2026-11-22']);
    await driveFor(source, clock, 8 * HOUR_MS);
    expect(said.refusedAs('rate-limited')).toEqual([]);
    expect(said.refusedAs('unknown-flight').length).toBeGreaterThan(1);
  });

  it('stays off when its key is refused, and without one', async () => {
    await serve();
    await begin({ apiKey: 'nobodys-key' });
    expect(source.health().trouble).toBe('AeroAPI answered 401: check the key');
    expect(said.refusedAs('status')[0]).not.toContain('nobodys-key');
    await source.stop();
    await begin({ apiKey: null });
    expect(source.health().trouble).toContain('set AEROAPI_KEY');
  });

  it('refuses airlines that are in no list', async () => {
    await serve();
    await begin({}, [SYMBOL, 'zz1-2026-11-22', 'ua0-2026-11-22', 'ua123']);
    expect(said.refusedAs('unknown-symbol')).toHaveLength(3);
  });

  it.each(['garble', 'halve', 'cut', 'oversize'] as const)(
    'comes back after an answer that is spoiled (%s)',
    async (how) => {
      await serve();
      service.faults.break(how);
      await begin();
      await drivePolls(source, clock, () => told().length > 0);
      expect(source.health().trouble).toBeNull();
    },
  );

  it.each([429, 503])('waits after %i', async (status) => {
    await serve();
    service.faults.answer({ status, headers: { 'retry-after': '90' } });
    await begin();
    expect(source.health().trouble).toContain('left alone');
    await drivePolls(source, clock, () => told().length > 0);
    expect(clock.now() - (DUE - 12 * HOUR_MS)).toBeGreaterThanOrEqual(90_000);
  });
});

describe('OpenSky', () => {
  const client = { id: 'me', secret: 'secret-of-mine' };
  let service: OpenSkyStandIn;
  const begin = async (options: Partial<OpenSkyOptions> = {}, symbols = [SYMBOL]) => {
    const { url, tokenUrl } = service;
    source = openOpenSky({ url, tokenUrl, client, clock, random: seededRandom(1), ...options });
    await start(symbols);
  };
  const tokens = () => service.requests.filter((request) => request.startsWith('POST')).length;

  beforeEach(async () => {
    clock = new SimulatedClock(flight.scheduledOut - 10 * MINUTE_MS);
    service = await startOpenSky({ clock, flights: [flight], courseOf: truth, client });
  });
  afterEach(async () => {
    await source.stop();
    await service.close();
    for (const { message } of said.refusals) expect(message).not.toMatch(/secret-of-mine|token-of/);
  });

  it('sees a flight on the ground, in the air and landed, by its callsign', async () => {
    await begin();
    await driveFor(source, clock, 4 * HOUR_MS);
    expect([...new Set(told().map(({ fact }) => fact.state))]).toEqual(['scheduled', 'airborne', 'landed']);
    expect(told()[0]).toMatchObject({
      source: 'opensky',
      quality: 'live',
      fact: { flight: 'UA123', scheduledIn: null, actualIn: null },
    });
    for (const { eventTime, receivedAt } of told()) expect(receivedAt - eventTime).toBeLessThan(2_000);
    expect(source.health()).toMatchObject({ refused: 0, trouble: null });
  });

  it('has a new token before the old one ends, and at once when it ended before its time', async () => {
    await begin();
    await driveFor(source, clock, 2 * HOUR_MS);
    expect(tokens()).toBeGreaterThanOrEqual(4);
    expect(tokens()).toBeLessThanOrEqual(6);
    expect(said.refusals).toEqual([]);
    service.expireTokens();
    const [before, ticks] = [tokens(), told().length];
    await drivePolls(source, clock, () => told().length > ticks);
    expect(tokens()).toBe(before + 1);
    expect(said.refusedAs('status')).toHaveLength(1);
    expect(source.health().trouble).toBeNull();
  });

  it('says nothing of positions that are old, and goes on where nobody flies', async () => {
    service.lateMs = 10 * MINUTE_MS;
    await begin();
    await driveFor(source, clock, HOUR_MS);
    expect(told()).toEqual([]);
    clock.advanceBy(0);
    await driveFor(source, clock, 8 * HOUR_MS);
    expect(source.health()).toMatchObject({ connected: true, trouble: null });
  });

  it('keeps to its credits, and waits as long as it is told when they are used up', async () => {
    await begin();
    await driveFor(source, clock, 6 * HOUR_MS);
    expect(said.refusedAs('rate-limited')).toEqual([]);
    service.faults.answer({ status: 429, headers: { 'x-rate-limit-retry-after-seconds': '7200' } });
    await drivePolls(source, clock, () => source.health().trouble !== null);
    const asked = service.requests.length;
    await driveFor(source, clock, 7_000_000);
    expect(service.requests).toHaveLength(asked);
  });

  it('pays less for a small box', async () => {
    await begin({ box: { south: 38, west: -106, north: 41, east: -103 } });
    await driveFor(source, clock, HOUR_MS);
    expect(service.requests.length).toBeGreaterThan(50);
  });

  it('cannot tell of which of two days a flight is', async () => {
    await begin({}, [SYMBOL, 'ua123-2026-11-23']);
    expect(told()).toEqual([]);
    expect(said.refusedAs('ambiguous').length).toBeGreaterThan(0);
  });

  it('stays off when its client is refused, and without one', async () => {
    await begin({ client: { id: 'me', secret: 'secret-of-others' } });
    expect(source.health().trouble).toBe('OpenSky refused the client: check its id and secret');
    for (const { message } of said.refusals) expect(message).not.toContain('secret-of-others');
    await source.stop();
    await begin({ client: null });
    expect(source.health().trouble).toContain('no client id');
  });

  it.each(['garble', 'cut'] as const)('comes back after an answer that is spoiled (%s)', async (how) => {
    service.faults.break(how, 2);
    await begin();
    await drivePolls(source, clock, () => told().length > 0);
    expect(source.health().connected).toBe(true);
  });
});
