import { askJson } from '../../polling/ask-json.js';
import type { PollDesk, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { type FigurePlan, figurePlanOf } from '../figure-plan.js';
import { figureTick } from '../figure-tick.js';
import { lookPeriod } from '../release-period.js';
import { figuresOf } from './figures-of.js';
import { readVintages } from './read-vintages.js';

export interface FredOptions extends PolledOracleSettings {
  /** `https://api.stlouisfed.org` */
  readonly url: string;
  /** Null: no key, and so no source. */
  readonly apiKey: string | null;
  /** Times of releases, Unix ms. */
  readonly releases?: readonly number[];
  /** Default every 15 minutes, every 15 seconds around a release: it is minutes to hours behind the agency. */
  readonly quietMs?: number;
  readonly releaseMs?: number;
}

const LIMITS = [{ requests: 120, windowMs: 60_000 }];
const DAY_MS = 86_400_000;
/** First prints of so long are told, from levels that reach a year further back. */
const HISTORY_DAYS = 200;
const LEVELS_DAYS = HISTORY_DAYS + 400;

/** Figures of FRED with their history, so that the first print is told from revisions. */
export const openFred = (options: FredOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'economics',
    name: 'fred',
    dataSilenceMs: options.dataSilenceMs ?? 86_400_000,
    mostSymbols: 30,
    limits: LIMITS,
    keys: options.apiKey === null ? [] : [options.apiKey],
    missing: options.apiKey === null ? 'there is no key of FRED: set FRED_API_KEY' : null,
    protocol: (desk) => protocol(desk, options, options.apiKey ?? ''),
  });

function protocol(desk: PollDesk, options: FredOptions, apiKey: string): PollProtocol {
  const { url: base, releases = [], quietMs = 900_000, releaseMs = 15_000 } = options;
  const day = (daysAgo: number) => new Date(desk.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);

  const look = async (visit: PollVisit, plan: FigurePlan) => {
    const since = day(HISTORY_DAYS);
    const query = new URLSearchParams({
      series_id: plan.fred.series,
      api_key: apiKey,
      file_type: 'json',
      sort_order: 'asc',
      observation_start: day(LEVELS_DAYS),
      realtime_start: since,
      realtime_end: '9999-12-31',
    });
    const url = `${base}/fred/series/observations?${query}`;
    const page = await askJson(visit, 'fred', { url });
    if (page === null) return;
    if (page === 'unchanged') return desk.heard(plan.symbol);
    const read = readVintages(page.value);
    if (typeof read === 'string') return visit.useless(url, 'malformed', `fred: ${plan.symbol}: ${read}`);
    for (const reason of read.refused) desk.refuse('malformed', `fred: ${plan.symbol}: ${reason}`);
    desk.heard(plan.symbol);
    for (const { period, value, since: said, revision } of figuresOf(plan, read.vintages, since)) {
      // The history has days and no hours.
      const times = {
        eventTime: Math.min(Date.parse(`${said}T00:00:00Z`), page.receivedAt),
        receivedAt: page.receivedAt,
      };
      desk.tick(figureTick('fred', plan.symbol, { value, period, revision, unit: plan.unit }, times, 'provisional'));
    }
  };

  return {
    refusal: (symbol) => (figurePlanOf(symbol) ? null : 'it is no headline of the list'),
    jobs: (symbols) =>
      [...symbols].flatMap((symbol) => {
        const plan = figurePlanOf(symbol);
        if (plan === null) return [];
        const everyMs = () => lookPeriod(desk.now(), releases, { quietMs, releaseMs });
        return [{ key: symbol, everyMs, run: (visit: PollVisit) => look(visit, plan) }];
      }),
    failed({ status, text }) {
      if (status === 400 && /api_key/.test(text)) desk.off('FRED refused the key: check it');
    },
  };
}
