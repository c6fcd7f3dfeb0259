/**
 * The one queue behind the memory bus: tasks run in the order they were added, from a microtask, never inside the call
 * that added them. The same additions therefore give the same order, without timers.
 */
export class TurnQueue {
  readonly #tasks: (() => void)[] = [];
  #scheduled = false;
  #running = 0;
  #waiters: (() => void)[] = [];

  /** Adds a task; it must not throw. */
  add(task: () => void): void {
    this.#tasks.push(task);
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#drain());
  }

  /** A handler runs beyond its task: not idle until `end` is called as often. */
  begin(): void {
    this.#running++;
  }

  end(): void {
    this.#running--;
    this.#settle();
  }

  /** Resolves when no task waits and no handler runs. */
  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  #drain(): void {
    // Tasks that tasks add are run in the same drain, behind those already waiting.
    for (let next = 0; next < this.#tasks.length; next++) this.#tasks[next]?.();
    this.#tasks.length = 0;
    this.#scheduled = false;
    this.#settle();
  }

  #isIdle(): boolean {
    return !this.#scheduled && this.#running === 0;
  }

  #settle(): void {
    if (!this.#isIdle()) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}
