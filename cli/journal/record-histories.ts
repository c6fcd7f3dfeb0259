import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { journalFiles, journalFolder } from '@pm-arbitrage/core/journal/file/journal-folder.js';
import { beginningOf } from '@pm-arbitrage/core/journal/file/journal-format.js';
import { runDemo } from '../demo/run-demo.js';
import { printLine } from '../print.js';

/*
 * Records the histories anew: a short demo of this very code, the beginning of each agent's journal. To run it is to
 * accept what the agents decide now. Argument: the folder to put them into.
 */

const RUN_MS = 60_000;
/** Of each journal; enough for the first trades. */
const MOST_BYTES = 1_200_000;

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
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { path } of await journalFiles(journalFolder(journaled))) {
    const beginning = beginningOf(await readFile(path), MOST_BYTES);
    const small = brotliCompressSync(beginning, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 },
    });
    await writeFile(join(folder, `${basename(path)}.br`), small);
    printLine(`${basename(path)}: ${beginning.length} bytes, ${small.length} compressed`);
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(0);
