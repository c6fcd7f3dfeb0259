import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '@pm-arbitrage/core/testing/until.js';
import { dockerfileSteps } from './dockerfile-steps.js';

/*
 * The steps of the Dockerfile in a clean folder, as far as a machine without a container engine allows: the build stage is
 * carried out with its own commands, and what it leaves must start with what the last stage says. Not proven: the base
 * image, and the steps of the last stage that change the system.
 */

const repository = new URL('../..', import.meta.url).pathname;
const run = promisify(execFile);
const steps = dockerfileSteps(readFileSync(join(repository, 'Dockerfile'), 'utf8'));
const ofBuild = steps.filter(({ stage }) => stage === 'build');
const ofImage = steps.filter(({ stage }) => stage !== 'build');

const place = mkdtempSync(join(tmpdir(), 'pm-image-'));
const app = join(place, 'app');
const tools = join(place, 'tools');
const noTools = join(place, 'no-tools');

/** What git would give a clean checkout, changes that are not committed included. */
async function copyContext(into: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: repository });
  for (const file of stdout.split('\0')) {
    if (file === '' || !existsSync(join(repository, file))) continue;
    mkdirSync(dirname(join(into, file)), { recursive: true });
    cpSync(join(repository, file), join(into, file));
  }
}

/** A `pnpm` of the version that the Dockerfile installs. */
function installPnpm(command: string): void {
  const version = /pnpm@([\d.]+)$/.exec(command)?.[1];
  expect(version, 'the Dockerfile installs pnpm of one version').toBeDefined();
  mkdirSync(tools);
  writeFileSync(join(tools, 'pnpm'), `#!/bin/sh\nexec npx --yes pnpm@${version} "$@"\n`, { mode: 0o755 });
}

/** `COPY`: several files or a folder named with a slash at its end go into the folder. */
function copy(text: string): void {
  const paths = text.split(' ');
  const target = paths.pop() ?? '';
  const to = join(app, target);
  for (const from of paths) {
    const source = join(place, 'context', from);
    const isFolder = statSync(source).isDirectory();
    const into = !isFolder && (target.endsWith('/') || paths.length > 1) ? join(to, basename(from)) : to;
    cpSync(source, into, { recursive: true });
  }
}

const lastOf = (instruction: string): string =>
  ofImage.findLast((step) => step.instruction === instruction)?.text ?? '';

describe('the container', () => {
  beforeAll(async () => {
    mkdirSync(app);
    mkdirSync(noTools);
    await copyContext(join(place, 'context'));
    for (const { instruction, text } of ofBuild) {
      if (instruction === 'COPY') copy(text);
      if (instruction !== 'RUN') continue;
      if (text.startsWith('npm install --global ')) installPnpm(text);
      else
        await run('sh', ['-c', text], {
          cwd: app,
          env: { ...process.env, PATH: `${tools}:${process.env['PATH']}` },
          maxBuffer: 1e8,
        });
    }
    for (const { instruction, text } of ofImage) if (instruction === 'COPY' && !text.startsWith('--from=')) copy(text);
  }, 600_000);
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('holds built code and its libraries: no sources, no tests, nothing that builds', () => {
    const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
      (file) => !file.includes('node_modules'),
    );
    expect(files.filter((file) => /\.tsx?$/.test(file) && !/\/dist\//.test(file))).toEqual([]);
    expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
    const tools = ['typescript', 'vite', 'vitest', 'oxlint', 'fast-check', 'playwright-core'];
    expect(tools.filter((tool) => existsSync(join(app, 'node_modules', '.pnpm', 'node_modules', tool)))).toEqual([]);
  });

  it('runs as nobody special, with a health check', () => {
    expect(lastOf('USER')).toBe('node');
    expect(lastOf('HEALTHCHECK')).toContain('healthy.mjs');
    expect(existsSync(join(app, 'scripts', 'healthy.mjs'))).toBe(true);
  });

  it('starts with production dependencies alone, is found healthy, trades, and ends in good order', async () => {
    const [node, entry = ''] = JSON.parse(lastOf('ENTRYPOINT')) as string[];
    expect(node).toBe('node');
    const environment = {
      HOME: place,
      PATH: noTools,
      NODE_ENV: 'production',
      DATA_DIR: join(place, 'data'),
      DASHBOARD_PORT: '0',
    };
    const main = join(app, entry.replace('/app/', ''));
    const checked = await run(process.execPath, [main, 'config', 'check', '--json'], { cwd: app, env: environment });
    expect(checked.stdout).toContain('oracle-sniper');

    const swarm = spawn(process.execPath, [main, 'demo', '--for', '300s', '--json', '--log-level', 'error'], {
      cwd: app,
      env: { ...environment, OPS_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    swarm.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    try {
      const runtime = join(place, 'data', 'runtime.json');
      await until('it is up', () => existsSync(runtime), 120_000);
      const { url } = JSON.parse(readFileSync(runtime, 'utf8')) as { url: string };
      const health = () =>
        run(process.execPath, [join(app, 'scripts', 'healthy.mjs')], {
          env: { ...environment, OPS_PORT: new URL(url).port },
        });
      await until('it is healthy', async () => health().then(() => true), 120_000);
      const trades = () => run(process.execPath, [main, 'trades', '--json'], { cwd: app, env: environment });
      await until(
        'it trades',
        async () => (JSON.parse((await trades()).stdout) as unknown[]).length > 0,
        120_000,
        1_000,
      );
      swarm.kill('SIGTERM');
      const [code] = (await once(swarm, 'exit')) as [number | null];
      expect(code).toBe(0);
      expect(JSON.parse(printed.trim().split('\n').at(-1) ?? '')).toMatchObject({ conserved: true });
    } finally {
      swarm.kill('SIGKILL');
    }
  }, 400_000);
});
