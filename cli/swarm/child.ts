import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { planRestart, type RestartPolicy } from './restart-policy.js';

export interface ChildSpec {
  readonly name: string;
  /** Script and arguments for node. */
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Its output is appended here. */
  readonly logFile: string;
  /** How it says that it is ready: by a message to its parent, or by a first line of JSON on its standard output. */
  readonly ready: 'message' | 'line';
}

export interface ChildParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly policy: RestartPolicy;
  /** Told when it ended without being asked to. */
  readonly onFailure: (child: Child, end: { readonly how: string; readonly delayMs: number }) => void;
  /** Told whenever its process id changes. */
  readonly onChange: () => void;
}

/** A process that is kept alive until it is told to stop. */
export class Child {
  readonly name: string;
  readonly #spec: ChildSpec;
  readonly #parts: ChildParts;
  #process: ChildProcess | null = null;
  #failures = 0;
  #restarts = 0;
  #stopping = false;
  #cancelRestart: () => void = () => undefined;
  #ready: ((message: unknown) => void) | null = null;

  constructor(spec: ChildSpec, parts: ChildParts) {
    this.name = spec.name;
    this.#spec = spec;
    this.#parts = parts;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  get logFile(): string {
    return this.#spec.logFile;
  }

  /** How often it had to be started again. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Starts it. @returns what it says when it is ready; waits over restarts. */
  start(): Promise<unknown> {
    return new Promise((resolve) => {
      this.#ready = resolve;
      this.#spawn();
    });
  }

  /** Asks it to end and waits; ends it by force after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.#cancelRestart();
    const child = this.#process;
    if (child === null) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#parts.clock.after(graceMs, () => child.kill('SIGKILL'));
      child.once('exit', () => {
        cancel();
        resolve();
      });
      child.kill('SIGTERM');
    });
  }

  #spawn(): void {
    const { script, args, cwd, env, logFile, ready } = this.#spec;
    const startedAt = this.#parts.clock.monotonic();
    const log = openLog(logFile);
    const preload = fileURLToPath(new URL('end-with-parent.js', import.meta.url));
    // A group of its own: Ctrl-C reaches the supervisor alone, which stops the others in their order.
    const child = spawn(process.execPath, ['--import', preload, script, ...args], {
      cwd,
      env: { ...env },
      detached: true,
      stdio: ['ignore', ready === 'line' ? 'pipe' : log, log, 'ipc'],
    });
    if (log !== 'ignore') closeSync(log);
    this.#process = child;
    const announce = (message: unknown) => {
      this.#ready?.(message);
      this.#ready = null;
    };
    child.once('message', announce);
    if (child.stdout) createInterface({ input: child.stdout }).once('line', (line) => announce(JSON.parse(line)));
    let over = false;
    const ended = (how: string) => {
      if (over) return;
      over = true;
      this.#process = null;
      this.#parts.onChange();
      if (this.#stopping) return;
      const ranMs = this.#parts.clock.monotonic() - startedAt;
      const plan = planRestart(this.#parts.policy, this.#failures, ranMs, this.#parts.random.next());
      this.#failures = plan.failures;
      this.#parts.onFailure(this, { how, delayMs: plan.delayMs });
      this.#cancelRestart = this.#parts.clock.after(plan.delayMs, () => {
        this.#restarts++;
        this.#spawn();
      });
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(signal === null ? `code ${code}` : signal));
    this.#parts.onChange();
  }
}

/** A disk that is full may take no new file: better a process without a log than none. */
function openLog(path: string): number | 'ignore' {
  try {
    return openSync(path, 'a', 0o600);
  } catch {
    return 'ignore';
  }
}
