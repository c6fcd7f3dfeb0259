import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const web = join(import.meta.dirname, '..');
const vite = join(web, '..', 'node_modules', 'vite', 'bin', 'vite.js');

/**
 * Builds the page from its sources into a folder of its own, so that no test sees an older one; in a process of its own,
 * because what tests set in theirs would make a page for development. @returns the folder
 */
export async function buildPage(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'pm-page-build-'));
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--logLevel', 'error', '--emptyOutDir', '--outDir', outDir, web],
    { env: { ...process.env, NODE_ENV: 'production' } },
  );
  return outDir;
}
