import { askJson } from '../../polling/ask-json.js';
import type { PollDesk, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { type FigurePlan, figurePlanOf } from '../figure-plan.js';
import { figureTick } from '../figure-tick.js';
import { lookPeriod } from '../release-period.js';
import { readSeries } from './read-series.js';

export interface BlsOptions extends PolledOracleSettings {
  /** `https://api.bls.gov` */
  readonly url: string;
  /** Null: no key, and so no source; without one the changes that make the headlines are not to be had. */
  readonly apiKey: string | null;
  /** Times of releases, Unix ms: half past eight in New York. */
  readonly releases?: readonly number[];
  /** Default every 30 minutes, every four seconds around a release. */
  readonly quietMs?: number;
  readonly releaseMs?: number;
}

const LIMITS = [
  { requests: 50, windowMs: 10_000 },
  { requests: 500, windowMs: 86_400_000 },
];
const HOUR_MS = 3_600_000;
const NOT_PROCESSED_MS = HOUR_MS;

/** Headlines as the Bureau of Labor Statistics prints them. */
export const openBls = (options: BlsOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'economics',
    name: 'bls',
    dataSilenceMs: options.dataSilenceMs ?? 86_400_000,
    mostSymbols: 50,
    limits: LIMITS,
    keys: options.apiKey === null ? [] : [options.apiKey],
    missing: options.apiKey === null ? 'there is no registration key of BLS: set BLS_API_KEY' : null,
    protocol: (desk) => protocol(desk, options, options.apiKey ?? ''),
  });

function protocol(desk: PollDesk, options: BlsOptions, apiKey: string): PollProtocol {
  const { url: base, releases = [], quietMs = 1_800_000, releaseMs = 4_000 } = options;
  const url = `${base}/publicAPI/v2/timeseries/data/`;
  /** What was told of a period first, by symbol and period. */
  const first = new Map<string, number>();
  /** When each value was first read, by symbol, period and value. */
  const times = new Map<string, number>();

  const look = async (visit: PollVisit, plans: readonly FigurePlan[]) => {
    const year = new Date(desk.now()).getUTCFullYear();
    const body = {
      seriesid: plans.map(({ bls }) => bls?.series),
      startyear: String(year - 2),
      endyear: String(year),
      registrationkey: apiKey,
      catalog: false,
      calculations: true,
      annualaverage: false,
      aspects: false,
    };
    const page = await askJson(visit, 'bls', { url, body: { text: JSON.stringify(body), type: 'application/json' } });
    if (page === null || page === 'unchanged') return;
    const answer = readSeries(page.value, plans);
    if (typeof answer === 'string') {
      visit.useless(url, 'source-error', `bls: ${answer.replaceAll(apiKey, '[key]')}`);
      if (/REQUEST_NOT_PROCESSED/.test(answer))
        desk.hold(NOT_PROCESSED_MS, 'it did not process the request: the key, or its daily limit');
      return;
    }
    for (const reason of answer.refused) desk.refuse('missing-value', `bls: ${reason}`);
    for (const { symbol } of plans) {
      const figures = answer.figures
        .filter((figure) => figure.symbol === symbol)
        .toSorted((a, b) => (a.period < b.period ? -1 : 1));
      if (figures.length > 0) desk.heard(symbol);
      for (const { period, value, latest } of figures.slice(-2)) tell(symbol, period, value, latest, page.receivedAt);
    }
  };

  /**
   * The newest period has not been revised yet: that comes with the next one. What is older when it is first seen may
   * have been, and is no first print for certain.
   */
  const tell = (symbol: string, period: string, value: number, latest: boolean, at: number) => {
    const key = `${symbol} ${period}`;
    const known = first.get(key);
    if (known === undefined && latest) first.set(key, value);
    const [oldest] = first.keys();
    if (first.size > 500 && oldest !== undefined) first.delete(oldest);
    const print = first.get(key);
    const revision = print === undefined || print !== value;
    const unit = figurePlanOf(symbol)?.unit ?? 'count';
    // There is no time in it: what is told again has the time at which it was first read.
    const toldAt = times.get(`${key} ${value}`) ?? at;
    times.set(`${key} ${value}`, toldAt);
    const [stale] = times.keys();
    if (times.size > 500 && stale !== undefined) times.delete(stale);
    desk.tick(
      figureTick(
        'bls',
        symbol,
        { value, period, revision, unit },
        { eventTime: toldAt, receivedAt: at },
        revision ? 'provisional' : 'final',
      ),
    );
  };

  return {
    refusal(symbol) {
      const plan = figurePlanOf(symbol);
      if (plan === null) return 'it is no headline of the list';
      return plan.bls === null ? 'it is of another agency' : null;
    },
    jobs(symbols) {
      const plans = [...symbols].map(figurePlanOf).filter((plan) => plan !== null);
      const key = `series ${plans.map(({ symbol }) => symbol).join(' ')}`;
      const everyMs = () => lookPeriod(desk.now(), releases, { quietMs, releaseMs });
      return [{ key, everyMs, run: (visit: PollVisit) => look(visit, plans) }];
    },
  };
}
