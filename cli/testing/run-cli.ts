import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { environmentKeys } from '@pm-arbitrage/core/config/environment.js';

/** Built beside this file, or below its folder where a test runs the sources. */
const beside = fileURLToPath(new URL('../main.js', import.meta.url));
const main = existsSync(beside) ? beside : fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** A command that runs in a process of its own, as a person would start it. */
export interface CliRun {
  readonly process: ChildProcess;
  /** Resolves when it has ended. */
  readonly result: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** The test's variables without those that configure the swarm, so that no test touches a real installation. */
function cleanEnvironment(extra: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const env: Record<string, string | undefined> = { ...process.env };
  for (const { variable } of environmentKeys) delete env[variable];
  return { ...env, ...extra };
}

/** Starts the built CLI in `cwd`, a folder without configuration. */
export function startCli(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): CliRun {
  if (!existsSync(main)) throw new Error(`${main} is missing: build first with npm run build`);
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const result = new Promise<Awaited<CliRun['result']>>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { process: child, result };
}

/** Runs a command to its end. */
export const runCli = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) =>
  startCli(args, cwd, env).result;

/** Runs a command that prints one JSON document. @throws when it fails */
export async function askCli<T>(args: readonly string[], cwd: string): Promise<T> {
  const { code, stdout, stderr } = await runCli(args, cwd);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with code ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as T;
}
