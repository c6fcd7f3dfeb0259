import { listAlerts } from '@pm-arbitrage/core/queries/alert-queries.js';
import { listMatches } from '@pm-arbitrage/core/queries/match-queries.js';
import { listRiskEvents } from '@pm-arbitrage/core/queries/risk-queries.js';
import { venuePausesInForce } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import { topics as topicList } from '../../protocol/topics.js';
import type { LiveTopics } from '../live/live-topics.js';
import type { DashboardParts } from '../parts.js';
import { readStrategies } from '../readers/read-strategies.js';
import { readTradesInBatches } from '../readers/read-trades.js';
import type { TradingReader } from '../readers/trading-reader.js';
import { matchRow } from '../views/match-rows.js';
import type { Refresh } from './refresher.js';
import type { SwarmFeed } from './swarm-feed.js';

const MOST_MATCHES = 300;

/** What is read from the database, how often, and into which topics it goes. */
export function refreshes(
  parts: DashboardParts,
  topics: LiveTopics,
  trading: TradingReader,
  feed: SwarmFeed,
): readonly Refresh[] {
  const { queries } = parts.database;
  return [
    {
      topics: ['portfolio', 'positions', 'doubts', 'risk'],
      atLeastMs: 1_000,
      atMostMs: 5_000,
      async read() {
        const { positions, doubts, portfolio, risk } = await trading.read();
        topics.table('positions').replace(positions);
        topics.table('doubts').replace(doubts);
        topics.document('portfolio').set(portfolio);
        topics.document('risk').set(risk);
      },
    },
    {
      topics: ['strategies'],
      atLeastMs: 2_000,
      atMostMs: 10_000,
      read: async () => topics.table('strategies').replace(await readStrategies(parts)),
    },
    {
      topics: ['trades'],
      atLeastMs: 1_000,
      atMostMs: 15_000,
      async read() {
        for await (const trades of readTradesInBatches(parts, {}, topicList.trades.most)) {
          topics.table('trades').replace(trades);
          return;
        }
        topics.table('trades').replace([]);
      },
    },
    {
      topics: ['riskEvents'],
      atLeastMs: 1_000,
      atMostMs: 5_000,
      read: async () => topics.table('riskEvents').replace(await listRiskEvents(queries, topicList.riskEvents.most)),
    },
    {
      topics: ['matches'],
      atLeastMs: 2_000,
      atMostMs: 15_000,
      async read() {
        const matches = await listMatches(queries, { limit: MOST_MATCHES });
        topics.table('matches').replace(matches.map(matchRow));
      },
    },
    {
      topics: ['alerts'],
      atLeastMs: 500,
      atMostMs: 2_000,
      async read() {
        const alerts = await listAlerts(queries, topicList.alerts.most);
        topics.table('alerts').replace(alerts.map(({ dedupeKey: _key, ...alert }) => alert));
      },
    },
    {
      topics: ['venues'],
      atLeastMs: 500,
      atMostMs: 2_000,
      async read() {
        feed.pauses = await venuePausesInForce(queries);
        topics.table('venues').replace(feed.venues());
      },
    },
  ];
}
