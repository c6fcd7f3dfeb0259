import { describe, expect, it } from 'vitest';
import type { Market } from '../../domain/market.js';
import { classifyMarket } from '../classify-market.js';
import { aMarket } from '../testing/a-market.js';
import { refusalOf } from '../testing/refusal-of.js';
import { valuesOf } from '../testing/values-of.js';

const MIDNIGHT = Date.UTC(2026, 10, 22, 5);
const CLI = "according to the National Weather Service's Climatological Report (Daily)";
const TWC = 'according to The Weather Company';
const read = (market: Market) => valuesOf(classifyMarket(market));

function kalshi(place: string, range: string, source: string, change: Partial<Market> = {}): Market {
  const rules = `If the maximum temperature recorded at ${place} for Nov 21, 2026, is ${range} fahrenheit ${source}, then the market resolves to Yes.`;
  return aMarket('kalshi', {
    title: 'Will the maximum temperature be that on Nov 21, 2026?',
    rules,
    closeTime: MIDNIGHT,
    ...change,
  });
}

const SITE = 'https://www.weather.gov/wrh/timeseries?site=';
const hourly = (station: string, site: string, unit: string = 'Fahrenheit'): string =>
  `This market will resolve to the temperature range that contains the highest temperature recorded at the ${station} in degrees ${unit} on 21 Nov '26.\n\nThe resolution source for this market will be information from NOAA, specifically the highest value in the "Temp" column of the hourly data available here: ${SITE}${site}.\n\nThe resolution source for this market measures temperatures to whole degrees ${unit} (eg, 9°). Revisions to temperatures will be considered until the first data point of the following day has been published.`;
const wunderground = (site: string): string =>
  `This market will resolve to the temperature range that contains the highest temperature recorded at the LaGuardia Airport Station in degrees Fahrenheit on 21 Nov '26.\n\nThe resolution source for this market will be information from Wunderground, available here: https://www.wunderground.com/history/daily/us/ny/new-york-city/${site}/date/2026-11-21.\n\nAny revisions to temperatures recorded after data is finalized for this market's timeframe will not be considered.`;
const poly = (title: string, rules: string): Market =>
  aMarket('polymarket', { title, rules, closeTime: Date.UTC(2026, 10, 21, 12) });
const NYC = 'Will the highest temperature in New York City be between 72-73°F on November 21?';

describe("Kalshi's days", () => {
  it('settle on The Weather Company at the station of the code, in a day of standard time', () => {
    const strike = { type: 'between', floor: 72, cap: 73 };
    expect(read(kalshi('New York City (CLINYC)', 'between 72-73°', TWC, { strike, subtitle: '72° to 73°' }))).toEqual({
      kind: 'daily-maximum',
      needs: [{ type: 'weather', symbol: 'knyc' }],
      station: 'knyc',
      day: '2026-11-21',
      clock: 'standard',
      standardOffset: -300,
      unit: 'degF',
      bin: { from: 72, to: 73 },
      source: 'twc',
      revisions: null,
    });
  });

  it('settled on the climate report before, and say so', () => {
    expect(read(kalshi('New York City', 'between 72-73°', CLI))).toMatchObject({
      source: 'nws-cli',
      station: 'knyc',
      clock: 'standard',
    });
  });

  it('have tails that do not hold their number', () => {
    const hot = kalshi('Miami', 'greater than 76°', CLI, {
      strike: { type: 'greater', floor: 76, cap: null },
      subtitle: '77° or above',
    });
    expect(read(hot)).toMatchObject({ bin: { from: 77, to: null } });
    const cold = kalshi('Miami', 'less than 69°', CLI, {
      strike: { type: 'less', floor: null, cap: 69 },
      subtitle: '68° or below',
    });
    expect(read(cold)).toMatchObject({ bin: { from: null, to: 68 } });
  });

  it('read minima, and the wordings of older series', () => {
    const low = kalshi('Chicago', 'between 30-31°', CLI);
    expect(
      read({
        ...low,
        rules: low.rules.replace('maximum', 'minimum'),
        title: 'Will the minimum temperature be 30-31°?',
      }),
    ).toMatchObject({
      kind: 'daily-minimum',
      station: 'kmdw',
    });
    const park = aMarket('kalshi', {
      title: 'Will the **high temp in NYC** be 79-80° on Nov 21, 2026?',
      rules:
        "If the highest temperature recorded in Central Park, New York for November 21, 2026 as reported by the National Weather Service's Climatological Report (Daily), is between 79-80°, then the market resolves to Yes.",
      closeTime: MIDNIGHT - 60_000,
    });
    expect(read(park)).toMatchObject({ station: 'knyc', bin: { from: 79, to: 80 }, unit: 'degF' });
  });

  it.each([
    ['New York City', 'knyc'],
    ['Chicago', 'kmdw'],
    ['Miami', 'kmia'],
    ['Austin', 'kaus'],
    ['Los Angeles', 'klax'],
    ['Denver', 'kden'],
    ['Philadelphia', 'kphl'],
    ['Houston', 'khou'],
    ['Dallas', 'kdfw'],
    ['Atlanta', 'katl'],
    ['Boston', 'kbos'],
    ['Seattle', 'ksea'],
    ['San Francisco', 'ksfo'],
    ['Washington DC', 'kdca'],
    ['Phoenix', 'kphx'],
    ['Las Vegas', 'klas'],
    ['Minneapolis', 'kmsp'],
    ['Oklahoma City', 'kokc'],
    ['San Antonio', 'ksat'],
    ['New Orleans', 'kmsy'],
  ])('mean by %s the station %s', (city, station) => {
    expect(read(kalshi(city, 'between 72-73°', CLI))).toMatchObject({ station });
  });

  it.each<[string, Market, string]>([
    [
      'a code of another station than the city',
      kalshi('New York City(CLILGA)', 'between 72-73°', TWC),
      'contradiction',
    ],
    [
      'a code after a blank of another station than the city',
      kalshi('New York City (CLILGA)', 'between 72-73°', TWC),
      'contradiction',
    ],
    ['a code that no list has', kalshi('Nowhere(CLIXYZ)', 'between 72-73°', TWC), 'unknown-alias'],
    ['a city that no list has', kalshi('Springfield', 'between 72-73°', CLI), 'unknown-alias'],
    ['two sources', kalshi('Miami', 'between 72-73°', `${CLI} and ${TWC}`), 'contradiction'],
    ['no source', kalshi('Miami', 'between 72-73°', 'as agreed'), 'no-source'],
    [
      'a service without its publication',
      kalshi('Miami', 'between 72-73°', 'according to the National Weather Service'),
      'ambiguous',
    ],
    ['another source', kalshi('Miami', 'between 72-73°', 'according to AccuWeather'), 'unknown-source'],
    [
      'another strike',
      kalshi('Miami', 'between 72-73°', CLI, { strike: { type: 'between', floor: 74, cap: 75 } }),
      'contradiction',
    ],
    [
      'another day in the title',
      kalshi('Miami', 'between 72-73°', CLI, { title: 'Maximum on Nov 22, 2026?' }),
      'contradiction',
    ],
    [
      'the other end of the day in the title',
      kalshi('Miami', 'between 72-73°', CLI, { title: 'Will the minimum temperature be 72-73°?' }),
      'contradiction',
    ],
    [
      'a close in another month',
      kalshi('Miami', 'between 72-73°', CLI, { closeTime: MIDNIGHT + 9 * 86_400_000 }),
      'contradiction',
    ],
    ['a park that only shares its city', kalshi('Prospect Park, New York', 'between 72-73°', CLI), 'unknown-alias'],
    ['a report of the month', kalshi('Miami', 'between 72-73°', CLI.replace('Daily', 'Monthly')), 'ambiguous'],
    ['a denied range', kalshi('Miami', 'not between 72-73°', CLI), 'ambiguous'],
    [
      'degrees in the title only',
      kalshi('Miami', 'that', CLI, { title: 'Will the maximum be 72-73°?' }),
      'strike-missing',
    ],
    ['halves of degrees', kalshi('Miami', 'above 72.5°', CLI), 'ambiguous'],
  ])('are refused with %s', (_, market, reason) => {
    expect(refusalOf(market)).toBe(`temperature ${reason}`);
  });
});

describe("Polymarket's days", () => {
  it('settle on hourly readings of the airport, which in New York is LaGuardia', () => {
    expect(read(poly(NYC, hourly('LaGuardia Airport Station', 'KLGA')))).toEqual({
      kind: 'daily-maximum',
      needs: [{ type: 'weather', symbol: 'klga' }],
      station: 'klga',
      day: '2026-11-21',
      clock: null,
      standardOffset: -300,
      unit: 'degF',
      bin: { from: 72, to: 73 },
      source: 'noaa-hourly',
      revisions: 'until-next-day',
    });
  });

  it('settle on the named table, whatever is read where it has nothing', () => {
    const fallback =
      ' If NOAA data for the observation date is unavailable by 11:59 PM ET on the day following the observation date, the Weather Underground Daily Observations table will be used as the resolution source.';
    const rules = hourly('LaGuardia Airport Station', 'klga') + fallback;
    expect(read(poly(NYC, rules))).toMatchObject({ source: 'noaa-hourly', station: 'klga' });
    const all = hourly('LaGuardia Airport Station', 'KLGA').replace('hourly data', 'table');
    expect(refusalOf(poly(NYC, all))).toBe('temperature ambiguous');
  });

  it('settle on Wunderground where the text still says so', () => {
    expect(read(poly(NYC, wunderground('KLGA')))).toMatchObject({
      source: 'wunderground',
      revisions: 'first-publication',
    });
  });

  it('are in whole degrees Celsius elsewhere, one degree a bin', () => {
    const london = (range: string) =>
      poly(
        `Will the highest temperature in London be ${range} on November 21?`,
        hourly('London City Airport Station', 'EGLC', 'Celsius'),
      );
    expect(read(london('12°C'))).toMatchObject({ station: 'eglc', unit: 'degC', bin: { from: 12, to: 12 } });
    expect(read(london('8°C or below'))).toMatchObject({ bin: { from: null, to: 8 } });
    expect(read(london('18°C or higher'))).toMatchObject({ bin: { from: 18, to: null } });
  });

  it('are never those of a station by their city', () => {
    expect(
      refusalOf(poly(NYC, hourly('New York City', '').replace(SITE, 'https://www.weather.gov/wrh/timeseries'))),
    ).toBe('temperature unknown-alias');
    expect(refusalOf(poly(NYC, hourly('LaGuardia Airport Station', 'KNYC')))).toBe('temperature contradiction');
    expect(refusalOf(poly(NYC, wunderground('KJFK')))).toBe('temperature contradiction');
  });

  it('are refused where title and rules are in two units, or the title has no degrees', () => {
    expect(refusalOf(poly(NYC.replace('°F', '°C'), hourly('LaGuardia Airport Station', 'KLGA')))).toBe(
      'temperature contradiction',
    );
    expect(
      refusalOf(poly('Highest temperature in NYC on November 21?', hourly('LaGuardia Airport Station', 'KLGA'))),
    ).toBe('temperature strike-missing');
  });
});
