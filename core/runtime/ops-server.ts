import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import fastify from 'fastify';
import { z } from 'zod';
import { matchReviewSchema, reviewActions } from '../domain/match-review.js';
import { matchSchema } from '../domain/match.js';
import { reviewMatch } from '../matches/review-match.js';
import { allocationInputs } from '../allocations/allocation-inputs.js';
import { allocationSettings } from '../allocations/allocation-settings.js';
import { orderAllocation } from '../allocations/order-allocation.js';
import { allocationOrderSchema } from '../domain/allocation-order.js';
import { allocationReport, leaderboard } from '../queries/performance-queries.js';
import { findMatch, listMatches } from '../queries/match-queries.js';
import { swarmStatus } from '../queries/status-query.js';
import { listOpportunities, listPositions, listTrades, profitAndLoss } from '../queries/trade-queries.js';
import type { Outbox } from '../db/outbox.js';
import { addExportRoute } from './export-route.js';
import { addHealthRoutes, type AgentHealth } from './health-routes.js';
import { type HealthServer, startHealthServer } from './health-server.js';
import { liftHalts, orderHalt } from './order-halt.js';
import { addRecordRoutes } from './record-routes.js';
import { type RuntimeFile, runtimePath } from './runtime-file.js';
import type { Services } from './services.js';

const resumeBody = z.object({ reason: z.string().min(1), by: z.string().min(1) });
/** The CLI names the halt, because it has already written it to the halt file. */
const haltBody = resumeBody.extend({ id: z.string().min(1).optional(), at: z.int().min(0).optional() });

const matchesQuery = z.object({
  status: matchSchema.shape.status.optional(),
  limit: z.coerce.number().int().min(1).default(20),
});
const leaderboardQuery = z.object({
  mode: z.enum(['paper', 'live']),
  days: z.coerce.number().int().min(1).max(3_660),
});
const reviewBody = z.object({
  id: z.string(),
  action: z.enum(reviewActions),
  by: z.string().min(1),
  note: z.string(),
  polarity: matchReviewSchema.shape.polarity.optional(),
  acceptsWorlds: z.boolean().optional(),
});

export interface OpsServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Health, metrics and control of one process, on loopback. Health and metrics are open; the rest needs the token that
 * lies in `<data folder>/runtime.json`, readable by its owner only. Health and metrics alone are also served where
 * `services.healthPort` says.
 */
export async function startOpsServer(
  services: Services,
  outbox: Outbox,
  agents: () => readonly AgentHealth[],
  options: { port: number; announce: boolean },
): Promise<OpsServer> {
  const { clock, config, database, halt, haltFile, hot, ids, metrics } = services;
  const { dataDir } = config.services;
  const token = randomBytes(24).toString('hex');
  const server = fastify({ logger: false });

  server.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${token}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      await reply.code(401).send({ error: 'the token in runtime.json is needed' });
    }
  });
  addHealthRoutes(server, metrics, agents);
  const { mode } = config;
  server.get('/api/status', () => swarmStatus({ database, hot, haltFile, mode }, clock.now()));
  server.get<{ Querystring: { limit?: string } }>('/api/trades', ({ query }) =>
    listTrades(database.queries, mode, Number(query.limit ?? 20)),
  );
  server.get<{ Querystring: { limit?: string } }>('/api/opportunities', ({ query }) =>
    listOpportunities(database.queries, Number(query.limit ?? 20)),
  );
  server.get('/api/positions', () => listPositions(database.queries, mode));
  server.get('/api/pnl', () => profitAndLoss(database.queries, mode, clock.now()));
  server.get('/api/matches', ({ query }) => listMatches(database.queries, matchesQuery.parse(query)));
  server.get<{ Querystring: { id?: string } }>('/api/match', async ({ query }) => ({
    found: await findMatch(database.queries, query.id ?? ''),
  }));
  server.post('/api/match-review', ({ body }) => reviewMatch(database.queries, reviewBody.parse(body), clock.now()));
  server.get('/api/allocations', () => allocationReport(database.queries, mode));
  server.get('/api/allocation-inputs', async () => ({
    inputs: await allocationInputs(database, mode, clock.now(), true),
    settings: allocationSettings(config),
  }));
  server.post('/api/allocation-order', async ({ body }) => ({
    sequence: await orderAllocation(database, mode, allocationOrderSchema.parse(body), clock.now()),
  }));
  server.get('/api/leaderboard', ({ query }) => {
    const asked = leaderboardQuery.parse(query);
    return leaderboard(database, asked.mode, { now: clock.now(), days: asked.days });
  });
  addExportRoute(server, services);
  addRecordRoutes(server, services);
  server.post('/api/halt', async ({ body }) => {
    const { reason, by, id, at } = haltBody.parse(body);
    const order = { id: id ?? ids.next(), reason, by, at: at ?? clock.now() };
    await orderHalt({ halt, haltFile, outbox }, order, 'operator');
    return order;
  });
  server.post('/api/resume', async ({ body }) => {
    const { reason, by } = resumeBody.parse(body);
    return { ended: await liftHalts({ halt, haltFile, outbox }, { reason, by, at: clock.now() }) };
  });

  const url = await server.listen({ host: '127.0.0.1', port: options.port });
  const { healthHost, healthPort } = config.services;
  const health: HealthServer | null =
    healthPort === null ? null : await startHealthServer({ host: healthHost, port: healthPort }, metrics, agents);
  if (options.announce) {
    mkdirSync(dataDir, { recursive: true });
    const file: RuntimeFile = { pid: process.pid, url, token };
    writeFileSync(runtimePath(dataDir), JSON.stringify(file), { mode: 0o600 });
  }
  return {
    url,
    async close() {
      if (options.announce) rmSync(runtimePath(dataDir), { force: true });
      await Promise.all([server.close(), health?.close()]);
    },
  };
}
