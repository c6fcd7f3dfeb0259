import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { TopicName } from '../../protocol/topics.js';

const LOOK_MS = 200;

/** State that is read from the database now and then. */
export interface Refresh {
  readonly topics: readonly TopicName[];
  /** Never more often than this, whatever happens, ms. */
  readonly atLeastMs: number;
  /** At least as often as this while somebody looks, ms. */
  readonly atMostMs: number;
  read(): Promise<void>;
}

/** While nobody looks, ms. */
const UNWATCHED_MS = 15_000;

interface Kept {
  readonly refresh: Refresh;
  readAt: number;
  isDirty: boolean;
  isBusy: boolean;
}

/**
 * Reads what is followed: soon after something happened, seldom where nobody looks, and one after the other, so that
 * the dashboard never asks much of a database that trading needs.
 */
export class Refresher {
  readonly #clock: Clock;
  readonly #kept: readonly Kept[];
  readonly #onError: (error: unknown) => void;
  readonly #cancel: () => void;
  #watched: ReadonlySet<TopicName> = new Set();
  #turn: Promise<void> = Promise.resolve();

  constructor(clock: Clock, refreshes: readonly Refresh[], onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#kept = refreshes.map((refresh) => ({
      refresh,
      readAt: Number.NEGATIVE_INFINITY,
      isDirty: true,
      isBusy: false,
    }));
    this.#onError = onError;
    this.#cancel = clock.every(LOOK_MS, () => this.#look());
  }

  /** Something happened that these topics tell of. */
  mark(...topics: readonly TopicName[]): void {
    for (const kept of this.#kept) if (topics.some((topic) => kept.refresh.topics.includes(topic))) kept.isDirty = true;
  }

  watch(watched: ReadonlySet<TopicName>): void {
    this.#watched = watched;
    this.#look();
  }

  /** Reads everything once. */
  async readAll(): Promise<void> {
    for (const kept of this.#kept) this.#start(kept);
    await this.#turn;
  }

  async stop(): Promise<void> {
    this.#cancel();
    await this.#turn;
  }

  #look(): void {
    const now = this.#clock.monotonic();
    for (const kept of this.#kept) {
      const { topics, atLeastMs, atMostMs } = kept.refresh;
      const isWatched = topics.some((topic) => this.#watched.has(topic));
      const age = now - kept.readAt;
      const due = isWatched ? age >= atMostMs || (kept.isDirty && age >= atLeastMs) : age >= UNWATCHED_MS;
      if (due) this.#start(kept);
    }
  }

  #start(kept: Kept): void {
    if (kept.isBusy) return;
    kept.isBusy = true;
    this.#turn = this.#turn.then(async () => {
      kept.isDirty = false;
      try {
        await kept.refresh.read();
      } catch (error) {
        kept.isDirty = true;
        this.#onError(error);
      } finally {
        kept.readAt = this.#clock.monotonic();
        kept.isBusy = false;
      }
    });
  }
}
