import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';

export interface DataWatchOptions {
  readonly clock: Clock;
  /** A symbol without news for this long is silent, ms. */
  readonly silenceMs: number;
  /** These went silent; told once until they speak again, then after twice as long. */
  readonly silent: (symbols: readonly string[], silentMs: number) => void;
}

interface Watched {
  /** Monotonic ms of the last news, or of when news became due. */
  since: number;
  patienceMs: number;
  /** Whether it ever spoke: one that never did may not exist at the source. */
  spoke: boolean;
}

const LONGEST_PATIENCE_MS = 600_000;

/**
 * Looks at the age of the data itself: a connection can stand, be pinged, and say nothing more of one symbol or of
 * all. Patience doubles each time it is tried in vain, so that one quiet symbol does not keep tearing down the others.
 */
export class DataWatch {
  readonly #options: DataWatchOptions;
  readonly #watched = new Map<string, Watched>();
  #timer: Cancel | null = null;

  constructor(options: DataWatchOptions) {
    this.#options = options;
  }

  /** Watches exactly these from now on. */
  watch(symbols: ReadonlySet<string>): void {
    for (const symbol of this.#watched.keys()) if (!symbols.has(symbol)) this.#watched.delete(symbol);
    for (const symbol of symbols) if (!this.#watched.has(symbol)) this.#watched.set(symbol, this.#fresh());
  }

  /** A connection stands: news is due from now on. */
  begin(): void {
    const { clock, silenceMs } = this.#options;
    for (const watched of this.#watched.values()) watched.since = clock.monotonic();
    this.#timer ??= clock.every(Math.max(1, Math.floor(silenceMs / 5)), () => this.#look());
  }

  /** No connection: nothing is due. */
  pause(): void {
    this.#timer?.();
    this.#timer = null;
  }

  heard(symbol: string): void {
    const watched = this.#watched.get(symbol);
    if (!watched) return;
    watched.since = this.#options.clock.monotonic();
    watched.patienceMs = this.#options.silenceMs;
    watched.spoke = true;
  }

  /** Who said nothing for too long. */
  silent(): string[] {
    const now = this.#options.clock.monotonic();
    const silent = ([, { since }]: [string, Watched]) => now - since > this.#options.silenceMs;
    return [...this.#watched].filter(silent).map(([symbol]) => symbol);
  }

  #fresh(): Watched {
    return { since: this.#options.clock.monotonic(), patienceMs: this.#options.silenceMs, spoke: false };
  }

  #look(): void {
    const now = this.#options.clock.monotonic();
    const silent: string[] = [];
    let longest = 0;
    for (const [symbol, watched] of this.#watched) {
      const age = now - watched.since;
      if (age <= watched.patienceMs) continue;
      silent.push(symbol);
      longest = Math.max(longest, age);
      watched.patienceMs = watched.spoke ? Math.min(watched.patienceMs * 2, LONGEST_PATIENCE_MS) : Infinity;
    }
    if (silent.length > 0) this.#options.silent(silent, Math.round(longest));
  }
}
