import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { recordingsFolder } from '../recording/recordings-folder.js';
import type { Services } from './services.js';

const exportBody = z.object({
  from: z.int().nullable(),
  to: z.int().nullable(),
  out: z.string().min(1),
  tables: z.array(z.string()).nullable(),
});

/** `POST /api/export`: brings exported files up to date while the swarm runs. */
export function addExportRoute(
  server: FastifyInstance,
  { clock, config, database }: Pick<Services, 'clock' | 'config' | 'database'>,
): void {
  server.post('/api/export', async ({ body }) => {
    const { runExport } = await import('../export/run-export.js');
    // No snapshot: it would hold the embedded database, which others in this process trade with.
    const sources = { queries: database.queries, recordings: recordingsFolder(config), now: clock.now() };
    return { tables: await runExport(sources, exportBody.parse(body)) };
  });
}
