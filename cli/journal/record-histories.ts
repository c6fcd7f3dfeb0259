import { cp, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { byDecision } from '@pm-arbitrage/core/journal/comparison.js';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { journalFiles, journalFolder } from '@pm-arbitrage/core/journal/file/journal-folder.js';
import { beginningOf } from '@pm-arbitrage/core/journal/file/journal-format.js';
import { runDemo } from '../demo/run-demo.js';
import { printLine } from '../print.js';
import { missingSteps } from './histories-hold.js';
import { verifyJournals } from './verify-journals.js';

/*
 * Records the histories anew: a short demo of this very code, the beginning of each agent's journal. To run it is to
 * accept what the agents decide now. Argument: the folder to put them into.
 */

const RUN_MS = 60_000;
/** Of each journal; enough for the first trades. */
const MOST_BYTES = 2_400_000;

const [folder = ''] = process.argv.slice(2);
const dataDir = await mkdtemp(join(tmpdir(), 'pm-histories-'));
try {
  const { config, sources } = loadConfig({ file: null, environment: {} });
  const journaled = {
    ...config,
    services: { ...config.services, dataDir },
    recorder: { ...config.recorder, enabled: false, journal: true },
    dashboard: { ...config.dashboard, enabled: false },
  };
  await runDemo({ config: journaled, sources, begin: null, limitMs: RUN_MS, json: true });
  const recorded = join(dataDir, 'histories');
  await mkdir(recorded);
  for (const { path } of await journalFiles(journalFolder(journaled))) {
    const beginning = beginningOf(await readFile(path), MOST_BYTES);
    const small = brotliCompressSync(beginning, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
    });
    await writeFile(join(recorded, `${basename(path)}.br`), small);
    printLine(`${basename(path)}: ${beginning.length} bytes, ${small.length} compressed`);
  }
  const missing = missingSteps(await verifyJournals(recorded, byDecision));
  if (missing.length > 0) {
    throw new Error(
      `Nothing was replaced, for the demo was slow to trade; try again on a calmer machine. Missing: ${missing.join(', ')}`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  await cp(recorded, folder, { recursive: true });
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(0);
