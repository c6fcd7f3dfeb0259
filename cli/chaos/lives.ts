import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { ExecutorChild } from './executor-child.js';
import type { LifeOptions, ToExecutor } from './executor-messages.js';
import type { ExecutorPool } from './executor-pool.js';
import type { Death } from './run-plan.js';

/** Most starts of one run: a venue may refuse a start while a fault lasts, and a supervisor tries again. */
const MAX_STARTS = 40;
const RETRY_REAL_MS = 20;
const END_REAL_MS = 5_000;

/** The executors of one run, one after the other, as a supervisor keeps them alive. */
export class Lives {
  readonly #pool: ExecutorPool;
  readonly #deaths: readonly Death[];
  readonly #options: () => Omit<LifeOptions, 'death'>;
  readonly #started: (() => void)[] = [];
  #child: ExecutorChild | null = null;
  #unlisten: () => void = () => undefined;
  #wake: () => void = () => undefined;
  #starts = 0;
  /** The newest books that the current executor knows, and when it learned of them. */
  #heard = { sequence: -1, at: 0 };
  /** Lives that ended where the plan says. */
  deaths = 0;
  /** Starts that failed. */
  failures = 0;
  /** Why the last one failed. */
  lastFailure = '';

  constructor(pool: ExecutorPool, deaths: readonly Death[], options: () => Omit<LifeOptions, 'death'>) {
    this.#pool = pool;
    this.#deaths = deaths;
    this.#options = options;
  }

  get hasDeathsLeft(): boolean {
    return this.deaths < this.#deaths.length;
  }

  /** Calls back when a later life runs. */
  onStart(started: () => void): void {
    this.#started.push(started);
  }

  /** Resolves when an executor runs. @throws Error when none will */
  async start(): Promise<void> {
    for (; this.#starts < MAX_STARTS; this.#starts++) {
      const child = this.#pool.take();
      this.#child = child;
      this.#heard = { sequence: -1, at: 0 };
      this.#unlisten = child.listen((message) => {
        if (message.kind === 'result') this.#wake();
        if (message.kind === 'heard' && message.sequence > this.#heard.sequence) this.#heard = message;
      });
      void child.exited.then(() => this.#wake());
      const death = this.#deaths[this.deaths] ?? null;
      const problem = await child.begin(() => ({ ...this.#options(), death }));
      if (problem === null) return;
      this.#unlisten();
      if (problem === 'SIGKILL') {
        this.deaths++;
        continue;
      }
      this.failures++;
      this.lastFailure = problem;
      await child.kill();
      await sleep(systemClock, RETRY_REAL_MS);
    }
    throw new Error(`the executor did not start ${MAX_STARTS} times: ${this.lastFailure}`);
  }

  async restartIfDead(): Promise<void> {
    if (this.#child?.isGone !== true) return;
    const how = await this.#child.exited;
    if (how !== 'SIGKILL') throw new Error(`the executor's process ended with ${how}`);
    this.#unlisten();
    this.deaths++;
    await this.start();
    for (const started of this.#started) started();
  }

  tell(message: ToExecutor): void {
    this.#child?.tell(message);
  }

  /** When the current executor learned of these books, ms of the run's clock; null while it has not. */
  heardAt(sequence: number): number | null {
    return this.#heard.sequence < sequence ? null : this.#heard.at;
  }

  /** Resolves after that many real ms, or when something happened. */
  pause(realMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = systemClock.after(realMs, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Ends the run's last executor in good order; its process goes back to the others. */
  async end(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const late = sleep(systemClock, END_REAL_MS).then(() => null);
    const passed = await Promise.race([child.end(), late]);
    this.#unlisten();
    this.#child = null;
    if (passed === null) await child.kill();
    else this.#pool.giveBack(child);
  }

  /** Ends whatever is left of a run that failed. */
  async abandon(): Promise<void> {
    this.#unlisten();
    await this.#child?.kill();
    this.#child = null;
  }
}
