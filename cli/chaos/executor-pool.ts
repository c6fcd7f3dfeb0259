import { ExecutorChild } from './executor-child.js';

/** Processes of executors, kept loaded: who needs one after a death need not wait for it to start. */
export class ExecutorPool {
  readonly #databaseUrl: string;
  #waiting: ExecutorChild[];

  /** @param ready how many wait loaded */
  constructor(databaseUrl: string, ready: number) {
    this.#databaseUrl = databaseUrl;
    this.#waiting = Array.from({ length: ready }, () => new ExecutorChild(databaseUrl));
  }

  /** A process without a life; another one starts to load in its place. */
  take(): ExecutorChild {
    const child = this.#waiting.find((candidate) => !candidate.isGone) ?? new ExecutorChild(this.#databaseUrl);
    this.#waiting = this.#waiting.filter((candidate) => candidate !== child && !candidate.isGone);
    if (this.#waiting.length === 0) this.#waiting.push(new ExecutorChild(this.#databaseUrl));
    return child;
  }

  /** Takes a process back that has ended its life in good order. */
  giveBack(child: ExecutorChild): void {
    if (!child.isGone) this.#waiting.unshift(child);
  }

  async close(): Promise<void> {
    await Promise.all(this.#waiting.map((child) => child.kill()));
  }
}
