/** What has to be ended and removed whatever happens, newest first. */
export class Cleanup {
  readonly #jobs: (() => Promise<unknown> | void)[] = [];

  add(job: () => Promise<unknown> | void): void {
    this.#jobs.push(job);
  }

  /** Does every job once, also after one that failed. @throws what failed first */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let job = this.#jobs.pop(); job !== undefined; job = this.#jobs.pop()) {
      try {
        await job();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
