import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { jsonPage, type PageServer, startPageServer } from '../polling/page-server.js';
import { type Print, printsAt, type PrintsOf } from './prints-of.js';

export interface BlsStandInOptions {
  readonly clock: Clock;
  readonly printsOf: PrintsOf;
  readonly apiKey: string;
  /** Queries of a day. Default 500. */
  readonly daily?: number;
  readonly host?: string;
  readonly port?: number;
}

export interface BlsStandIn extends PageServer {
  readonly faults: PageFaults;
  /** Months whose values are told as missing ("-"). */
  readonly missing: Set<string>;
}

/** Its ids of the series of the simulated world. */
const SERIES: Readonly<Record<string, string>> = {
  CUSR0000SA0: 'CPIAUCSL',
  CUUR0000SA0: 'CPIAUCNS',
  CUSR0000SA0L1E: 'CPILFESL',
  CUUR0000SA0L1E: 'CPILFENS',
  LNS14000000: 'UNRATE',
  CES0000000001: 'PAYEMS',
};
const DAY_MS = 86_400_000;

const answer = (status: string, message: readonly string[], series: readonly unknown[] = []) =>
  jsonPage({ status, responseTime: 90, message, Results: series.length > 0 ? { series } : {} });

/** The period so many months before, as prints name it. */
function earlier(period: string, months: number): string {
  const date = new Date(`${period}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

/** Version 2: everything is answered with status 200. */
export async function startBls(options: BlsStandInOptions): Promise<BlsStandIn> {
  const { clock, printsOf, apiKey, daily = 500, host, port } = options;
  const faults = new PageFaults();
  const missing = new Set<string>();
  let day = 0;
  let used = 0;

  const rows = (known: ReadonlyMap<string, Print>, from: number, to: number) => {
    const periods = [...known.keys()].toSorted().toReversed();
    return periods.flatMap((period, i) => {
      const year = Number(period.slice(0, 4));
      const level = known.get(period)?.level ?? null;
      if (year < from || year > to || level === null) return [];
      const change = (months: number) => {
        const before = known.get(earlier(period, months))?.level;
        if (before === undefined || before === null) return null;
        const tenths = Math.round((level / before - 1) * 1_000) / 10;
        return { net: String(Math.round((level - before) * 1_000) / 1_000), share: tenths.toFixed(1) };
      };
      const [month, twelve] = [change(1), change(12)];
      const lost = missing.has(period);
      const row = {
        year: String(year),
        period: `M${period.slice(5, 7)}`,
        periodName: '',
        ...(i === 0 ? { latest: 'true' } : {}),
        value: lost ? '-' : String(level),
        footnotes: [{}],
        calculations: lost
          ? { net_changes: { '1': '-', '12': '-' }, pct_changes: { '1': '-', '12': '-' } }
          : {
              net_changes: { ...(month ? { '1': month.net } : {}), ...(twelve ? { '12': twelve.net } : {}) },
              pct_changes: { ...(month ? { '1': month.share } : {}), ...(twelve ? { '12': twelve.share } : {}) },
            },
      };
      // The average of a year comes with its December.
      return period.slice(5, 7) === '12'
        ? [{ year: String(year), period: 'M13', value: '300.1', footnotes: [{}] }, row]
        : [row];
    });
  };

  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ method, path, body, time }) => {
      if (method !== 'POST' || path !== '/publicAPI/v2/timeseries/data/')
        return { status: 404, type: 'text/html', body: 'Not Found' };
      const query = JSON.parse(body) as Record<string, unknown>;
      if (query['registrationkey'] !== apiKey)
        return answer('REQUEST_NOT_PROCESSED', [
          `The key:${String(query['registrationkey'])} provided by the User is invalid.`,
        ]);
      if (Math.floor(time / DAY_MS) !== day) {
        day = Math.floor(time / DAY_MS);
        used = 0;
      }
      if (++used > daily)
        return answer('REQUEST_NOT_PROCESSED', [
          'Request could not be serviced, as the daily threshold has been reached.',
        ]);
      const ids = query['seriesid'] as readonly string[];
      const unknown = ids.filter((id) => SERIES[id] === undefined);
      const series = ids.map((seriesID) => ({
        seriesID,
        data: rows(
          printsAt(printsOf(SERIES[seriesID] ?? ''), time),
          Number(query['startyear']),
          Number(query['endyear']),
        ),
      }));
      return answer(
        'REQUEST_SUCCEEDED',
        unknown.map((id) => `Series does not exist for Series ${id}`),
        series,
      );
    },
  });
  return { ...server, faults, missing };
}
