import { describe, expect, it } from 'vitest';
import { stationOf, type Station } from '../station.js';
import { chooseSummary } from './choose-summary.js';
import type { ClimateReport } from './climate-report.js';
import { readClimateReport } from './read-climate-report.js';
import { readTemperatureRow } from './read-temperature-row.js';

const HEAD = `WEATHER ITEM   OBSERVED TIME   RECORD YEAR NORMAL DEPARTURE LAST
                VALUE   (LST)  VALUE       VALUE  FROM      YEAR`;

const report = (
  row: string,
  heading = '...THE CENTRAL PARK NY CLIMATE SUMMARY FOR NOVEMBER 20 2026...',
  period = 'YESTERDAY',
) => `
000
CDUS41 KOKX 210640
CLINYC

CLIMATE REPORT
NATIONAL WEATHER SERVICE NEW YORK, NY
140 AM EST SAT NOV 21 2026

${heading}

${HEAD}
...................................................................
TEMPERATURE (F)
 ${period}
${row}
  MINIMUM         41    611 AM  20    1989  40      1       37

PRECIPITATION (IN)
 MAXIMUM TEMPERATURE (F)   54        77      1931
`;

const read = (text: string) => readClimateReport(text) as ClimateReport;
const first = (text: string) => read(text).summaries[0];

describe('the row MAXIMUM', () => {
  it.each([
    ['  MAXIMUM         54    253 PM  81    1931  54      0       49', 54],
    ['  MAXIMUM         -4    253 PM  81    1931  54      0       49', -4],
    ['  MAXIMUM        104R  1253 PM 103    1931  54      0       49', 104],
    ['  MAXIMUM         54E   253 PM', 54],
    ['  MAXIMUM         54', 54],
    ['  MAXIMUM         54  11:29 PM  70    1890', 54],
    ['  MAXIMUM         55     63    1937  55      0       53', 55],
    ['MAXIMUM          54', 54],
  ])('%s', (row, value) => expect(first(report(row))?.maximum).toBe(value));

  it.each([
    ['  MAXIMUM         MM    253 PM  81    1931  54      0       49', 'missing (MM)'],
    ['  MAXIMUM          M', 'missing (MM)'],
    ['  MAXIMUM               253 PM  81    1931  54      0       49', 'time and no observed value|no observed value'],
    ['  MAXIMUM                       81    1931  54      0       49', 'no observed value'],
    ['  MAXIMUM', 'empty'],
    ['  MAXIMUM        540    253 PM', 'no air has 540'],
    ['  MAXIMUM         5X4', 'is "5X4"'],
    ['', 'no row MAXIMUM'],
  ])('%s has none', (row, reason) => {
    const summary = first(report(row));
    expect(summary?.maximum).toBeNull();
    expect(summary?.reason).toMatch(new RegExp(reason.replaceAll(/[()]/g, '\\$&')));
  });

  it('without a heading takes the first number, but no time', () => {
    expect(readTemperatureRow('MAXIMUM 54 253 PM', 'MAXIMUM', null)).toEqual({ value: 54 });
    expect(readTemperatureRow('MAXIMUM 253 PM 81', 'MAXIMUM', null)).toHaveProperty('missing');
  });
});

describe('the row MINIMUM', () => {
  const swapped = (row: string) => report('  MAXIMUM         54').replace(/^ {2}MINIMUM.*$/m, row);
  it.each([
    ['  MINIMUM         41    611 AM  20    1989  40      1       37', 41],
    ['  MINIMUM        -21R   611 AM', -21],
    ['  MINIMUM         41', 41],
  ])('%s', (row, value) => expect(first(swapped(row))).toMatchObject({ minimum: value, minimumReason: null }));

  it.each([
    ['  MINIMUM         MM    611 AM', 'missing (MM)'],
    ['  MINIMUM               611 AM  20', 'no observed value'],
    ['  AVERAGE         48', 'no row MINIMUM'],
    [' TODAY\n  MINIMUM         30', 'no row MINIMUM'],
  ])('%s has none', (row, reason) => {
    const summary = first(swapped(row));
    expect(summary).toMatchObject({ maximum: 54, minimum: null });
    expect(summary?.minimumReason).toContain(reason);
  });

  it('is no maximum', () => {
    expect(readTemperatureRow('MINIMUM 41', 'MAXIMUM', null)).toHaveProperty('missing');
  });
});

describe('the heading', () => {
  it.each([
    ['...THE CENTRAL PARK NY CLIMATE SUMMARY FOR NOVEMBER 20 2026...', '2026-11-20'],
    ['...THE CENTRAL PARK NY CLIMATE SUMMARY FOR NOVEMBER 20TH, 2026 CORRECTION...', '2026-11-20'],
    ['...THE CENTRAL PARK NY CLIMATE SUMMARY\nFOR NOVEMBER 20 2026...', '2026-11-20'],
    ['... CENTRAL PARK NY CLIMATE SUMMARY FOR NOV 9 2026...', '2026-11-09'],
    ['THE CENTRAL PARK NY CLIMATE SUMMARY FOR FRIDAY NOVEMBER 20, 2026', '2026-11-20'],
    ['...the Central Park NY Climate Summary for November 20 2026...', '2026-11-20'],
  ])('%s', (heading, day) => {
    const summary = first(report('  MAXIMUM         54', heading));
    expect(summary).toMatchObject({ place: 'CENTRAL PARK NY', day, maximum: 54, stage: 'final' });
  });

  it.each([
    ['...THE CENTRAL PARK NY CLIMATE SUMMARY FOR NOVEMBER 31 2026...', 'no day'],
    ['...THE CENTRAL PARK NY CLIMATE SUMMARY FOR SMARCH 20 2026...', 'no day'],
    ['...THE CENTRAL PARK NY CLIMATE SUMMARY FOR NOVEMBER 25 2026...', 'after it was issued'],
    ['...NO SUMMARY TODAY...', 'no line says'],
  ])('%s is refused', (heading, reason) => {
    expect(readClimateReport(report('  MAXIMUM         54', heading))).toContain(reason);
  });
});

describe('the stage', () => {
  const today = '...THE CENTRAL PARK NY CLIMATE SUMMARY FOR NOVEMBER 21 2026...';
  it.each([
    ['the day it was issued', today, 'YESTERDAY'],
    ['a block TODAY', '...THE CENTRAL PARK NY CLIMATE SUMMARY FOR NOVEMBER 20 2026...', 'TODAY'],
    [
      'an hour up to which it is valid',
      '...THE CENTRAL PARK NY CLIMATE SUMMARY FOR NOVEMBER 20 2026...\nVALID AS OF 0400 PM LOCAL TIME.',
      'YESTERDAY',
    ],
  ])('is preliminary by %s', (_by, heading, period) => {
    expect(first(report('  MAXIMUM         54', heading, period))?.stage).toBe('preliminary');
  });
});

describe('corrections', () => {
  it.each([
    ['CLIMATE REPORT', 'CLIMATE REPORT (CORRECTION)'],
    ['CLIMATE REPORT', 'CLIMATE REPORT...CORRECTED'],
    ['CDUS41 KOKX 210640', 'CDUS41 KOKX 210640 CCA'],
    ['2026...', '2026 CORRECTION...'],
  ])('%s as %s', (plain, corrected) => {
    expect(read(report('  MAXIMUM         54')).correction).toBe(false);
    expect(read(report('  MAXIMUM         54').replace(plain, corrected)).correction).toBe(true);
  });

  it('are not late relays', () => {
    expect(read(report('  MAXIMUM         54').replace('KOKX 210640', 'KOKX 210640 RRA')).correction).toBe(false);
  });
});

describe('the station', () => {
  const park = stationOf('knyc') as Station;
  it('is known by its name, or by the code of a report on one place', () => {
    const named = read(report('  MAXIMUM         54'));
    expect(chooseSummary(named, park)).toMatchObject({ maximum: 54 });
    const other = read(report('  MAXIMUM         54').replace('CENTRAL PARK NY', 'NEW YORK'));
    expect(chooseSummary(other, park)).toMatchObject({ maximum: 54 });
    expect(chooseSummary(other, stationOf('klga') as Station)).toContain('none of it is klga for certain');
  });

  it('is picked out of a report on several', () => {
    const two = `${report('  MAXIMUM         54')}
...THE LAGUARDIA NY CLIMATE SUMMARY FOR NOVEMBER 20 2026...
${HEAD}
TEMPERATURE (F)
 YESTERDAY
  MAXIMUM         56    253 PM
`;
    expect(chooseSummary(read(two), stationOf('klga') as Station)).toMatchObject({ maximum: 56 });
    expect(chooseSummary(read(two), park)).toMatchObject({ maximum: 54 });
    expect(chooseSummary(read(two), stationOf('kjfk') as Station)).toContain('none of it is kjfk');
  });
});
