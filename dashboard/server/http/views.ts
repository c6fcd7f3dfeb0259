import { Readable } from 'node:stream';
import { type EffectiveKey, withStoredKeys } from '@pm-arbitrage/core/config/effective-keys.js';
import { storedSecretKeys } from '@pm-arbitrage/core/secrets/stored-secrets.js';
import { equityCurve } from '@pm-arbitrage/core/queries/equity-curve.js';
import { listAlerts } from '@pm-arbitrage/core/queries/alert-queries.js';
import { findMatch, listMatches } from '@pm-arbitrage/core/queries/match-queries.js';
import { listRiskEvents } from '@pm-arbitrage/core/queries/risk-queries.js';
import { settingsViewSchema } from '../../protocol/settings-view.js';
import type { AuditWatch } from '../audit/audit-watch.js';
import type { SwarmFeed } from '../feed/swarm-feed.js';
import type { DashboardParts } from '../parts.js';
import { readStrategies } from '../readers/read-strategies.js';
import { Recent } from '../readers/recent.js';
import { readTimeline, readTradePage, readTradesInBatches } from '../readers/read-trades.js';
import { tradesCsv, tradesParquet } from '../readers/trade-downloads.js';
import type { TradingReader } from '../readers/trading-reader.js';
import { matchDetail, matchRow } from '../views/match-rows.js';
import { oracleRows } from '../views/oracle-rows.js';
import { stopFloor } from '../views/portfolio.js';
import type { Handlers } from './handler.js';
import { openApi } from './openapi.js';
import { notFound, Problem } from './problem.js';

type Views = Omit<
  Handlers,
  | 'session'
  | 'login'
  | 'logout'
  | 'orderHalt'
  | 'resume'
  | 'pauseStrategy'
  | 'resumeStrategy'
  | 'pauseVenue'
  | 'resumeVenue'
  | 'reviewMatch'
  | 'acknowledgeAlert'
>;

const BATCH = 500;
/** A Parquet file is made in memory: some 100 MB for so many legs. */
const MOST_PARQUET_LEGS = 200_000;
const MOST_PARQUETS = 2;
/** Requests share a reading of the database for this long, ms. */
const RECENT_MS = 500;

/** Where views come from that are not read for each request. */
interface ViewSources {
  readonly trading: TradingReader;
  readonly feed: SwarmFeed;
  /** The configuration in force, without secrets. */
  readonly keys: readonly EffectiveKey[];
  readonly audit: AuditWatch;
}

/** Everything that can be read. */
export function views(parts: DashboardParts, { audit, feed, keys, trading }: ViewSources): Views {
  const { beats, clock, config, database } = parts;
  const { queries } = database;
  const { mode } = config;
  const description = openApi() as Awaited<ReturnType<Views['openapi']>>;
  const read = new Recent(clock, RECENT_MS, () => trading.read());
  const strategies = new Recent(clock, RECENT_MS, () => readStrategies(parts));
  // At the prices of now, whenever it was read.
  const state = async () => {
    const last = await read.get();
    return trading.mark() ?? last;
  };
  let parquets = 0;
  const filename = (extension: string) =>
    `${mode}-trades-${new Date(clock.now()).toISOString().slice(0, 10)}.${extension}`;
  return {
    openapi: () => description,
    halt: () => feed.halt(),
    portfolio: async () => (await state()).portfolio,
    async equity({ query: { from, points } }) {
      const steps = await equityCurve(queries, mode, { from, now: clock.now(), points });
      return steps.map(({ at, equity, highest }) => ({
        at,
        equity,
        highWaterMark: highest,
        floor: stopFloor(highest, config.risk.drawdownStop),
      }));
    },
    async positions() {
      const { positions, doubts } = await state();
      return { positions: [...positions], doubts: [...doubts] };
    },
    strategies: async () => [...(await strategies.get())],
    opportunities: ({ query: { limit } }) => feed.opportunities.rows().slice(0, limit),
    opportunity({ params: { id } }) {
      const found = feed.opportunities.detail(id);
      if (found === null) throw notFound('such opportunity in the feed; older ones are not kept');
      return found;
    },
    venues: () => [...feed.venues()],
    oracles: () => ({ sources: [...beats.all()].flatMap(oracleRows), values: [...feed.values()] }),
    agents: () => [...beats.all()].map(({ agent, ...beat }) => ({ id: agent, ...beat })),
    risk: async () => (await state()).risk,
    riskEvents: async ({ query: { limit, before } }) => [...(await listRiskEvents(queries, limit, before))],
    trades: ({ query: { limit, before, ...search } }) => readTradePage(parts, search, { limit, before }),
    async trade({ params: { id } }) {
      const timeline = await readTimeline(parts, id);
      if (timeline === null) throw notFound(`${mode} trade of this id`);
      return timeline;
    },
    tradesCsv: ({ query }) => ({
      filename: filename('csv'),
      body: Readable.from(tradesCsv(readTradesInBatches(parts, query, BATCH))),
    }),
    async tradesParquet({ query }) {
      if (parquets >= MOST_PARQUETS) throw new Problem(429, 'busy', 'Others download just now; try again');
      parquets++;
      try {
        const body = await tradesParquet(readTradesInBatches(parts, query, BATCH), MOST_PARQUET_LEGS);
        return { filename: filename('parquet'), body };
      } finally {
        parquets--;
      }
    },
    audit: () => audit.state,
    matches: async ({ query: { status, limit } }) => (await listMatches(queries, { status, limit })).map(matchRow),
    async match({ query: { id } }) {
      const dossier = await findMatch(queries, id);
      if (dossier === null) throw notFound('such match');
      return matchDetail(dossier);
    },
    async alerts({ query: { limit, before } }) {
      const alerts = await listAlerts(queries, limit, before);
      return alerts.map(({ dedupeKey: _key, ...alert }) => alert);
    },
    // Stored secrets come and go while agents run.
    settings: async () => settingsViewSchema.parse({ keys: withStoredKeys(keys, await storedSecretKeys(queries)) }),
  };
}
