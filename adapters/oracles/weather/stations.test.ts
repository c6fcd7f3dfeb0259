import { STATIONS } from '@pm-arbitrage/core/settlement-terms/weather/stations.js';
import { expect, it } from 'vitest';
import { dayWindow, stationDay } from './station-day.js';
import { stationOf, stations } from './station.js';

/** Hours that a zone's clock is ahead of UTC at a time. */
function offsetHours(zone: string, time: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(time);
  const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours] = /GMT([+-])(\d\d)/.exec(text) ?? [];
  return hours === undefined ? 0 : Number(`${sign}${hours}`);
}

it.each(stations)('$symbol keeps the standard time of its zone', ({ zone, standardHours }) => {
  const offsets = [0, 6].map((month) => offsetHours(zone, Date.UTC(2026, month, 15)));
  // Summer time is ahead of standard time everywhere that has it here.
  expect(Math.min(...offsets)).toBe(standardHours);
});

it.each(stations)('$symbol lies where its standard time does', ({ longitude, latitude, standardHours }) => {
  expect(Math.abs(longitude / 15 - standardHours)).toBeLessThan(2);
  expect(Math.abs(latitude)).toBeLessThan(60);
  // The service of the United States redirects more digits.
  expect(String(latitude).split('.')[1]?.length ?? 0).toBeLessThanOrEqual(4);
});

it('has every station once', () => {
  expect(new Set(stations.map(({ symbol }) => symbol)).size).toBe(stations.length);
  expect(stationOf('kxyz')).toBeNull();
});

it('has the report codes by which Kalshi names its stations', () => {
  const pairs =
    'nyc:NYC mdw:MDW mia:MIA aus:AUS lax:LAX den:DEN phl:PHL hou:HOU dfw:DFW atl:ATL bos:BOS sea:SEA sfo:SFO dca:DCA phx:PHX las:LAS msp:MSP okc:OKC sat:SAT msy:MSY';
  for (const pair of pairs.split(' ')) {
    const [symbol, code] = pair.split(':');
    expect(stationOf(`k${symbol}`)?.cli).toBe(code);
  }
});

it('ends days at midnight of standard time, in summer too', () => {
  const park = { standardHours: -5 };
  expect(stationDay(park, Date.parse('2026-07-21T04:59:59Z'))).toBe('2026-07-20');
  expect(stationDay(park, Date.parse('2026-07-21T05:00:00Z'))).toBe('2026-07-21');
  expect(dayWindow(park, '2026-07-21')).toEqual({
    from: Date.parse('2026-07-21T05:00:00Z'),
    to: Date.parse('2026-07-22T05:00:00Z'),
  });
});

it('has every station that markets are classified by, with the same standard time', () => {
  for (const { symbol, standardHours } of STATIONS)
    expect([symbol, stationOf(symbol)?.standardHours]).toEqual([symbol, standardHours]);
});
