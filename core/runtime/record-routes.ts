import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { acknowledgeAlert } from '../alerts/acknowledge-alert.js';
import { killSwitchFact, venueAnswersSchema } from '../audit/kill-switch-fact.js';
import { recordFact } from '../audit/record-fact.js';
import { searchAudit } from '../audit/search-audit.js';
import { verifyAudit } from '../audit/verify-audit.js';
import { platformSchema } from '../domain/platform.js';
import { listAlerts } from '../queries/alert-queries.js';
import { tradeHistory } from '../queries/trade-history.js';
import { pauseVenue, resumeVenue, venuePausesInForce } from '../venue-pauses/pause-venue.js';
import { reportTrial, trialOrderSchema } from '../trial/report-trial.js';
import type { Services } from './services.js';

const points = z.object({
  anchors: z.array(z.object({ sequence: z.int().min(0), hash: z.string() })).default([]),
});
const search = z.object({
  tradeId: z.string().optional(),
  kind: z.string().optional(),
  text: z.string().optional(),
  from: z.int().optional(),
  to: z.int().optional(),
  limit: z.int().min(1).max(100_000),
});
const alertsBody = z.object({ limit: z.int().min(1).max(10_000), openOnly: z.boolean() });
const acknowledgement = z.object({ id: z.string().min(1), by: z.string().min(1) });
const venueOrder = z.object({ platform: platformSchema, reason: z.string().min(1), by: z.string().min(1) });

/**
 * What the command line asks of the process that holds the database: the record (audit log, history of a trade, verdict on a trial), alerts
 * and pauses of venues. Bodies are those of `cli/control`.
 */
export function addRecordRoutes(server: FastifyInstance, { clock, database, ids }: Services): void {
  const { queries } = database;
  server.post('/api/audit-report', ({ body }) => verifyAudit(database, points.parse(body).anchors));
  server.post('/api/audit-search', ({ body }) => searchAudit(queries, search.parse(body)));
  server.post('/api/kill-switch', async ({ body }) => {
    await recordFact(queries, killSwitchFact(venueAnswersSchema.parse(body), clock.now()));
    return {};
  });
  server.get<{ Querystring: { id?: string } }>('/api/trade-history', async ({ query }) => ({
    found: await tradeHistory(queries, query.id ?? ''),
  }));
  server.post('/api/alerts', ({ body }) => {
    const { limit, openOnly } = alertsBody.parse(body);
    return listAlerts(queries, limit, undefined, openOnly);
  });
  server.post('/api/alert-acknowledgement', async ({ body }) => {
    const { id, by } = acknowledgement.parse(body);
    return { first: await acknowledgeAlert(queries, id, by, clock.now()) };
  });
  server.post('/api/trial', ({ body }) => reportTrial(database, trialOrderSchema.parse(body), clock.now()));
  server.get('/api/venue-pauses', () => venuePausesInForce(queries));
  server.post('/api/venue-pause', async ({ body }) => {
    await pauseVenue(database, { id: ids.next(), ...venueOrder.parse(body), at: clock.now() });
    return {};
  });
  server.post('/api/venue-resume', async ({ body }) => {
    await resumeVenue(database, { ...venueOrder.parse(body), at: clock.now() });
    return {};
  });
}
