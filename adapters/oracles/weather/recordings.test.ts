import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedFiles, sharedJson } from '../../testing/shared-data.js';
import { readClimateReport } from './nws/read-climate-report.js';
import { readForecast } from './nws/read-forecast.js';
import { readGrid } from './nws/read-grid.js';
import { readObservations } from './nws/read-observations.js';

describe.skipIf(!hasSharedData)('recorded answers', () => {
  it('climate reports: every summary has its maximum, or a reason why not', () => {
    let summaries = 0;
    const missing: string[] = [];
    const noMinimum: string[] = [];
    const minima = new Map<string, readonly (number | null)[]>();
    const maxima = new Map<string, readonly (number | null)[]>();
    for (const path of sharedFiles('weather/cli-reports', /\.txt$/)) {
      const report = readClimateReport(readFileSync(path, 'latin1'));
      if (typeof report === 'string') throw new Error(`${basename(path)}: ${report}`);
      expect(report.issuedAt).not.toBeNull();
      expect(basename(path)).toContain(`CLI${report.code}`);
      summaries += report.summaries.length;
      maxima.set(
        basename(path),
        report.summaries.map(({ maximum }) => maximum),
      );
      minima.set(
        basename(path),
        report.summaries.map(({ minimum }) => minimum),
      );
      for (const { maximum, minimum, reason, minimumReason, place } of report.summaries) {
        if (maximum === null) missing.push(`${place}: ${reason}`);
        if (minimum === null) noMinimum.push(`${place}: ${minimumReason}`);
        if (maximum !== null && minimum !== null) expect(minimum).toBeLessThanOrEqual(maximum);
      }
    }
    console.info(`${maxima.size} reports, ${summaries} summaries, ${missing.length} without a maximum`);
    expect(maxima.size).toBe(31);
    expect(summaries).toBe(37);
    expect(missing).toEqual([
      'FORT MYERS: the report has no row MAXIMUM',
      'WICHITA MID CONTINENT: the report has no row MAXIMUM',
    ]);
    expect(noMinimum).toEqual([]);
    expect(minima.get('CLIALO.txt')).toEqual([-21]);
    expect(minima.get('CLIANC.txt')).toEqual([12, 9, 22, -3, 21, 23]);
    expect(minima.get('CLIHOU.txt')).toEqual([61, 62]);
    // Read by eye: a record, a value without a time, a report of several places, three issues of one report.
    expect(maxima.get('CLIANN.txt')).toEqual([53]);
    expect(maxima.get('CLIEKA.txt')).toEqual([55]);
    expect(maxima.get('CLIHOU.txt')).toEqual([80, 79]);
    expect(maxima.get('CLIANC.txt')).toEqual([23, 22, 31, 10, 29, 33]);
    expect(['CLICVG_older.txt', 'CLICVG.txt', 'CLICVG_newer.txt'].map((name) => maxima.get(name)?.[0])).toEqual([
      68, 69, 70,
    ]);
  });

  it('answers of the service: every reading and period decodes or is refused with a reason', () => {
    const counts = { readings: 0, refused: 0, steps: 0, refusedPeriods: 0, others: 0 };
    for (const path of sharedFiles('weather/nws-api', /\.json$/)) {
      const name = basename(path);
      const body = sharedJson(`weather/nws-api/${name}`);
      if (name.startsWith('stations_observations')) {
        for (const news of readObservations(body, 'degF')) {
          if (news.kind === 'observation') counts.readings++;
          else counts.refused++;
          expect(news.kind === 'observation' ? Number.isFinite(news.value) : news.reason.length > 10).toBe(true);
        }
      } else if (name.startsWith('gridpoints_forecast')) {
        const forecast = readForecast(body, 'degF');
        if (typeof forecast === 'string') throw new Error(`${name}: ${forecast}`);
        counts.steps += forecast.steps.length;
        counts.refusedPeriods += forecast.refused.length;
      } else {
        counts.others++;
        if (name === 'points.json') expect(readGrid(body)).toEqual({ cell: 'TAE/58,65' });
        else {
          expect(typeof readForecast(body, 'degF')).toBe('string');
          expect(typeof readGrid(body)).toBe('string');
        }
      }
    }
    console.info(JSON.stringify(counts));
    expect(counts).toEqual({ readings: 10, refused: 4, steps: 8, refusedPeriods: 2, others: 5 });
  });

  it('one reading in other units and forms', () => {
    const values = (name: string, unit: 'degF' | 'degC') =>
      readObservations(sharedJson(`weather/nws-api/${name}`), unit).map((news) =>
        news.kind === 'observation' ? news.value : news.why,
      );
    expect(values('stations_observations.json', 'degC')).toEqual([10]);
    expect(values('stations_observations_alternate_units.json', 'degF')).toEqual([10]);
    expect(values('stations_observations_strings.json', 'degF')).toEqual([50]);
    expect(values('stations_observations_latest.json', 'degF')).toEqual([73.04]);
    // The report has what the decoded field lacks.
    expect(values('stations_observations_metar.json', 'degC')).toEqual([25.6]);
    expect(values('stations_observations_metar_noparse.json', 'degC')).toEqual(['missing-value']);
    expect(values('stations_observations_multiple_unsorted.json', 'degC')).toContain('missing-value');
  });
});
