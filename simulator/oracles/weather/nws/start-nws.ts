import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../../polling/page-faults.js';
import { type PageQuery, type PageServer, type ServedPage, startPageServer } from '../../polling/page-server.js';
import type { TemperatureOf } from '../temperature-of.js';
import { type WeatherPlace, weatherPlaces } from '../weather-place.js';
import { halfDayPeriods, hourlyPeriods } from './forecast-periods.js';
import { observationFeature, readingTimes } from './observation-feature.js';
import { ReportDesk } from './report-desk.js';

export interface NwsStandInOptions {
  readonly clock: Clock;
  readonly temperatureOf: TemperatureOf;
  /** What forecasts say instead of the truth. */
  readonly expected?: TemperatureOf;
  readonly places?: readonly WeatherPlace[];
  readonly host?: string;
  readonly port?: number;
}

/** How its readings are told; each may be changed while it runs. */
export interface NwsFaults {
  readonly pages: PageFaults;
  /** Readings of these times say null: whether one at a time does. */
  missing: (symbol: string, time: number) => boolean;
  unitCode: string;
}

export interface NwsStandIn extends PageServer {
  readonly faults: NwsFaults;
  readonly reports: ReportDesk;
}

/** Readings are stored some minutes after they were taken, ms. */
const STORED_AFTER_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

const geo = (body: unknown, status = 200): ServedPage => ({
  status,
  type: 'application/geo+json',
  body: JSON.stringify(body),
});

const problem = (status: number, title: string): ServedPage => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ correlationId: 'simulated', title, type: 'about:blank', status, detail: title, instance: '' }),
});

/** The weather service of the simulated world. */
export async function startNws(options: NwsStandInOptions): Promise<NwsStandIn> {
  const { clock, temperatureOf, expected = temperatureOf, places = weatherPlaces, host, port } = options;
  const faults: NwsFaults = { pages: new PageFaults(), missing: () => false, unitCode: 'wmoUnit:degC' };
  const reports = new ReportDesk(temperatureOf);
  const american = places.filter(({ report }) => report !== null);
  let url = '';

  const observations = (place: WeatherPlace, { query, time }: PageQuery) => {
    const start = Date.parse(query.get('start') ?? '') || time - DAY_MS;
    const limit = Number(query.get('limit') ?? 500);
    const features = readingTimes(start, time - STORED_AFTER_MS).map((taken) => {
      const form = { missing: faults.missing(place.symbol, taken), unitCode: faults.unitCode };
      return observationFeature(url, place, temperatureOf, taken, form);
    });
    return geo({ type: 'FeatureCollection', features: features.reverse().slice(0, limit) });
  };

  const serve = (query: PageQuery): ServedPage => {
    const { path, headers, time } = query;
    if (!headers['user-agent'] || headers['user-agent'] === 'node') return problem(403, 'Forbidden');
    const point = /^\/points\/(-?[\d.]+),(-?[\d.]+)$/.exec(path);
    if (point) return servePoint(point[1] ?? '', point[2] ?? '');
    const observed = placeOf(/^\/stations\/(\w+)\/observations$/.exec(path)?.[1]);
    if (observed) return observations(observed, query);
    const grid = /^\/gridpoints\/SIM\/(\d+),0\/forecast(\/hourly)?$/.exec(path);
    const cell = american[Number(grid?.[1] ?? -1)];
    if (cell) {
      const periods = (grid?.[2] ? hourlyPeriods : halfDayPeriods)(cell, expected, time);
      return geo({ properties: { generatedAt: new Date(time).toISOString(), units: 'us', periods } });
    }
    const listed = american.find(({ report }) => path === `/products/types/CLI/locations/${report?.code}`);
    if (listed) {
      const graph = reports.issued(listed, time).map(({ id, issuedAt }) => ({
        id,
        issuanceTime: new Date(issuedAt).toISOString(),
        productCode: 'CLI',
        issuingOffice: 'KSIM',
      }));
      return { status: 200, type: 'application/ld+json', body: JSON.stringify({ '@graph': graph }) };
    }
    const id = /^\/products\/([\w-]+)$/.exec(path)?.[1];
    const of = placeOf(id?.split('-')[0]);
    const report = of && reports.issued(of, time).find((one) => one.id === id);
    if (!report) return problem(404, 'Not Found');
    return { status: 200, type: 'application/ld+json', body: JSON.stringify({ id, productText: report.text }) };
  };

  const placeOf = (id: string | undefined) => american.find(({ symbol }) => symbol === id?.toLowerCase());

  const servePoint = (latitude: string, longitude: string): ServedPage => {
    const short = [latitude, longitude].map((text) => String(Number(Number(text).toFixed(4))));
    if (short.join() !== `${latitude},${longitude}`)
      return {
        status: 301,
        type: 'application/problem+json',
        body: '',
        headers: { location: `/points/${short.join()}` },
      };
    const index = american.findIndex(
      (place) => String(place.latitude) === latitude && String(place.longitude) === longitude,
    );
    if (index < 0) return problem(404, 'Data Unavailable For Requested Point');
    const base = `${url}/gridpoints/SIM/${index},0`;
    return geo({
      properties: {
        gridId: 'SIM',
        gridX: index,
        gridY: 0,
        forecast: `${base}/forecast`,
        forecastHourly: `${base}/forecast/hourly`,
      },
    });
  };

  const server = await startPageServer({
    clock,
    faults: faults.pages,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve,
  });
  ({ url } = server);
  return { ...server, faults, reports };
}
