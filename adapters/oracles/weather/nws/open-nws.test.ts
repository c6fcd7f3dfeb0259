import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { highest, lowest } from '@pm-arbitrage/simulator/oracles/weather/day-truth.js';
import { type NwsStandIn, startNws } from '@pm-arbitrage/simulator/oracles/weather/nws/start-nws.js';
import { seededTemperatures } from '@pm-arbitrage/simulator/oracles/weather/seeded-temperatures.js';
import { weatherPlaces, type WeatherPlace } from '@pm-arbitrage/simulator/oracles/weather/weather-place.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolledOracle } from '../../polling/polled-oracle.js';
import { driveFor, drivePolls } from '../../polling/testing/drive-polls.js';
import { OracleRecorder } from '../../testing/oracle-recorder.js';
import { type NwsOptions, openNws } from './open-nws.js';

/** Ten in the morning, standard time, in New York. */
const START = Date.parse('2026-07-21T15:00:00Z');
const HOUR_MS = 3_600_000;
const truth = seededTemperatures(11);
const central = weatherPlaces.find(({ symbol }) => symbol === 'knyc') as WeatherPlace;
/** First millisecond of July 21 by standard time: an hour after midnight by the clocks of summer. */
const MIDNIGHT = Date.parse('2026-07-21T05:00:00Z');

let clock: SimulatedClock;
let service: NwsStandIn;
let source: PolledOracle;
let said: OracleRecorder;

const begin = async (symbols = ['knyc'], options: Partial<NwsOptions> = {}) => {
  source = openNws({
    url: service.url,
    clock,
    random: seededRandom(2),
    userAgent: '(test, me@example.com)',
    ...options,
  });
  source.watch(symbols);
  await source.start(said);
  await driveFor(source, clock, 1_000);
};

const maxima = (day: string) => said.of('knyc', 'maximum').filter(({ fact }) => fact.day === day);

beforeEach(async () => {
  clock = new SimulatedClock(START);
  service = await startNws({ clock, temperatureOf: truth });
  said = new OracleRecorder();
});

afterEach(async () => {
  await source.stop();
  await service.close();
});

describe('the National Weather Service', () => {
  it('tells readings to a tenth of a degree, hour by hour', async () => {
    await begin();
    await driveFor(source, clock, 5 * HOUR_MS);
    const readings = said.of('knyc', 'temperature');
    expect(readings.map(({ eventTime }) => new Date(eventTime).toISOString().slice(11, 16))).toEqual([
      '14:51',
      '15:51',
      '16:51',
      '17:51',
      '18:51',
      '19:51',
    ]);
    for (const { fact, eventTime, unit, quality, uncertainty, receivedAt } of readings) {
      expect({ unit, quality }).toEqual({ unit: 'degF', quality: 'live' });
      expect(Math.abs(fact.value - truth('knyc', eventTime))).toBeLessThan(0.1);
      expect(uncertainty).toBeCloseTo(0.052, 3);
      expect(receivedAt).toBeGreaterThan(eventTime);
    }
    expect(source.health()).toMatchObject({ connected: true, refused: 0, reconnects: 0, trouble: null });
  });

  it('knows the maximum of the day from the beginning, and ends with the official one', async () => {
    service.reports.officialAbove = () => 1;
    await begin();
    const [first] = maxima('2026-07-21');
    // From nine readings since midnight, though it was started in the morning.
    expect(first?.fact).toMatchObject({ final: false });
    expect(first?.fact.value).toBeGreaterThan(truth('knyc', START) - 2);
    await driveFor(source, clock, 26 * HOUR_MS);
    const told = maxima('2026-07-21');
    const values = told.filter(({ fact }) => !fact.final).map(({ fact }) => fact.value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    const last = told.at(-1);
    expect(last).toMatchObject({ quality: 'final', fact: { final: true, day: '2026-07-21' } });
    expect(last?.fact.value).toBe(Math.round(highest(truth, 'knyc', MIDNIGHT, MIDNIGHT + 24 * HOUR_MS)) + 1);
    expect(last?.eventTime).toBe(MIDNIGHT + 25.5 * HOUR_MS);
    expect(told.filter(({ fact }) => fact.final)).toHaveLength(1);
  });

  it('knows the lowest of the day alike, and expects that of what is left of it', async () => {
    await begin();
    const minima = () => said.of('knyc', 'minimum').filter(({ fact }) => fact.day === '2026-07-21');
    expect(minima()[0]?.fact).toMatchObject({ final: false });
    expect(minima()[0]?.fact.value).toBeCloseTo(lowest(truth, 'knyc', MIDNIGHT, START), 0);
    const [left] = said.of('knyc', 'low-forecast').filter(({ fact }) => fact.day === '2026-07-21');
    const ahead = lowest(truth, 'knyc', START, MIDNIGHT + 24 * HOUR_MS);
    expect(Math.abs((left?.fact.value ?? 0) - ahead)).toBeLessThan(1);
    await driveFor(source, clock, 26 * HOUR_MS);
    const told = minima();
    const values = told.filter(({ fact }) => !fact.final).map(({ fact }) => fact.value);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(told.at(-1)).toMatchObject({ quality: 'final', fact: { final: true } });
    expect(told.at(-1)?.fact.value).toBe(service.reports.officialLow(central, START));
  });

  it('takes a dip between two readings from the six-hour minimum', async () => {
    const dip = MIDNIGHT + 13.3 * HOUR_MS;
    await service.close();
    const temperatureOf = (symbol: string, time: number) =>
      truth(symbol, time) - (Math.abs(time - dip) < 600_000 ? 40 : 0);
    service = await startNws({ clock, temperatureOf });
    await begin(['knyc'], { periods: { observationsMs: 300_000, reportsMs: 86_400_000 * 9, forecastMs: 86_400_000 } });
    await drivePolls(
      source,
      clock,
      () => (said.of('knyc', 'minimum').at(-1)?.fact.value ?? Infinity) < truth('knyc', dip) - 38,
    );
    expect(new Date(said.of('knyc', 'minimum').at(-1)?.eventTime ?? 0).toISOString()).toContain('T23:51');
  });

  it('takes a peak between two readings from the six-hour maximum', async () => {
    const peak = MIDNIGHT + 13.3 * HOUR_MS;
    await service.close();
    const temperatureOf = (symbol: string, time: number) =>
      truth(symbol, time) + (Math.abs(time - peak) < 600_000 ? 9 : 0);
    service = await startNws({ clock, temperatureOf });
    // The report of the afternoon would know it too.
    service.faults.pages.answer({ status: 500 }, 0);
    await begin(['knyc'], { periods: { observationsMs: 300_000, reportsMs: 86_400_000 * 9, forecastMs: 86_400_000 } });
    await drivePolls(source, clock, () => (maxima('2026-07-21').at(-1)?.fact.value ?? 0) > truth('knyc', peak) + 8);
    expect(new Date(maxima('2026-07-21').at(-1)?.eventTime ?? 0).toISOString()).toContain('T23:51');
  });

  it('cuts days by standard time: an hour after midnight of a summer clock is still yesterday', async () => {
    clock = new SimulatedClock(MIDNIGHT - 2 * HOUR_MS);
    await service.close();
    const temperatureOf = (_symbol: string, time: number) => (time < MIDNIGHT ? 90 : 70);
    service = await startNws({ clock, temperatureOf });
    await begin();
    await driveFor(source, clock, 3 * HOUR_MS);
    expect(maxima('2026-07-20').at(-1)?.fact.value).toBeCloseTo(90, 0);
    expect(maxima('2026-07-21').at(-1)?.fact.value).toBeCloseTo(70, 0);
  });

  it('takes a correction for the report, tells it, and says that there was one', async () => {
    await begin();
    await driveFor(source, clock, 10_000);
    const official = service.reports.official(central, START);
    service.reports.correct(central, START, official + 2, MIDNIGHT + 30 * HOUR_MS);
    await driveFor(source, clock, 24 * HOUR_MS);
    const final = maxima('2026-07-21').filter(({ fact }) => fact.final);
    expect(final.map(({ fact }) => fact.value)).toEqual([official, official + 2]);
    expect(said.refusedAs('corrected')).toEqual([
      `nws: knyc, 2026-07-21: ${official + 2}, not ${official} as it was reported`,
    ]);
  });

  it('makes nothing of a report whose maximum is missing', async () => {
    service.reports.lose(central, START);
    await begin();
    await driveFor(source, clock, 24 * HOUR_MS);
    expect(maxima('2026-07-21').filter(({ fact }) => fact.final)).toEqual([]);
    expect(said.refusedAs('missing-value')).toHaveLength(2);
    expect(said.refusedAs('missing-value')[0]).toContain('missing (MM)');
  });

  it('forecasts the days that it can see whole, today with what was measured of it', async () => {
    await begin();
    const days = said.of('knyc', 'forecast');
    expect(days.map(({ fact }) => fact.day)).toEqual([
      '2026-07-21',
      '2026-07-22',
      '2026-07-23',
      '2026-07-24',
      '2026-07-25',
      '2026-07-26',
    ]);
    for (const { fact, unit, eventTime } of days.slice(1)) {
      const from = Date.parse(`${fact.day}T05:00:00Z`);
      expect(Math.abs(fact.value - highest(truth, 'knyc', from, from + 24 * HOUR_MS))).toBeLessThan(1);
      expect(unit).toBe('degF');
      expect(Math.abs(eventTime - START)).toBeLessThan(2_000);
    }
  });

  it('has no reading where nobody measured, and reads the old names of units', async () => {
    service.faults.missing = (_symbol, time) => new Date(time).getUTCHours() === 15;
    service.faults.unitCode = 'unit:degC';
    await begin();
    await driveFor(source, clock, 3 * HOUR_MS);
    expect(said.of('knyc', 'temperature').map(({ eventTime }) => new Date(eventTime).getUTCHours())).toEqual([
      14, 16, 17,
    ]);
    service.faults.unitCode = 'wmoUnit:K';
    await driveFor(source, clock, HOUR_MS);
    expect(said.of('knyc', 'temperature')).toHaveLength(3);
  });

  it('says when no thermometer is read any more, though forecasts go on', async () => {
    await begin();
    service.faults.missing = () => true;
    await drivePolls(source, clock, () => said.refusedAs('stale').length > 0);
    expect(source.health().trouble).toContain('nothing new of knyc');
    expect(source.health().connected).toBe(true);
  });

  it('gets over bursts of errors', async () => {
    service.faults.pages.answer(
      { status: 500, type: 'application/problem+json', body: '{"title":"Unexpected Problem"}' },
      6,
    );
    await begin();
    await driveFor(source, clock, 600_000);
    expect(said.refusedAs('status')[0]).toContain('Unexpected Problem');
    expect(said.of('knyc', 'temperature')).toHaveLength(1);
    expect(said.of('knyc', 'forecast').length).toBeGreaterThan(4);
    expect(source.health()).toMatchObject({ connected: true, trouble: null });
  });

  it('tells New York of the park from New York of the airport', async () => {
    await begin(['knyc', 'klga']);
    await driveFor(source, clock, 20 * HOUR_MS);
    const final = (symbol: string) =>
      said.of(symbol, 'maximum').filter(({ fact }) => fact.final && fact.day === '2026-07-21');
    const airport = weatherPlaces.find(({ symbol }) => symbol === 'klga') as WeatherPlace;
    expect(final('knyc').map(({ fact }) => fact.value)).toEqual([service.reports.official(central, START)]);
    expect(final('klga').map(({ fact }) => fact.value)).toEqual([service.reports.official(airport, START)]);
  });

  it('offers no place abroad and none that it does not know', async () => {
    await begin(['eglc', 'kxyz', 'btc-usd', 'knyc']);
    expect(said.refusedAs('unknown-symbol')).toHaveLength(3);
  });

  it('reads everything again of a station that was not watched for a while', async () => {
    clock.advanceTo(MIDNIGHT + 30 * HOUR_MS);
    await begin();
    await driveFor(source, clock, 10_000);
    const official = () => maxima('2026-07-21').at(-1)?.fact;
    expect(official()).toMatchObject({ final: true });
    source.watch([]);
    await source.stop();
    said.ticks.length = 0;
    source.watch(['knyc']);
    await source.start(said);
    await driveFor(source, clock, 10_000);
    expect(official()).toMatchObject({ final: true });
    expect(said.of('knyc', 'temperature')).toHaveLength(1);
  });

  it('stays off without a contact to give', async () => {
    await begin(['knyc'], { userAgent: ' ' });
    expect(service.requests).toEqual([]);
    expect(source.health().trouble).toContain('NWS_USER_AGENT');
  });
});
