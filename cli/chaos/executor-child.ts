import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FromExecutor, LifeOptions, ToExecutor } from './executor-messages.js';

/** The built process, also for tests that run from the sources. */
function script(): string {
  const here = new URL('executor-process.js', import.meta.url);
  const built = existsSync(here) ? here : new URL('../dist/chaos/executor-process.js', import.meta.url);
  const file = fileURLToPath(built);
  if (!existsSync(file)) throw new Error(`${file} is missing: build first with npm run build`);
  return file;
}

/** An executor's process as its parent sees it. */
export class ExecutorChild {
  readonly #process: ChildProcess;
  readonly #listeners = new Set<(message: FromExecutor) => void>();
  readonly #loaded: Promise<void>;
  /** Resolves when it is gone, with how. */
  readonly exited: Promise<string>;
  #isGone = false;

  constructor(databaseUrl: string) {
    this.#process = fork(script(), [databaseUrl], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.exited = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => {
        this.#isGone = true;
        resolve(signal ?? `code ${code}`);
      });
    });
    // Whoever writes to one that dies right now hears of it by `exited`.
    this.#process.on('error', () => undefined);
    this.#process.on('message', (message: FromExecutor) => {
      for (const listener of this.#listeners) listener(message);
    });
    this.#loaded = this.#hears((message) => message.kind === 'loaded').then(() => undefined);
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Calls back on everything it says. @returns a function that stops it */
  listen(listener: (message: FromExecutor) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(message: ToExecutor): void {
    if (!this.#isGone && this.#process.connected) this.#process.send(message, () => undefined);
  }

  /**
   * Begins a life. @param options asked once the process can hear: what is told it before, it never learns
   * @returns null when it runs, else why it does not: it could not start, or it died on the way
   */
  async begin(options: () => LifeOptions): Promise<string | null> {
    await Promise.race([this.#loaded, this.exited]);
    const answer = this.#hears(({ kind }) => kind === 'running' || kind === 'failed');
    this.tell({ kind: 'begin', ...options() });
    const said = await Promise.race([answer, this.exited]);
    if (typeof said === 'string') return said;
    return said.kind === 'failed' ? said.reason : null;
  }

  /** Ends its life in good order. @returns the points it passed; null when it died instead */
  async end(): Promise<readonly string[] | null> {
    const answer = this.#hears(({ kind }) => kind === 'ended');
    this.tell({ kind: 'end' });
    const said = await Promise.race([answer, this.exited]);
    return typeof said === 'string' || said.kind !== 'ended' ? null : said.passed;
  }

  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#process.kill(name);
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.exited;
  }

  #hears(matches: (message: FromExecutor) => boolean): Promise<FromExecutor> {
    return new Promise((resolve) => {
      const stop = this.listen((message) => {
        if (!matches(message)) return;
        stop();
        resolve(message);
      });
    });
  }
}
