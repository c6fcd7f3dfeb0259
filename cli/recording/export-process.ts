import { join } from 'node:path';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import { runExport } from '@pm-arbitrage/core/export/run-export.js';

/*
 * Exports the same history into one new folder after the other until somebody kills it, for the crash test:
 *
 *   node export-process.js <database url> <folder> <now, Unix ms>
 */

const [url = '', folder = '', now = ''] = process.argv.slice(2);
const database = await openDatabase({ url });
for (let round = 0; ; round++) {
  const order = { from: null, to: null, out: join(folder, String(round)), tables: null };
  await runExport({ queries: database.queries, recordings: join(folder, 'none'), now: Number(now) }, order);
}
