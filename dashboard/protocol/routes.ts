import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { reviewActions } from '@pm-arbitrage/core/domain/match-review.js';
import { matchSchema } from '@pm-arbitrage/core/domain/match.js';
import { platformSchema } from '@pm-arbitrage/core/domain/platform.js';
import { tradeKinds } from '@pm-arbitrage/core/domain/trade-kind.js';
import { tradeStateSchema } from '@pm-arbitrage/core/domain/trade.js';
import { z } from 'zod';
import { alertRowSchema } from './alert-row.js';
import { auditStateSchema } from './audit-state.js';
import { haltViewSchema } from './halt-view.js';
import { matchDetailSchema, matchRowSchema } from './match-row.js';
import { opportunityDetailSchema, opportunityRowSchema } from './opportunity-row.js';
import { oracleRowSchema, oracleValueRowSchema } from './oracle-row.js';
import { equityPointSchema, portfolioViewSchema } from './portfolio-view.js';
import { doubtRowSchema, positionRowSchema } from './position-row.js';
import { agentRowSchema, riskEventRowSchema, riskViewSchema } from './risk-view.js';
import { loginBodySchema, sessionViewSchema } from './session.js';
import { settingsViewSchema } from './settings-view.js';
import { strategyRowSchema } from './strategy-row.js';
import { tradePageSchema } from './trade-row.js';
import { tradeTimelineSchema } from './trade-timeline.js';
import { venueRowSchema } from './venue-row.js';

/** Who may use a route: everybody, who is logged in, or operators alone. */
export type Access = 'open' | 'viewer' | 'operator';

interface RouteShape {
  readonly method: 'GET' | 'POST';
  /** Parameters as `:name`. */
  readonly path: `/api/v1/${string}`;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A JSON answer, or the media type of a download. */
  readonly response: z.ZodType | string;
}
const route = <const R extends RouteShape>(shape: R): R => shape;

const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);
const time = z.coerce.number().int().min(0);
const reason = z.string().trim().min(1, 'say why, for the record').max(500);
const because = z.strictObject({ reason });
const done = z.object({ done: z.literal(true) });

/** Trades that a search means; all conditions hold together. */
export const tradeFilterSchema = z.object({
  /** In ids, strategy, reason, market ids and titles, whatever the case. */
  search: z.string().max(200).optional(),
  strategy: z.string().max(200).optional(),
  kind: z.enum(tradeKinds).optional(),
  state: tradeStateSchema.optional(),
  /** Requested from then on, Unix ms… */
  from: time.optional(),
  /** …and before then. */
  to: time.optional(),
});
export type TradeFilter = z.infer<typeof tradeFilterSchema>;

/** Everything there is over HTTP. Bodies and answers are JSON, money in whole units of core/money, times in Unix ms. */
export const routes = {
  session: route({
    method: 'GET',
    path: '/api/v1/session',
    access: 'open',
    summary: 'Who is logged in',
    response: sessionViewSchema,
  }),
  login: route({
    method: 'POST',
    path: '/api/v1/login',
    access: 'open',
    summary: 'Begin a session with a password or a one-time token; sets the cookie',
    body: loginBodySchema,
    response: sessionViewSchema,
  }),
  logout: route({
    method: 'POST',
    path: '/api/v1/logout',
    access: 'viewer',
    summary: 'End the session',
    response: done,
  }),
  openapi: route({
    method: 'GET',
    path: '/api/v1/openapi.json',
    access: 'viewer',
    summary: 'This description',
    response: z.record(z.string(), z.json()),
  }),

  halt: route({
    method: 'GET',
    path: '/api/v1/halt',
    access: 'viewer',
    summary: 'Whether the swarm trades, and who obeys',
    response: haltViewSchema,
  }),
  portfolio: route({
    method: 'GET',
    path: '/api/v1/portfolio',
    access: 'viewer',
    summary: 'Equity, profit, balances, capital at work and when it comes back',
    response: portfolioViewSchema,
  }),
  equity: route({
    method: 'GET',
    path: '/api/v1/equity',
    access: 'viewer',
    summary: 'The equity curve with high-water mark and floor, oldest first, thinned to `points`',
    query: z.object({ from: time.default(0), points: limit(2_000, 500) }),
    response: z.array(equityPointSchema),
  }),
  positions: route({
    method: 'GET',
    path: '/api/v1/positions',
    access: 'viewer',
    summary: 'Open trades with all their legs, and orders in doubt',
    response: z.object({ positions: z.array(positionRowSchema), doubts: z.array(doubtRowSchema) }),
  }),
  strategies: route({
    method: 'GET',
    path: '/api/v1/strategies',
    access: 'viewer',
    summary: 'The leaderboard',
    response: z.array(strategyRowSchema),
  }),
  opportunities: route({
    method: 'GET',
    path: '/api/v1/opportunities',
    access: 'viewer',
    summary: 'The newest opportunities and what became of them, newest first',
    query: z.object({ limit: limit(200, 100) }),
    response: z.array(opportunityRowSchema),
  }),
  opportunity: route({
    method: 'GET',
    path: '/api/v1/opportunities/:id',
    access: 'viewer',
    summary: 'One opportunity with its depth walk',
    params: z.object({ id: z.string() }),
    response: opportunityDetailSchema,
  }),
  venues: route({
    method: 'GET',
    path: '/api/v1/venues',
    access: 'viewer',
    summary: 'Health of the venues',
    response: z.array(venueRowSchema),
  }),
  oracles: route({
    method: 'GET',
    path: '/api/v1/oracles',
    access: 'viewer',
    summary: 'Health of the oracles, and what they say',
    response: z.object({ sources: z.array(oracleRowSchema), values: z.array(oracleValueRowSchema) }),
  }),
  agents: route({
    method: 'GET',
    path: '/api/v1/agents',
    access: 'viewer',
    summary: 'Heartbeats',
    response: z.array(agentRowSchema),
  }),
  risk: route({
    method: 'GET',
    path: '/api/v1/risk',
    access: 'viewer',
    summary: 'Limits and their use, stops, halts',
    response: riskViewSchema,
  }),
  riskEvents: route({
    method: 'GET',
    path: '/api/v1/risk/events',
    access: 'viewer',
    summary: 'Rejections, halts and pauses, newest first',
    query: z.object({ limit: limit(1_000, 200), before: time.optional() }),
    response: z.array(riskEventRowSchema),
  }),
  trades: route({
    method: 'GET',
    path: '/api/v1/trades',
    access: 'viewer',
    summary: 'Search the history of trades, newest first',
    query: tradeFilterSchema.extend({ limit: limit(200, 50), before: z.string().max(300).optional() }),
    response: tradePageSchema,
  }),
  trade: route({
    method: 'GET',
    path: '/api/v1/trades/:id',
    access: 'viewer',
    summary: 'One trade from the tick to the settlement',
    params: z.object({ id: z.string() }),
    response: tradeTimelineSchema,
  }),
  tradesCsv: route({
    method: 'GET',
    path: '/api/v1/trades.csv',
    access: 'viewer',
    summary: 'All trades that match, one line a leg',
    query: tradeFilterSchema,
    response: 'text/csv',
  }),
  tradesParquet: route({
    method: 'GET',
    path: '/api/v1/trades.parquet',
    access: 'viewer',
    summary: 'The same as Parquet, money in micro-dollars',
    query: tradeFilterSchema,
    response: 'application/vnd.apache.parquet',
  }),
  audit: route({
    method: 'GET',
    path: '/api/v1/audit',
    access: 'viewer',
    summary: 'Whether the audit log is whole, verified by the server as it grows',
    response: auditStateSchema,
  }),
  matches: route({
    method: 'GET',
    path: '/api/v1/matches',
    access: 'viewer',
    summary: 'Pairs that were judged, newest first',
    query: z.object({ status: matchSchema.shape.status.optional(), limit: limit(500, 100) }),
    response: z.array(matchRowSchema),
  }),
  match: route({
    method: 'GET',
    path: '/api/v1/match',
    access: 'viewer',
    summary: 'One pair: both rule texts compared, worlds, reviews, evidence',
    query: z.object({ id: z.string().min(1).max(500) }),
    response: matchDetailSchema,
  }),
  alerts: route({
    method: 'GET',
    path: '/api/v1/alerts',
    access: 'viewer',
    summary: 'Alerts, newest first',
    query: z.object({ limit: limit(500, 100), before: time.optional() }),
    response: z.array(alertRowSchema),
  }),
  settings: route({
    method: 'GET',
    path: '/api/v1/settings',
    access: 'viewer',
    summary: 'The configuration in force, without secrets',
    response: settingsViewSchema,
  }),

  orderHalt: route({
    method: 'POST',
    path: '/api/v1/halt',
    access: 'operator',
    summary: 'HALT_ALL: stop all trading now, over restarts too',
    body: because,
    response: z.object({
      id: z.string(),
      at: timeSchema,
      /** What could not be reached, in words; empty: all was. */
      problems: z.array(z.string()),
    }),
  }),
  resume: route({
    method: 'POST',
    path: '/api/v1/resume',
    access: 'operator',
    summary: 'Lift every halt in force',
    body: because,
    /** Ids of the halts that ended. */
    response: z.object({ ended: z.array(z.string()) }),
  }),
  pauseStrategy: route({
    method: 'POST',
    path: '/api/v1/strategies/pause',
    access: 'operator',
    summary: 'Let a strategy open nothing new',
    body: because.extend({ strategy: z.string().min(1).max(200) }),
    response: done,
  }),
  resumeStrategy: route({
    method: 'POST',
    path: '/api/v1/strategies/resume',
    access: 'operator',
    summary: 'Let a strategy that a person paused trade again',
    body: because.extend({ strategy: z.string().min(1).max(200) }),
    response: done,
  }),
  pauseVenue: route({
    method: 'POST',
    path: '/api/v1/venues/pause',
    access: 'operator',
    summary: 'Open nothing new at a venue',
    body: because.extend({ platform: platformSchema }),
    response: done,
  }),
  resumeVenue: route({
    method: 'POST',
    path: '/api/v1/venues/resume',
    access: 'operator',
    summary: 'Trade at a paused venue again',
    body: because.extend({ platform: platformSchema }),
    response: done,
  }),
  reviewMatch: route({
    method: 'POST',
    path: '/api/v1/match/review',
    access: 'operator',
    summary: 'Approve, reject, pause or resume a pair',
    body: because.extend({
      id: z.string().min(1).max(500),
      action: z.enum(reviewActions),
      polarity: matchSchema.shape.polarity.optional(),
      /** Trade although nobody can bound every world in which the two pay apart. */
      acceptsWorlds: z.boolean().optional(),
    }),
    response: done,
  }),
  acknowledgeAlert: route({
    method: 'POST',
    path: '/api/v1/alerts/acknowledge',
    access: 'operator',
    summary: 'Say that an alert was seen',
    body: z.strictObject({ id: z.string().min(1).max(500) }),
    response: done,
  }),
};

export type Routes = typeof routes;
export type RouteName = keyof Routes;
