import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = [20, 19];

/** Runs a command in the project; its output goes to standard error, so that standard output stays the caller's. */
function run(what, command, args) {
  process.stderr.write(`${what}…\n`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write(`${what} failed${error ? `: ${error.message}` : ` (exit ${status})`}\n`);
  process.exit(status ?? 1);
}

/** Installs what the lock file names, unless that was done before, and builds. Needs Node and nothing else. */
export function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    process.stderr.write(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.\n`);
    process.exit(1);
  }
  const stamp = join(root, 'node_modules', '.pm-arbitrage-install');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    run('Installing', 'npx', ['--yes', PNPM, 'install', '--frozen-lockfile']);
    writeFileSync(stamp, lock);
  }
  run('Building', process.execPath, [
    join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    '-b',
    '--pretty',
    'false',
  ]);
  run('Building the page', process.execPath, [
    join(root, 'dashboard', 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--logLevel',
    'warn',
    join(root, 'dashboard', 'web'),
  ]);
}
