import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { jsonPage, type PageServer, type ServedPage, startPageServer } from '../polling/page-server.js';
import { RequestCount } from '../request-count.js';
import type { PrintsOf } from './prints-of.js';

export interface FredStandInOptions {
  readonly clock: Clock;
  readonly printsOf: PrintsOf;
  readonly apiKey: string;
  /** How long it is behind the agency, ms. Default ten minutes. */
  readonly behindMs?: number;
  readonly host?: string;
  readonly port?: number;
}

export interface FredStandIn extends PageServer {
  readonly faults: PageFaults;
}

const MOST_A_MINUTE = 120;
const DAY_MS = 86_400_000;
const STILL = '9999-12-31';

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A series with its history; XML where nothing else is asked for. */
export async function startFred(options: FredStandInOptions): Promise<FredStandIn> {
  const { clock, printsOf, apiKey, behindMs = 600_000, host, port } = options;
  const faults = new PageFaults();
  const count = new RequestCount(() => clock.now(), 60_000, MOST_A_MINUTE);
  const bad = (message: string, status = 400) => jsonPage({ error_code: status, error_message: message }, status);

  const observations = (query: URLSearchParams, time: number): ServedPage => {
    const prints = printsOf(query.get('series_id') ?? '').filter(({ from }) => from + behindMs <= time);
    if (prints.length === 0) return bad('Bad Request.  The series does not exist.');
    const start = query.get('realtime_start') ?? dayOf(time);
    const end = query.get('realtime_end') ?? dayOf(time);
    const first = query.get('observation_start') ?? '1776-07-04';
    const rows = prints
      .map((print) => {
        const next = prints.find(({ period, from }) => period === print.period && from > print.from);
        return {
          // Only as much of the history is shown as was asked for.
          realtime_start: [dayOf(print.from), start].toSorted()[1] as string,
          realtime_end: [next ? dayOf(next.from - DAY_MS) : STILL, end].toSorted()[0] as string,
          date: print.period,
          value: print.level === null ? '.' : String(print.level),
        };
      })
      .filter((row) => row.realtime_start <= row.realtime_end && row.date >= first)
      .toSorted((a, b) => (a.date + a.realtime_start < b.date + b.realtime_start ? -1 : 1));
    return jsonPage({
      realtime_start: start,
      realtime_end: end,
      units: 'lin',
      output_type: 1,
      file_type: 'json',
      count: rows.length,
      observations: rows,
    });
  };

  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ path, query, time }) => {
      if (path !== '/fred/series/observations') return { status: 404, type: 'text/html', body: '<h1>Not Found</h1>' };
      if (!count.take()) return bad('Too Many Requests.  Exceeded Rate Limit', 429);
      if (query.get('file_type') !== 'json') return { status: 200, type: 'text/xml', body: '<observations/>' };
      if (query.get('api_key') !== apiKey)
        return bad(`Bad Request.  The value for variable api_key is not registered: ${query.get('api_key')}.`);
      return observations(query, time);
    },
  });
  return { ...server, faults };
}
