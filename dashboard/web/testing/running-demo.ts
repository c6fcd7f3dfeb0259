import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dashboardAddress, oneTimeLink } from '../../server/address.js';
import { repositoryRoot } from './repository-root.js';

const main = join(repositoryRoot, 'cli', 'dist', 'main.js');

export interface RunningDemo {
  readonly url: string;
  /** An address that logs an operator in, once. */
  link(): string;
  stop(): Promise<void>;
}

/** Everything but the page is of the last build; `npm test` builds before it tests. */
export const demoBuilt = existsSync(main) && existsSync(join(repositoryRoot, 'dashboard', 'web', 'dist', 'index.html'));

/** The whole swarm on simulated venues, as `npm start` runs it, with a data folder of its own. */
export async function runDemo(): Promise<RunningDemo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-page-demo-'));
  const child = spawn(process.execPath, [main, 'demo', '--for', '900s', '--data-dir', dataDir], { stdio: 'ignore' });
  const url = await addressOf(child, dataDir);
  return {
    url,
    link: () => oneTimeLink(dataDir, Date.now()) ?? '',
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function addressOf(child: ChildProcess, dataDir: string): Promise<string> {
  for (let tries = 0; tries < 1_200 && child.exitCode === null; tries++) {
    const url = dashboardAddress(dataDir);
    if (url !== null) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the demo did not come up (exit ${child.exitCode}); see ${join(dataDir, 'demo.log')}`);
}
