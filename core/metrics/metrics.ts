import type { CounterDefinition, GaugeDefinition, HistogramDefinition, MetricDefinition } from './metric-definition.js';

const counter = <L extends string = never>(
  name: string,
  help: string,
  labels = {} as Readonly<Record<L, string>>,
): CounterDefinition<L> => ({ kind: 'counter', name: `pma_${name}_total`, help, labels });
const gauge = <L extends string = never>(
  name: string,
  help: string,
  labels = {} as Readonly<Record<L, string>>,
): GaugeDefinition<L> => ({ kind: 'gauge', name: `pma_${name}`, help, labels });
const seconds = <L extends string = never>(
  name: string,
  help: string,
  labels = {} as Readonly<Record<L, string>>,
): HistogramDefinition<L> => ({ kind: 'histogram', name: `pma_${name}_seconds`, help, labels, buckets });

/** Half a millisecond to a minute: a hop within one process, and one that waited for a database that restarted. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const agent = 'agents of the configuration';
const channel = 'channels of docs/channels.md';
const platform = 'polymarket, kalshi';
const type = 'oracle types of the configuration';
const source = 'sources of that type';
const strategy = 'strategies of the configuration';
const refusal = 'reasons for which an adapter refuses input: malformed, gap, stale…';

/** The steps of a trade that are timed, in their order. */
export const hops = [
  'tick-to-opportunity',
  'opportunity-to-request',
  'request-to-approval',
  'approval-to-order',
  'order-to-filled',
] as const;
export type Hop = (typeof hops)[number];

/** Every metric of the swarm. Nothing else is told, but what prom-client tells of the process itself. */
export const metrics = {
  heartbeat: gauge('agent_heartbeat_timestamp_seconds', 'Unix time of the last heartbeat', { agent }),
  halted: gauge('agent_halted', '1 while the agent obeys a halt, else 0', { agent }),
  alerts: counter('alerts_raised', 'Alerts that agents raised, before the router drops repetitions', {
    agent,
    tier: 'routine, important, critical, emergency',
  }),
  alertAttempts: counter('alert_attempts', 'Attempts of the router to bring an alert to a person', {
    channel: 'pushover, telegram, discord, email, webhook, sms',
    outcome: 'delivered, failed',
  }),
  chatRefused: counter('chat_refused', 'Chat input that was refused: strangers and buttons that do not count', {
    service: 'telegram, discord',
    why: 'stranger, unknown, expired, somebody-else, other-message, forged',
  }),

  busMessages: counter('bus_messages', 'Messages by what became of them at this end of the bus', {
    agent,
    channel,
    event: 'published, delivered, conflated, redelivered, invalid, parked, gaps',
  }),
  busLag: gauge('bus_lag_messages', 'Messages of a durable channel that a group has not acknowledged', {
    channel,
    group: 'consumer groups, one an agent',
  }),
  busDelivery: seconds('bus_delivery', 'Publication of a durable message to the start of its handler', {
    agent,
    channel,
  }),

  feedFrames: counter('feed_frames', 'Frames and answers of a venue that were taken', { platform }),
  feedRefused: counter('feed_refused', 'Venue input that was refused', { platform, kind: refusal }),
  feedResyncs: counter('feed_resyncs', 'Books asked for again, because a part of their stream was missing or wrong', {
    platform,
  }),
  feedReconnects: counter('feed_reconnects', 'Connections to a venue that were opened again', { platform }),
  feedBooks: gauge('feed_books', 'Books followed', { platform }),
  feedBrokenBooks: gauge('feed_broken_books', 'Books that cannot be trusted now', { platform }),
  feedDataAt: gauge('feed_data_timestamp_seconds', 'Unix time of the last word of a venue', { platform }),
  venueRoundTrip: gauge('venue_round_trip_seconds', 'Smoothed round trip of requests to a venue', { platform }),

  oracleTicks: counter('oracle_ticks', 'Ticks of a source', { type, source }),
  oracleRefused: counter('oracle_refused', 'Oracle input that was refused', { type, kind: refusal }),
  oracleReconnects: counter('oracle_reconnects', 'Connections to a source that were opened again', { type, source }),
  oracleDataAt: gauge('oracle_data_timestamp_seconds', 'Unix time of the last tick of a source', { type, source }),
  oracleUp: gauge('oracle_source_up', '1 while a source works, 0 while it is off or in trouble', { type, source }),

  hop: seconds('hop', 'Time from one step of a trade to the next', { hop: hops.join(', ') }),
  tickToTrade: seconds('tick_to_trade', 'Frame in to the last leg of a trade accepted by its venue'),
  opportunities: counter('opportunities', 'Opportunities published', {
    kind: 'kinds of trade, core/domain/trade-kind.ts',
  }),
  requests: counter('trade_requests', 'Trades asked for', { strategy }),
  approvals: counter('trade_approvals', 'Requests approved', { strategy }),
  rejections: counter('trade_rejections', 'Requests rejected', {
    rule: 'rules of the risk guardian, and the auction',
  }),
  trades: counter('trades', 'Changes of state of trades, as their results tell', {
    state: 'states of a trade, core/domain/trade.ts',
  }),
  orders: counter('orders', 'Orders sent, by what became of them', {
    platform,
    action: 'buy, sell',
    outcome: 'filled, partial, resting, cancelled, rejected, none',
  }),
  ordersInDoubt: counter('orders_in_doubt', 'Orders whose fate was not known at first', { platform }),

  equity: gauge('equity_dollars', 'Cash and contracts at cost'),
  highWaterMark: gauge('high_water_mark_dollars', 'Highest equity so far, against which the drawdown is measured'),
  dayStartEquity: gauge(
    'day_start_equity_dollars',
    'Equity at 00:00 UTC, against which the loss of the day is measured',
  ),
  cash: gauge('cash_dollars', 'Cash of the ledger at a venue, before reservations', { platform }),
  exposure: gauge('exposure_dollars', 'Money reserved for trades or paid for contracts that have not paid', {
    platform,
  }),
  strategyExposure: gauge('strategy_exposure_dollars', 'The same, by who asked for it', { strategy }),
  strategyCapital: gauge('strategy_capital_dollars', 'Capital that a strategy was given', { strategy }),
  openTrades: gauge('open_trades', 'Trades that reserve or hold something'),
  tradesToday: gauge('trades_today', 'Trades approved since 00:00 UTC that were not called off'),
  accountDifferences: gauge('account_differences', 'Differences between the ledger and the venues that are open'),

  matches: gauge('matches', 'Pairs of markets that the matcher knows'),
  marketsWaiting: gauge('matcher_waiting_markets', 'Markets that wait to be read'),
  modelCost: gauge(
    'llm_cost_today_dollars',
    'Cost of the language model since 00:00 UTC, with the worst case of what is under way',
  ),
  modelBudget: gauge('llm_budget_dollars', 'What the language model may spend in a UTC day'),
} as const;

/** All of them, for documents and checks. */
export const allMetrics: readonly MetricDefinition[] = Object.values(metrics) as readonly MetricDefinition[];
