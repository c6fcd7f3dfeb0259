import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { type BackoffPolicy, fullJitter } from '../../transport/backoff.js';
import type { PollJob } from './poll-protocol.js';

export interface PollScheduleOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Jobs that run at once. */
  readonly atOnce: number;
  /** By how much of it a period varies, so that many do not fall together. */
  readonly jitter: number;
  readonly backoff: BackoffPolicy;
  /** Runs a job; never throws. */
  readonly run: (job: PollJob) => Promise<PollResult>;
}

/** How a run ended. What the server refuses it refuses again: it is not tried before its time. */
export type PollResult = 'done' | 'failed' | 'refused';

interface Planned {
  job: PollJob;
  failures: number;
  running: boolean;
  timer: Cancel | null;
}

/** Runs jobs in their periods: a few at once, after a failure sooner and then ever later, none while on hold. */
export class PollSchedule {
  readonly #options: PollScheduleOptions;
  readonly #planned = new Map<string, Planned>();
  readonly #due: Planned[] = [];
  readonly #running = new Set<Promise<void>>();
  #holdUntil = -Infinity;
  #holdTimer: Cancel | null = null;

  constructor(options: PollScheduleOptions) {
    this.#options = options;
  }

  /** Runs exactly these from now on; new ones at once. */
  replace(jobs: readonly PollJob[]): void {
    const wanted = new Map(jobs.map((job) => [job.key, job]));
    for (const [key, planned] of this.#planned) if (!wanted.has(key)) this.#drop(key, planned);
    for (const [key, job] of wanted) {
      const planned = this.#planned.get(key);
      if (planned) planned.job = job;
      else {
        const fresh: Planned = { job, failures: 0, running: false, timer: null };
        this.#planned.set(key, fresh);
        this.#due.push(fresh);
      }
    }
    this.#pump();
  }

  /** Nothing is begun for so long, ms. */
  hold(forMs: number): void {
    const { clock } = this.#options;
    this.#holdUntil = Math.max(this.#holdUntil, clock.monotonic() + forMs);
    this.#holdTimer?.();
    this.#holdTimer = clock.after(this.#holdUntil - clock.monotonic(), () => this.#pump());
  }

  /** Requests under way. */
  get busy(): number {
    return this.#running.size;
  }

  /** Ends everything; resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.replace([]);
    this.#holdTimer?.();
    this.#holdTimer = null;
    this.#holdUntil = -Infinity;
    await Promise.all(this.#running);
  }

  #drop(key: string, planned: Planned): void {
    planned.timer?.();
    planned.timer = null;
    this.#planned.delete(key);
    const index = this.#due.indexOf(planned);
    if (index >= 0) this.#due.splice(index, 1);
  }

  #pump(): void {
    const { clock, atOnce } = this.#options;
    while (this.#due.length > 0 && this.#running.size < atOnce && clock.monotonic() >= this.#holdUntil) {
      const planned = this.#due.shift() as Planned;
      const run = this.#run(planned).finally(() => {
        this.#running.delete(run);
        this.#pump();
      });
      this.#running.add(run);
    }
  }

  async #run(planned: Planned): Promise<void> {
    const { clock, random, jitter, backoff, run } = this.#options;
    const { job } = planned;
    const result = await run(job);
    if (this.#planned.get(job.key) !== planned) return;
    planned.failures = result === 'failed' ? planned.failures + 1 : 0;
    const period = planned.job.everyMs() * (1 + jitter * (2 * random.next() - 1));
    // A failure is tried again sooner than the period, but never at once.
    const again = backoff.baseMs / 2 + fullJitter(Math.max(1, planned.failures), backoff, random);
    const pause = result === 'failed' ? Math.min(period, again) : period;
    planned.timer = clock.after(Math.round(pause), () => {
      this.#due.push(planned);
      this.#pump();
    });
  }
}
